// What getters of generated code call for fields behind pointers.
extension StructReader {
  /// Reads text.
  ///
  /// - Parameter index: The pointer.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func text(_ index: Int) throws(CapnProtoError) -> TextReader {
    try pointer(index).text()
  }

  /// Reads text.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - value: What a null pointer stands for.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func text(
    _ index: Int, default value: StaticString
  ) throws(CapnProtoError) -> TextReader {
    let pointer = pointer(index)
    if pointer.isNull { return TextReader(value) }
    return try pointer.text()
  }

  /// Reads bytes.
  ///
  /// - Parameter index: The pointer.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func data(_ index: Int) throws(CapnProtoError) -> DataReader {
    try pointer(index).data()
  }

  /// Reads a value of any type that stands behind a pointer.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func get<T: PointerSchema>(
    _ index: Int, as type: T.Type
  ) throws(CapnProtoError) -> T.Reader {
    try T.read(pointer(index))
  }

  /// Reads a value of any type that stands behind a pointer.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  ///   - value: The message whose root is what a null pointer stands for.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func get<T: PointerSchema>(
    _ index: Int, as type: T.Type, default value: @autoclosure () -> Message
  ) throws(CapnProtoError) -> T.Reader {
    let pointer = pointer(index)
    if pointer.isNull { return try T.read(try value().root) }
    return try T.read(pointer)
  }
}

// What accessors of generated code call for fields behind pointers.
extension StructBuilder {
  /// The value that stands behind a pointer, made if the pointer is null.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  /// - Throws: If something else is there.
  @inlinable @inline(__always) public func get<T: PointerSchema>(
    _ index: Int, as type: T.Type
  ) throws(CapnProtoError) -> T.Builder {
    try T.get(pointer(index))
  }

  /// The value that stands behind a pointer, made from the default if the pointer is null.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  ///   - value: The message whose root is the default.
  /// - Throws: If something else is there.
  @inlinable @inline(__always) public func get<T: PointerSchema>(
    _ index: Int, as type: T.Type, default value: @autoclosure () -> Message
  ) throws(CapnProtoError) -> T.Builder {
    let pointer = pointer(index)
    if pointer.isNull { try pointer.set(try value().root) }
    return try T.get(pointer)
  }

  /// Puts a copy of a value behind a pointer.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  ///   - value: The value.
  /// - Throws: If it is malformed.
  @inlinable @inline(__always) public func set<T: PointerSchema>(
    _ index: Int, as type: T.Type, _ value: T.Reader
  ) throws(CapnProtoError) {
    try T.set(pointer(index), value)
  }

  /// Puts a new struct behind a pointer.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type.
  @inlinable @inline(__always) public func initStruct<T: StructSchema>(
    _ index: Int, as type: T.Type
  ) -> T.Builder {
    T.initialize(pointer(index))
  }

  /// Puts a new list behind a pointer.
  ///
  /// - Parameters:
  ///   - index: The pointer.
  ///   - type: The type of the elements.
  ///   - count: How many there are.
  @inlinable @inline(__always) public func initList<T: Schema>(
    _ index: Int, of type: T.Type, count: Int
  ) -> List<T>.Builder {
    List<T>.initialize(pointer(index), count: count)
  }

  /// Clears data that a union or group is going to use otherwise.
  ///
  /// - Parameters:
  ///   - offset: The first byte in the data section.
  ///   - count: How many bytes.
  @inlinable @inline(__always) public func clearData(_ offset: Int, count: Int) {
    guard offset >= 0, count >= 0, offset <= Int(dataBytes), count <= Int(dataBytes) - offset
    else { return }
    (data + offset).initializeMemory(as: UInt8.self, repeating: 0, count: count)
  }
}
