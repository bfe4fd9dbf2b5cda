/// A pointer in a message that is being built.
///
/// https://capnproto.org/encoding.html#pointers
@frozen public struct AnyPointerBuilder {
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  /// Nil for a pointer that a struct or list is too short to have.
  @usableFromInline let address: UnsafeMutableRawPointer?

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, address: UnsafeMutableRawPointer
  ) {
    self.arena = arena
    self.segment = segment
    self.address = address
  }

  @inlinable init(nowhereIn arena: Arena) {
    self.arena = arena
    segment = arena.first
    address = nil
  }

  @inlinable var wire: WirePointer {
    guard let address else { return WirePointer(raw: 0) }
    return WirePointer(loading: address)
  }

  /// Whether the pointer is null.
  @inlinable public var isNull: Bool { wire.isNull }

  /// The pointer, to be read.
  ///
  /// Later changes show in the reader. It must not be handed to another thread while the message is still being built.
  @inlinable public var asReader: AnyPointerReader {
    guard let address else { return AnyPointerReader() }
    return AnyPointerReader(arena: arena, segment: segment, address: address, nesting: .max)
  }

  /// Makes the pointer null, and clears what it led to.
  @inlinable public func clear() {
    guard let address, !WirePointer(loading: address).isNull else { return }
    arena.erase(address, in: segment)
  }

  /// Makes room for an object and points there.
  ///
  /// - Parameters:
  ///   - words: The words of the object.
  ///   - tag: The pointer, without its offset.
  /// - Returns: Where the object is to be; nil if the message can't have it.
  @inlinable func place(
    _ words: Int, _ tag: WirePointer
  ) -> (segment: UnsafeMutablePointer<Segment>, start: UnsafeMutableRawPointer)? {
    guard let address else { return nil }
    if !WirePointer(loading: address).isNull { arena.erase(address, in: segment) }
    if let start = Arena.take(words, from: segment) {
      tag.with(offset: (start - address) >> 3 &- 1).store(at: address)
      return (segment, start)
    }
    return placeFar(words, tag, address)
  }

  @inline(never) @usableFromInline
  func placeFar(
    _ words: Int, _ tag: WirePointer, _ address: UnsafeMutableRawPointer
  ) -> (segment: UnsafeMutablePointer<Segment>, start: UnsafeMutableRawPointer)? {
    guard let (target, pad) = arena.allocateElsewhere(words + 1) else { return nil }
    tag.with(offset: 0).store(at: pad)
    WirePointer.far(
      segment: target.pointee.id, word: target.pointee.word(of: pad), double: false
    ).store(at: address)
    return (target, pad + 8)
  }

  /// Puts a new struct behind the pointer.
  ///
  /// - Parameter size: Its size.
  /// - Returns: The struct, all of its fields at their defaults.
  @inlinable public func initStruct(_ size: StructSize) -> StructBuilder {
    if size.words == 0 {
      if let address {
        clear()
        WirePointer(raw: 0xffff_fffc).store(at: address)
      }
      return StructBuilder(nowhereIn: arena)
    }
    guard let (target, start) = place(size.words, .structure(offset: 0, size)) else {
      return StructBuilder(nowhereIn: arena)
    }
    return StructBuilder(
      arena: arena, segment: target, data: start, dataBytes: UInt32(size.dataWords) &* 8,
      pointerCount: size.pointerCount)
  }

  /// Puts a new list of numbers or pointers behind the pointer.
  ///
  /// - Parameters:
  ///   - size: The elements, which are not structs.
  ///   - count: How many there are. A list of more than 2²⁹ − 1 makes the message fail to finish.
  /// - Returns: The list, all of its elements zero.
  @inlinable public func initList(_ size: ElementSize, count: Int) -> ListBuilder {
    guard count >= 0, count <= Wire.maximalCount, size != .inlineComposite else {
      arena.fail(CapnProtoError(.messageTooLarge, at: count))
      return ListBuilder(nowhereIn: arena)
    }
    let step = size.stepBits
    let words = Int((UInt64(count) &* UInt64(step) &+ 63) >> 6)
    guard let (target, start) = place(words, .list(offset: 0, size, count: count)) else {
      return ListBuilder(nowhereIn: arena)
    }
    return ListBuilder(
      arena: arena, segment: target, start: start, count: UInt32(count), stepBits: UInt32(step),
      dataBytes: UInt32(size.dataBits) >> 3, pointerCount: size == .pointer ? 1 : 0,
      elementSize: size)
  }

  /// Puts a new list of structs behind the pointer.
  ///
  /// - Parameters:
  ///   - size: The size of each.
  ///   - count: How many there are. Too many make the message fail to finish.
  /// - Returns: The list, all fields of its structs at their defaults.
  @inlinable public func initStructList(_ size: StructSize, count: Int) -> ListBuilder {
    guard count >= 0, count <= Wire.maximalCount,
      UInt64(count) &* UInt64(size.words) <= UInt64(Wire.maximalWords)
    else {
      arena.fail(CapnProtoError(.messageTooLarge, at: count))
      return ListBuilder(nowhereIn: arena)
    }
    let words = count &* size.words
    guard
      let (target, tag) = place(
        words &+ 1, .list(offset: 0, .inlineComposite, count: words))
    else { return ListBuilder(nowhereIn: arena) }
    WirePointer.structure(offset: count, size).store(at: tag)
    return ListBuilder(
      arena: arena, segment: target, start: tag + 8, count: UInt32(count),
      stepBits: UInt32(size.words) &* 64, dataBytes: UInt32(size.dataWords) &* 8,
      pointerCount: size.pointerCount, elementSize: .inlineComposite)
  }

  /// Makes the pointer stand for a capability; null if there is none.
  ///
  /// - Parameter object: What it stands for. The message's table gets a new entry.
  @inlinable public func setCapability(_ object: (any CapabilityObject)?) {
    clear()
    guard let address, let object else { return }
    WirePointer.capability(arena.addCapability(object)).store(at: address)
  }

  /// Makes the pointer stand for the capability with an index in a table of the caller's.
  ///
  /// - Parameter index: The index.
  @inlinable public func setCapability(index: UInt32) {
    clear()
    guard let address else { return }
    WirePointer.capability(index).store(at: address)
  }
}
