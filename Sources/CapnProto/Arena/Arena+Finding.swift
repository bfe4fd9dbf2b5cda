/// Where a struct is.
@frozen @usableFromInline struct FoundStruct {
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let shape: UInt64

  init(_ segment: UnsafeMutablePointer<Segment>, _ start: UnsafeRawPointer, shape: UInt64) {
    self.segment = segment
    self.start = start
    self.shape = shape
  }
}

/// Where text or data is.
@frozen @usableFromInline struct FoundBytes {
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let count: Int

  init(_ start: UnsafeRawPointer, _ count: Int) {
    self.start = start
    self.count = count
  }
}

/// Where a list is.
@frozen @usableFromInline struct FoundList {
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let extent: ListExtent
  @usableFromInline let shape: ElementShape

  init(
    _ segment: UnsafeMutablePointer<Segment>, _ start: UnsafeRawPointer, _ extent: ListExtent,
    _ shape: ElementShape
  ) {
    self.segment = segment
    self.start = start
    self.extent = extent
    self.shape = shape
  }
}

// These are calls, and give back plain addresses: the reader made from them is put together in the caller, where the optimiser
// sees that its reference to the arena is one that the caller holds already.
extension Arena {
  private static func word(
    _ address: UnsafeRawPointer, _ segment: UnsafeMutablePointer<Segment>
  ) -> Int {
    segment.pointee.word(of: address)
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func findStruct(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ nesting: UInt16
  ) throws(CapnProtoError) -> FoundStruct {
    guard let address = UnsafeRawPointer(bitPattern: place), !WirePointer(loading: address).isNull
    else {
      return FoundStruct(segment, emptyAddress, shape: 0)
    }
    guard nesting > 0 else { throw CapnProtoError(.nestingLimit) }
    let target = try resolve(address, in: segment)
    guard target.pointer.raw & 3 == 0 else {
      throw CapnProtoError(.wrongPointerKind, at: Arena.word(address, segment))
    }
    let size = target.pointer.structSize
    let start = try target.address(words: size.words)
    try charge(size.words)
    return FoundStruct(
      target.segment, start,
      shape: UInt64(size.dataWords) &* 8 | UInt64(size.pointerCount) << 32
        | UInt64(nesting &- 1) << 48)
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func findText(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>
  ) throws(CapnProtoError) -> FoundBytes {
    guard let address = UnsafeRawPointer(bitPattern: place), !WirePointer(loading: address).isNull
    else {
      return FoundBytes(emptyAddress, 0)
    }
    let found = try bytes(address, segment)
    guard found.count > 0, found.start.load(fromByteOffset: found.count &- 1, as: UInt8.self) == 0
    else { throw CapnProtoError(.textNotTerminated, at: Arena.word(address, segment)) }
    return FoundBytes(found.start, found.count &- 1)
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func findBytes(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>
  ) throws(CapnProtoError) -> FoundBytes {
    guard let address = UnsafeRawPointer(bitPattern: place), !WirePointer(loading: address).isNull
    else {
      return FoundBytes(emptyAddress, 0)
    }
    return try bytes(address, segment)
  }

  @inline(__always) private func bytes(
    _ address: UnsafeRawPointer, _ segment: UnsafeMutablePointer<Segment>
  ) throws(CapnProtoError) -> FoundBytes {
    let target = try resolve(address, in: segment)
    guard target.pointer.raw & 3 == 1 else {
      throw CapnProtoError(.wrongPointerKind, at: Arena.word(address, segment))
    }
    guard target.pointer.elementSize == .byte else {
      throw CapnProtoError(.wrongElementSize, at: Arena.word(address, segment))
    }
    let count = target.pointer.elementCount
    let words = (count &+ 7) >> 3
    let start = try target.address(words: words)
    try charge(words)
    return FoundBytes(start, count)
  }

  @_effects(releasenone) @inline(never) @usableFromInline
  func findList(
    _ place: Int, _ segment: UnsafeMutablePointer<Segment>, _ nesting: UInt16,
    _ expected: ElementSize?
  ) throws(CapnProtoError) -> FoundList {
    guard let address = UnsafeRawPointer(bitPattern: place), !WirePointer(loading: address).isNull
    else {
      return FoundList(
        segment, emptyAddress, ListExtent(count: 0, nesting: 0, elementSize: .void),
        ElementShape(stepBits: 0, dataBytes: 0, pointerCount: 0))
    }
    guard nesting > 0 else { throw CapnProtoError(.nestingLimit) }
    let target = try resolve(address, in: segment)
    guard target.pointer.raw & 3 == 1 else {
      throw CapnProtoError(.wrongPointerKind, at: Arena.word(address, segment))
    }
    let found = try list(target, nesting &- 1)
    guard let expected, expected != found.extent.elementSize else { return found }
    guard let converted = found.converted(to: expected) else {
      throw CapnProtoError(.wrongElementSize, at: Arena.word(address, segment))
    }
    return converted
  }

  @inline(__always) private func list(
    _ target: Target, _ nesting: UInt16
  ) throws(CapnProtoError) -> FoundList {
    let size = target.pointer.elementSize
    if size == .inlineComposite { return try compositeList(target, nesting) }
    let count = target.pointer.elementCount
    let step = size.stepBits
    // At most 2^29 elements of 64 bits: multiplied in 64 bits also where words have 32.
    let words = Int((UInt64(count) &* UInt64(step) &+ 63) >> 6)
    let start = try target.address(words: words)
    // Elements of no size cost nothing to send, so they are charged for by number.
    try charge(size == .void ? count : words)
    return FoundList(
      target.segment, start,
      ListExtent(count: UInt32(count), nesting: nesting, elementSize: size),
      ElementShape(
        stepBits: UInt32(step), dataBytes: UInt32(size.dataBits) >> 3,
        pointerCount: size == .pointer ? 1 : 0))
  }

  /// https://capnproto.org/encoding.html#lists
  private func compositeList(
    _ target: Target, _ nesting: UInt16
  ) throws(CapnProtoError) -> FoundList {
    let words = target.pointer.elementCount
    let tagAddress = try target.address(words: words &+ 1)
    let tag = WirePointer(loading: tagAddress)
    guard tag.raw & 3 == 0 else { throw CapnProtoError(.badListTag, at: target.word) }
    let size = tag.structSize
    let count = tag.tagCount
    guard UInt64(count) &* UInt64(size.words) <= UInt64(words) else {
      throw CapnProtoError(.badListTag, at: target.word)
    }
    try charge(words &+ 1)
    if size.words == 0 { try charge(count) }
    return FoundList(
      target.segment, UnsafeRawPointer(tagAddress) + 8,
      ListExtent(count: UInt32(count), nesting: nesting, elementSize: .inlineComposite),
      ElementShape(
        stepBits: UInt32(size.words) &* 64, dataBytes: UInt32(size.dataWords) &* 8,
        pointerCount: size.pointerCount))
  }
}

extension FoundList {
  /// The same list, whose elements are read as others, as schemas evolve; nil if they can't be.
  ///
  /// https://capnproto.org/language.html#evolving-your-protocol
  func converted(to expected: ElementSize) -> FoundList? {
    let size = extent.elementSize
    switch expected {
    case .void: return size == .bit ? nil : self
    case .bit: return size.dataBits > 0 ? self : nil
    case .inlineComposite: return size == .bit ? nil : self
    case .pointer:
      guard shape.pointerCount > 0 else { return nil }
      // A list of structs, seen as the list of their first pointers.
      return FoundList(
        segment, start + Int(shape.dataBytes),
        ListExtent(count: extent.count, nesting: extent.nesting, elementSize: .pointer),
        ElementShape(stepBits: shape.stepBits, dataBytes: 0, pointerCount: 1))
    default:
      guard size != .bit, expected.dataBits <= Int(shape.dataBytes) * 8 else { return nil }
      return self
    }
  }
}
