extension AnyPointerReader {
  /// The list that the pointer leads to, whatever its elements; empty if the pointer is null.
  ///
  /// - Throws: If the pointer is malformed or no list's, or a limit is reached.
  @inlinable @inline(__always) public func list() throws(CapnProtoError) -> ListReader {
    let found = try arena.findList(place, segment, nesting, nil)
    return ListReader(
      arena: arena, segment: found.segment, start: found.start, extent: found.extent,
      shape: found.shape)
  }

  /// The list that the pointer leads to, if its elements can be read as ones of a size.
  ///
  /// Numbers and pointers can be read as structs whose first field they are, and the other way round.
  ///
  /// - Parameter expected: The elements wanted.
  /// - Throws: If they can't, or the pointer is malformed or no list's, or a limit is reached.
  @inlinable @inline(__always)
  public func list(of expected: ElementSize) throws(CapnProtoError) -> ListReader {
    let found = try arena.findList(place, segment, nesting, expected)
    return ListReader(
      arena: arena, segment: found.segment, start: found.start, extent: found.extent,
      shape: found.shape)
  }
}
