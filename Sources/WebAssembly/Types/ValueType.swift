/// The type of a value a WebAssembly program can compute with.
///
/// A number type, the vector type or a reference type, packed into 32 bits so that comparing two
/// types that are equal costs one instruction.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#value-types
public struct ValueType: Hashable, Sendable {
  /// The packed form: the binary code of a number or vector type, or the reference flags and the
  /// heap type.
  @usableFromInline
  package let bits: UInt32

  @inlinable
  package init(bits: UInt32) { self.bits = bits }

  private static let referenceFlag: UInt32 = 0x8000_0000
  private static let nullableFlag: UInt32 = 0x4000_0000

  /// A 32-bit integer.
  @inlinable public static var i32: ValueType { ValueType(bits: 0x7F) }
  /// A 64-bit integer.
  @inlinable public static var i64: ValueType { ValueType(bits: 0x7E) }
  /// A 32-bit IEEE 754 number.
  @inlinable public static var f32: ValueType { ValueType(bits: 0x7D) }
  /// A 64-bit IEEE 754 number.
  @inlinable public static var f64: ValueType { ValueType(bits: 0x7C) }
  /// A 128-bit vector.
  public static let v128 = ValueType(bits: 0x7B)
  /// A nullable reference to any function.
  public static let funcref = ValueType.reference(.function, nullable: true)
  /// A nullable reference to a host value.
  public static let externref = ValueType.reference(.external, nullable: true)

  /// Whether two types are the same.
  @inlinable
  public static func == (left: ValueType, right: ValueType) -> Bool { left.bits == right.bits }

  /// The type of an operand popped in unreachable code: it matches every type.
  package static let bottom = ValueType(bits: 0)

  /// A reference type.
  ///
  /// - Parameters:
  ///   - heapType: what the reference points to.
  ///   - nullable: whether null is one of its values.
  public static func reference(_ heapType: HeapType, nullable: Bool) -> ValueType {
    ValueType(bits: referenceFlag | (nullable ? nullableFlag : 0) | heapType.bits)
  }

  /// Whether this is a reference type.
  public var isReference: Bool { bits & ValueType.referenceFlag != 0 }
  /// Whether this is a number type: `i32`, `i64`, `f32` or `f64`.
  public var isNumber: Bool { bits >= 0x7C && bits <= 0x7F }
  /// Whether this is a reference type that includes null.
  public var isNullable: Bool { bits & ValueType.nullableFlag != 0 }
  /// Whether a local of this type starts with a value: everything but non-nullable references.
  public var isDefaultable: Bool { !isReference || isNullable }
  /// What a reference of this type points to; `nil` for numbers and vectors.
  public var heapType: HeapType? {
    isReference ? HeapType(bits: bits & ~(ValueType.referenceFlag | ValueType.nullableFlag)) : nil
  }
  /// The number of 8-byte frame slots a value of this type takes.
  package var slotCount: Int { bits == 0x7B ? 2 : 1 }
}

/// What a reference can point to: an abstract kind, or a type the module defines.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#heap-types
public struct HeapType: Hashable, Sendable {
  /// The packed form: a type index, or the abstract flag and the binary code.
  package let bits: UInt32

  package init(bits: UInt32) { self.bits = bits }

  private static let abstractFlag: UInt32 = 0x1000_0000

  static func abstract(_ code: UInt32) -> HeapType { HeapType(bits: abstractFlag | code) }

  /// Any function.
  public static let function = abstract(0x70)
  /// Any host value.
  public static let external = abstract(0x6F)
  /// Any value of the garbage-collected heap.
  public static let any = abstract(0x6E)
  /// Any value that `ref.eq` can compare.
  public static let eq = abstract(0x6D)
  /// An unboxed 31-bit integer.
  public static let i31 = abstract(0x6C)
  /// Any structure.
  public static let structure = abstract(0x6B)
  /// Any array.
  public static let array = abstract(0x6A)
  /// Any exception.
  public static let exception = abstract(0x69)
  /// The bottom of the exception types.
  public static let noException = abstract(0x74)
  /// The bottom of the function types.
  public static let noFunction = abstract(0x73)
  /// The bottom of the external types.
  public static let noExternal = abstract(0x72)
  /// The bottom of the internal types.
  public static let none = abstract(0x71)

  /// A type of the module's type section.
  ///
  /// - Parameter index: the type index; below 2^28.
  public static func index(_ index: UInt32) -> HeapType { HeapType(bits: index & 0x0FFF_FFFF) }

  /// The type index of a concrete type; `nil` for an abstract one.
  public var typeIndex: UInt32? { bits & HeapType.abstractFlag == 0 ? bits : nil }

  /// The binary code of an abstract type; `nil` for a concrete one.
  package var code: UInt8? {
    bits & HeapType.abstractFlag == 0 ? nil : UInt8(truncatingIfNeeded: bits)
  }
}
