/// The schema type `Text`.
@frozen public enum Text: PointerElementSchema {
  /// Text in a message.
  public typealias Reader = TextReader
  /// Text in a message that is being built: to change it, set it anew.
  public typealias Builder = TextReader
  /// Reads what a pointer leads to.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> TextReader {
    try pointer.text()
  }
  /// Reads what a pointer leads to.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> TextReader {
    try pointer.asReader.text()
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(_ pointer: AnyPointerBuilder, _ value: TextReader) {
    pointer.setText(value)
  }
}

/// The schema type `Data`, so named because Foundation has a `Data` too.
@frozen public enum DataSchema: PointerElementSchema {
  /// Bytes in a message.
  public typealias Reader = DataReader
  /// Bytes in a message that is being built.
  public typealias Builder = DataBuilder
  /// Reads what a pointer leads to.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> DataReader {
    try pointer.data()
  }
  /// The bytes that a pointer leads to, in place.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> DataBuilder {
    try pointer.data()
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(_ pointer: AnyPointerBuilder, _ value: DataReader) {
    pointer.setData(value)
  }
}

/// The schema type `AnyPointer`, and the parameters of a generic type that are not known.
@frozen public enum AnyPointer: PointerElementSchema {
  /// A pointer in a message.
  public typealias Reader = AnyPointerReader
  /// A pointer in a message that is being built.
  public typealias Builder = AnyPointerBuilder
  /// The pointer itself.
  @inlinable public static func read(_ pointer: AnyPointerReader) -> AnyPointerReader { pointer }
  /// The pointer itself.
  @inlinable public static func get(_ pointer: AnyPointerBuilder) -> AnyPointerBuilder { pointer }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(
    _ pointer: AnyPointerBuilder, _ value: AnyPointerReader
  ) throws(CapnProtoError) {
    try pointer.set(value)
  }
}

/// The schema type `AnyStruct`.
@frozen public enum AnyStruct: PointerElementSchema {
  /// A struct in a message.
  public typealias Reader = StructReader
  /// A struct in a message that is being built.
  public typealias Builder = StructBuilder
  /// Reads what a pointer leads to.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> StructReader {
    try pointer.structure()
  }
  /// The struct that a pointer leads to.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> StructBuilder {
    try pointer.structure(StructSize(dataWords: 0, pointerCount: 0))
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(
    _ pointer: AnyPointerBuilder, _ value: StructReader
  ) throws(CapnProtoError) {
    try pointer.set(value)
  }
}

/// The schema type `AnyList`.
@frozen public enum AnyList: PointerElementSchema {
  /// A list in a message.
  public typealias Reader = ListReader
  /// A list in a message that is being built.
  public typealias Builder = ListBuilder
  /// Reads what a pointer leads to.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> ListReader {
    try pointer.list()
  }
  /// The list that a pointer leads to.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> ListBuilder {
    try pointer.list()
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(
    _ pointer: AnyPointerBuilder, _ value: ListReader
  ) throws(CapnProtoError) {
    try pointer.set(value)
  }
}
