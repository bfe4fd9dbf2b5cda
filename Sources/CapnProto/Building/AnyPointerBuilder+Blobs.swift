extension AnyPointerBuilder {
  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text.
  /// - Complexity: O(*n*), without an allocation of its own.
  @inlinable @inline(__always) public func setText(_ text: String) {
    arena.placeText(place, segment, text)
  }

  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text.
  @inlinable @inline(__always) public func setText(_ text: StaticString) {
    setText(TextReader(text))
  }

  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text, of this or another message.
  @inlinable @inline(__always) public func setText(_ text: TextReader) {
    text.withUnsafeBytes { bytes in setText(bytes: bytes) }
  }

  /// Puts text behind the pointer.
  ///
  /// - Parameter bytes: Its bytes, which should be UTF-8.
  @inlinable @inline(__always) public func setText(bytes: UnsafeRawBufferPointer) {
    arena.placeBytes(place, segment, bytes, terminated: 1)
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter data: The bytes, of this or another message.
  @inlinable @inline(__always) public func setData(_ data: DataReader) {
    data.withUnsafeBytes { bytes in setData(bytes: bytes) }
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter data: The bytes.
  @inlinable @inline(__always) public func setData(_ data: [UInt8]) {
    data.withUnsafeBytes { bytes in setData(bytes: bytes) }
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter bytes: The bytes.
  @inlinable @inline(__always) public func setData(bytes: UnsafeRawBufferPointer) {
    arena.placeBytes(place, segment, bytes, terminated: 0)
  }

  /// Puts zero bytes behind the pointer, to be filled in place.
  ///
  /// - Parameter count: How many.
  @inlinable @inline(__always) public func initData(count: Int) -> DataBuilder {
    DataBuilder(initList(.byte, count: count))
  }

  /// The bytes that the pointer leads to, in place; none if it is null.
  ///
  /// - Throws: If the pointer leads to something else.
  @inlinable public func data() throws(CapnProtoError) -> DataBuilder {
    let list = try list()
    guard list.elementSize == .byte || list.count == 0 else {
      throw CapnProtoError(.wrongElementSize)
    }
    return DataBuilder(list)
  }
}
