extension AnyPointerBuilder {
  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text.
  /// - Complexity: O(*n*), without an allocation of its own.
  @inlinable public func setText(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in setText(bytes: UnsafeRawBufferPointer(utf8)) }
  }

  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text.
  @inlinable public func setText(_ text: StaticString) { setText(TextReader(text)) }

  /// Puts text behind the pointer.
  ///
  /// - Parameter text: The text, of this or another message.
  @inlinable public func setText(_ text: TextReader) {
    text.withUnsafeBytes { bytes in setText(bytes: bytes) }
  }

  /// Puts text behind the pointer.
  ///
  /// - Parameter bytes: Its bytes, which should be UTF-8.
  @inlinable public func setText(bytes: UnsafeRawBufferPointer) {
    _ = copyBytes(bytes, terminated: 1)
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter data: The bytes, of this or another message.
  @inlinable public func setData(_ data: DataReader) {
    data.withUnsafeBytes { bytes in setData(bytes: bytes) }
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter data: The bytes.
  @inlinable public func setData(_ data: [UInt8]) {
    data.withUnsafeBytes { bytes in setData(bytes: bytes) }
  }

  /// Puts bytes behind the pointer.
  ///
  /// - Parameter bytes: The bytes.
  @inlinable public func setData(bytes: UnsafeRawBufferPointer) {
    _ = copyBytes(bytes, terminated: 0)
  }

  /// Puts zero bytes behind the pointer, to be filled in place.
  ///
  /// - Parameter count: How many.
  @inlinable public func initData(count: Int) -> DataBuilder {
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

  @inlinable func copyBytes(_ bytes: UnsafeRawBufferPointer, terminated: Int) -> Bool {
    let count = bytes.count &+ terminated
    guard count <= Wire.maximalCount, bytes.count <= Wire.maximalCount else {
      arena.fail(CapnProtoError(.messageTooLarge, at: count))
      return false
    }
    // What is erased before could be what is copied: then copy first.
    if !isNull { return replaceBytes(bytes, terminated: terminated) }
    guard
      let (_, start) = place((count &+ 7) >> 3, .list(offset: 0, .byte, count: count))
    else { return false }
    if let source = bytes.baseAddress { copyMemory(source, to: start, bytes.count) }
    return true
  }

  @inline(never) @usableFromInline
  func replaceBytes(_ bytes: UnsafeRawBufferPointer, terminated: Int) -> Bool {
    let copy = [UInt8](bytes)
    clear()
    guard isNull else { return false }
    return copy.withUnsafeBytes { copyBytes($0, terminated: terminated) }
  }
}

/// Copies a few bytes without a call, and many with one.
@inlinable func copyMemory(
  _ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, _ count: Int
) {
  target.copyMemory(from: source, byteCount: count)
}
