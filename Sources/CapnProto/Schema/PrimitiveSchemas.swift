extension PrimitiveSchema where Self: Primitive, Reader == Self {
  /// An element of a list.
  @inlinable public static func read(_ list: ListReader, _ index: Int) -> Self { list.get(index) }
  /// An element of a list that is being built.
  @inlinable public static func get(_ list: ListBuilder, _ index: Int) -> Self { list.get(index) }
  /// Sets an element of a list.
  @inlinable public static func set(_ list: ListBuilder, _ index: Int, _ value: Self) {
    list.set(index, value)
  }
}

extension UInt8: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = UInt8
}
extension UInt16: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = UInt16
}
extension UInt32: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = UInt32
}
extension UInt64: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = UInt64
}
extension Int8: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Int8
}
extension Int16: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Int16
}
extension Int32: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Int32
}
extension Int64: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Int64
}
extension Float: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Float
}
extension Double: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Double
}

extension Bool: PrimitiveSchema {
  /// The value itself.
  public typealias Reader = Bool
  /// How values lie in a list.
  @inlinable public static var elementSize: ElementSize { .bit }
  /// An element of a list.
  @inlinable public static func read(_ list: ListReader, _ index: Int) -> Bool {
    list.getBool(index)
  }
  /// An element of a list that is being built.
  @inlinable public static func get(_ list: ListBuilder, _ index: Int) -> Bool {
    list.getBool(index)
  }
  /// Sets an element of a list.
  @inlinable public static func set(_ list: ListBuilder, _ index: Int, _ value: Bool) {
    list.setBool(index, value)
  }
}

/// The schema type `Void`, where a type is needed that can conform to protocols.
@frozen public struct VoidSchema: PrimitiveSchema, Hashable {
  /// The value itself.
  public typealias Reader = VoidSchema
  /// The only value.
  @inlinable public init() {}
  /// How values lie in a list.
  @inlinable public static var elementSize: ElementSize { .void }
  /// An element of a list.
  @inlinable public static func read(_ list: ListReader, _ index: Int) -> VoidSchema {
    VoidSchema()
  }
  /// An element of a list that is being built.
  @inlinable public static func get(_ list: ListBuilder, _ index: Int) -> VoidSchema {
    VoidSchema()
  }
  /// Does nothing.
  @inlinable public static func set(_ list: ListBuilder, _ index: Int, _ value: VoidSchema) {}
}

/// An enum type of a schema: a number, some of which have names.
///
/// A number without a name is kept, so that a program can pass on values newer than itself.
public protocol EnumSchema: Primitive, PrimitiveSchema, RawRepresentable, Hashable
where RawValue == UInt16, Reader == Self {
  /// Makes a value from any number.
  init(rawValue: UInt16)
  /// The number of the type in its schema.
  static var typeID: UInt64 { get }
}

extension EnumSchema {
  /// The number.
  @inlinable public var wireBits: UInt16 { rawValue }
  /// Makes a value from any number.
  @inlinable public init(wireBits: UInt16) { self.init(rawValue: wireBits) }
}
