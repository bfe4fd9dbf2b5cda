extension AnyPointerBuilder {
  @inlinable func target() throws(CapnProtoError) -> Target? {
    guard let address, !WirePointer(loading: address).isNull else { return nil }
    return try arena.resolve(address, in: segment)
  }

  /// The struct that the pointer leads to, made if the pointer is null.
  ///
  /// A struct smaller than asked for, as an older program would make it, moves to larger room.
  ///
  /// - Parameter size: The size wanted.
  /// - Throws: If the pointer leads to something else.
  @inlinable public func structure(_ size: StructSize) throws(CapnProtoError) -> StructBuilder {
    guard let target = try target() else { return initStruct(size) }
    guard target.pointer.kind == .structure else { throw CapnProtoError(.wrongPointerKind) }
    let found = target.pointer.structSize
    let start = try target.address(words: found.words)
    if found.dataWords < size.dataWords || found.pointerCount < size.pointerCount {
      return grow(target, found, start, size)
    }
    return StructBuilder(
      arena: arena, segment: target.segment, data: start, dataBytes: UInt32(found.dataWords) &* 8,
      pointerCount: found.pointerCount)
  }

  /// https://capnproto.org/language.html#evolving-your-protocol
  @inline(never) @usableFromInline
  func grow(
    _ target: Target, _ found: StructSize, _ start: UnsafeMutableRawPointer, _ size: StructSize
  ) -> StructBuilder {
    let larger = StructSize(
      dataWords: max(found.dataWords, size.dataWords),
      pointerCount: max(found.pointerCount, size.pointerCount))
    let old = StructBuilder(
      arena: arena, segment: target.segment, data: start, dataBytes: UInt32(found.dataWords) * 8,
      pointerCount: found.pointerCount)
    forgetPads()
    let new = initStruct(larger)
    guard new.pointerSlots == larger.pointerCount else { return new }
    arena.move(old, to: new)
    return new
  }

  /// Makes the pointer null, and clears its landing pads, but not the object.
  func forgetPads() {
    guard let address else { return }
    arena.clearPads(WirePointer(loading: address))
    WirePointer(raw: 0).store(at: address)
  }

  /// The list that the pointer leads to, whatever its elements; empty if it is null.
  ///
  /// - Throws: If the pointer leads to something else.
  @inlinable public func list() throws(CapnProtoError) -> ListBuilder {
    guard let target = try target() else { return ListBuilder(nowhereIn: arena) }
    guard target.pointer.kind == .list else { throw CapnProtoError(.wrongPointerKind) }
    let size = target.pointer.elementSize
    let count = target.pointer.elementCount
    if size == .inlineComposite {
      let address = try target.address(words: count &+ 1)
      let tag = WirePointer(loading: address)
      return ListBuilder(
        arena: arena, segment: target.segment, start: address + 8, count: UInt32(tag.tagCount),
        stepBits: UInt32(tag.structSize.words) &* 64,
        dataBytes: UInt32(tag.structSize.dataWords) &* 8,
        pointerCount: tag.structSize.pointerCount, elementSize: size)
    }
    let step = size.stepBits
    let address = try target.address(words: Int((UInt64(count) &* UInt64(step) &+ 63) >> 6))
    return ListBuilder(
      arena: arena, segment: target.segment, start: address, count: UInt32(count),
      stepBits: UInt32(step), dataBytes: UInt32(size.dataBits) >> 3,
      pointerCount: size == .pointer ? 1 : 0, elementSize: size)
  }

  /// The list that the pointer leads to, if it can hold elements of a size.
  ///
  /// - Parameter expected: The elements wanted, which are not structs.
  /// - Throws: If it can't, or the pointer leads to something else.
  public func list(of expected: ElementSize) throws(CapnProtoError) -> ListBuilder {
    let list = try list()
    guard list.elementSize != expected, list.count > 0 else { return list }
    let found = FoundList(list.segment, list.start, list.extent, list.shape)
    guard let converted = found.converted(to: expected) else {
      throw CapnProtoError(.wrongElementSize)
    }
    return ListBuilder(
      arena: arena, segment: list.segment,
      start: UnsafeMutableRawPointer(mutating: converted.start),
      count: converted.extent.count, stepBits: converted.shape.stepBits,
      dataBytes: converted.shape.dataBytes, pointerCount: converted.shape.pointerCount,
      elementSize: converted.extent.elementSize)
  }

  /// The list of structs that the pointer leads to; the empty list if it is null.
  ///
  /// A list of smaller structs, of numbers or of pointers moves to larger room.
  ///
  /// - Parameter size: The size that each struct must have.
  /// - Throws: If the pointer leads to something else.
  @inlinable public func structList(_ size: StructSize) throws(CapnProtoError) -> ListBuilder {
    let list = try list()
    guard list.count > 0 else { return list }
    if list.elementSize == .inlineComposite, list.structSize.dataWords >= size.dataWords,
      list.pointerSlots >= size.pointerCount
    {
      return list
    }
    return try growList(list, size)
  }

  @inline(never) @usableFromInline
  func growList(_ list: ListBuilder, _ size: StructSize) throws(CapnProtoError) -> ListBuilder {
    guard list.elementSize != .bit else { throw CapnProtoError(.wrongElementSize) }
    let larger = StructSize(
      dataWords: max(list.structSize.dataWords, size.dataWords),
      pointerCount: max(list.structSize.pointerCount, size.pointerCount))
    forgetPads()
    let new = initStructList(larger, count: list.count)
    guard new.count == list.count else { return new }
    for index in 0..<list.count { arena.move(list.structure(index), to: new.structure(index)) }
    if list.elementSize == .inlineComposite { WirePointer(raw: 0).store(at: list.start - 8) }
    return new
  }
}
