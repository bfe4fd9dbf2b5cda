/// The reader of one struct type: a `StructReader` with names.
public protocol StructReaderProtocol: Sendable {
  /// The struct without names.
  var raw: StructReader { get }
  /// Gives a struct the names of this type.
  init(_ raw: StructReader)
}

/// The builder of one struct type: a `StructBuilder` with names.
public protocol StructBuilderProtocol {
  /// The struct without names.
  var raw: StructBuilder { get }
  /// Gives a struct the names of this type.
  init(_ raw: StructBuilder)
}

/// A struct type of a schema.
public protocol StructSchema: PointerSchema, InlineSchema
where Reader: StructReaderProtocol, Builder: StructBuilderProtocol {
  /// The size that new structs of this type have.
  static var structSize: StructSize { get }
  /// The number of the type in its schema.
  static var typeID: UInt64 { get }
}

extension StructSchema {
  /// How values lie in a list.
  @inlinable public static var elementSize: ElementSize { .inlineComposite }
  /// An element of a list.
  @inlinable public static func read(_ list: ListReader, _ index: Int) -> Reader {
    Reader(list.structure(index))
  }
  /// An element of a list that is being built.
  @inlinable public static func get(_ list: ListBuilder, _ index: Int) -> Builder {
    Builder(list.structure(index))
  }
  /// Sets an element of a list to a copy.
  @inlinable public static func set(
    _ list: ListBuilder, _ index: Int, _ value: Reader
  ) throws(CapnProtoError) {
    try list.structure(index).copy(from: value.raw)
  }
  /// The list that a pointer leads to, fit for elements of this type.
  @inlinable public static func getList(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> ListBuilder {
    try pointer.structList(structSize)
  }
  /// Puts a new list of such elements behind a pointer.
  @inlinable public static func initList(
    _ pointer: AnyPointerBuilder, count: Int
  ) -> ListBuilder {
    pointer.initStructList(structSize, count: count)
  }
  /// Reads what a pointer leads to; the empty struct if it is null.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> Reader {
    Reader(try pointer.structure())
  }
  /// The struct that a pointer leads to, made if the pointer is null.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> Builder {
    Builder(try pointer.structure(structSize))
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(
    _ pointer: AnyPointerBuilder, _ value: Reader
  ) throws(CapnProtoError) {
    try pointer.set(value.raw)
  }
  /// Puts a new struct behind a pointer.
  ///
  /// - Parameter pointer: The pointer.
  @inlinable public static func initialize(_ pointer: AnyPointerBuilder) -> Builder {
    Builder(pointer.initStruct(structSize))
  }
}
