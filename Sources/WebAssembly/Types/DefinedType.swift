/// The parameters and results of a function.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#function-types
public struct FunctionType: Hashable, Sendable {
  /// The types of the arguments, first to last.
  public var parameters: [ValueType]
  /// The types of the results, first to last.
  public var results: [ValueType]

  /// A function type.
  public init(parameters: [ValueType] = [], results: [ValueType] = []) {
    self.parameters = parameters
    self.results = results
  }
}

/// The type of a field as stored: a value type, or a packed integer.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#aggregate-types
public enum StorageType: Hashable, Sendable {
  /// A full value.
  case value(ValueType)
  /// An 8-bit integer, read as `i32`.
  case i8
  /// A 16-bit integer, read as `i32`.
  case i16

  /// The type of the operand that reads or writes the field.
  public var unpacked: ValueType {
    if case .value(let type) = self { type } else { .i32 }
  }
}

/// A field of a structure, or the element of an array.
public struct FieldType: Hashable, Sendable {
  /// The type as stored.
  public var storage: StorageType
  /// Whether it can be written after creation.
  public var isMutable: Bool

  /// A field type.
  public init(storage: StorageType, isMutable: Bool) {
    self.storage = storage
    self.isMutable = isMutable
  }
}

/// The shape of a defined type.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#composite-types
public enum CompositeType: Hashable, Sendable {
  /// A function.
  case function(FunctionType)
  /// A structure, by its fields.
  case structure([FieldType])
  /// An array, by its element.
  case array(FieldType)
}

/// A defined type with its place in the subtype hierarchy.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#recursive-types
public struct SubType: Hashable, Sendable {
  /// Whether no other type may extend it.
  public var isFinal: Bool
  /// The type indices it extends; at most one today.
  public var supertypes: [UInt32]
  /// Its shape.
  public var composite: CompositeType

  /// A defined type.
  public init(isFinal: Bool = true, supertypes: [UInt32] = [], composite: CompositeType) {
    self.isFinal = isFinal
    self.supertypes = supertypes
    self.composite = composite
  }

  /// The function type, when this is one.
  public var function: FunctionType? {
    if case .function(let type) = composite { type } else { nil }
  }
}
