extension AnyPointerReader {
  /// The list that the pointer leads to, whatever its elements; empty if the pointer is null.
  ///
  /// - Throws: If the pointer is malformed or no list's, or a limit is reached.
  @inlinable public func list() throws(CapnProtoError) -> ListReader {
    guard let arena, let segment else { return ListReader() }
    if WirePointer(loading: address).isNull { return ListReader() }
    guard nesting > 0 else { throw CapnProtoError(.nestingLimit) }
    let target = try arena.resolve(address, in: segment)
    guard target.pointer.raw & 3 == 1 else { throw error(.wrongPointerKind) }
    let size = target.pointer.elementSize
    if size == .inlineComposite { return try compositeList(arena, target) }
    let count = target.pointer.elementCount
    let step = size.stepBits
    // At most 2^29 elements of 64 bits: the multiplication is done in 64 bits also where words have 32.
    let words = Int((UInt64(count) &* UInt64(step) &+ 63) >> 6)
    let start = try target.address(words: words)
    try arena.charge(size == .void ? count : words)
    return ListReader(
      arena: arena, segment: target.segment, start: start, count: UInt32(count),
      stepBits: UInt32(step), dataBytes: UInt32(size.dataBits) >> 3,
      pointerCount: size == .pointer ? 1 : 0, nesting: nesting &- 1, elementSize: size)
  }

  /// https://capnproto.org/encoding.html#lists
  @inlinable func compositeList(_ arena: Arena, _ target: Target) throws(CapnProtoError)
    -> ListReader
  {
    let words = target.pointer.elementCount
    let tagAddress = try target.address(words: words &+ 1)
    let tag = WirePointer(loading: tagAddress)
    guard tag.raw & 3 == 0 else { throw error(.badListTag) }
    let size = tag.structSize
    let count = tag.tagCount
    guard UInt64(count) &* UInt64(size.words) <= UInt64(words) else { throw error(.badListTag) }
    try arena.charge(words &+ 1)
    // Elements of no size cost nothing to send, so they are charged for by number.
    if size.words == 0 { try arena.charge(count) }
    return ListReader(
      arena: arena, segment: target.segment, start: UnsafeRawPointer(tagAddress) + 8,
      count: UInt32(count), stepBits: UInt32(size.words) &* 64,
      dataBytes: UInt32(size.dataWords) &* 8, pointerCount: size.pointerCount,
      nesting: nesting &- 1, elementSize: .inlineComposite)
  }

  /// The list that the pointer leads to, if its elements can be read as ones of a size.
  ///
  /// Numbers and pointers can be read as structs whose first field they are, and the other way round.
  ///
  /// - Parameter expected: The elements wanted.
  /// - Throws: If they can't, or the pointer is malformed or no list's, or a limit is reached.
  @inlinable public func list(of expected: ElementSize) throws(CapnProtoError) -> ListReader {
    let list = try list()
    guard list.elementSize != expected, list.segment != nil else { return list }
    return try list.converted(to: expected, error(.wrongElementSize))
  }
}
