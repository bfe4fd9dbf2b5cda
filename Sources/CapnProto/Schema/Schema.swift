/// A type of the schema language that values can have: the parameter of `List`.
///
/// The type itself is a name only; `Reader` and `Builder` are what one works with. For numbers, all three are the same.
public protocol Schema: SendableMetatype {
  /// A value in a message.
  associatedtype Reader: Sendable
  /// A value in a message that is being built.
  associatedtype Builder
  /// How values lie in a list.
  static var elementSize: ElementSize { get }
  /// An element of a list.
  static func read(_ list: ListReader, _ index: Int) throws(CapnProtoError) -> Reader
  /// An element of a list that is being built.
  static func get(_ list: ListBuilder, _ index: Int) throws(CapnProtoError) -> Builder
  /// Sets an element of a list.
  static func set(_ list: ListBuilder, _ index: Int, _ value: Reader) throws(CapnProtoError)
  /// The list that a pointer leads to, fit for elements of this type.
  static func getList(_ pointer: AnyPointerBuilder) throws(CapnProtoError) -> ListBuilder
  /// Puts a new list of such elements behind a pointer.
  static func initList(_ pointer: AnyPointerBuilder, count: Int) -> ListBuilder
}

extension Schema {
  /// The list that a pointer leads to, fit for elements of this type.
  @inlinable public static func getList(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> ListBuilder {
    try pointer.list(of: elementSize)
  }

  /// Puts a new list of such elements behind a pointer.
  @inlinable public static func initList(
    _ pointer: AnyPointerBuilder, count: Int
  ) -> ListBuilder {
    pointer.initList(elementSize, count: count)
  }
}

/// A type whose values lie in the list itself, so that reading one can't fail: numbers, enums and structs.
public protocol InlineSchema: Schema {
  /// An element of a list; the default if the index is out of range.
  static func read(_ list: ListReader, _ index: Int) -> Reader
  /// An element of a list that is being built.
  static func get(_ list: ListBuilder, _ index: Int) -> Builder
}

/// A type whose values are numbers or the like.
public protocol PrimitiveSchema: InlineSchema where Builder == Reader {
  /// Sets an element of a list.
  static func set(_ list: ListBuilder, _ index: Int, _ value: Reader)
}

/// A type whose values stand behind a pointer: what a parameter of a generic type can be.
public protocol PointerSchema: Schema {
  /// Reads what a pointer leads to; if it is null, the default of the type.
  static func read(_ pointer: AnyPointerReader) throws(CapnProtoError) -> Reader
  /// What a pointer leads to, made if the pointer is null.
  static func get(_ pointer: AnyPointerBuilder) throws(CapnProtoError) -> Builder
  /// Puts a copy behind a pointer.
  static func set(_ pointer: AnyPointerBuilder, _ value: Reader) throws(CapnProtoError)
}

/// A type whose values in a list are pointers: text, data, lists, capabilities, any-pointers.
public protocol PointerElementSchema: PointerSchema {}

extension PointerElementSchema {
  /// How values lie in a list.
  @inlinable public static var elementSize: ElementSize { .pointer }
  /// An element of a list.
  @inlinable public static func read(
    _ list: ListReader, _ index: Int
  ) throws(CapnProtoError) -> Reader {
    try read(list.pointer(index))
  }
  /// An element of a list that is being built.
  @inlinable public static func get(
    _ list: ListBuilder, _ index: Int
  ) throws(CapnProtoError) -> Builder {
    try get(list.pointer(index))
  }
  /// Sets an element of a list.
  @inlinable public static func set(
    _ list: ListBuilder, _ index: Int, _ value: Reader
  ) throws(CapnProtoError) {
    try set(list.pointer(index), value)
  }
}
