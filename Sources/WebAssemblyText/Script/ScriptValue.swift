public import WebAssembly

/// A value in a script, floating-point numbers as their bits.
public enum ScriptValue: Sendable, Hashable {
  /// A 32-bit integer.
  case i32(UInt32)
  /// A 64-bit integer.
  case i64(UInt64)
  /// The bits of a 32-bit number.
  case f32(UInt32)
  /// The bits of a 64-bit number.
  case f64(UInt64)
  /// The sixteen bytes of a vector, lowest first.
  case v128([UInt8])
  /// A reference.
  case reference(ScriptReference)
}

/// A reference in a script: what kind of thing it points to.
public enum ScriptReference: Sendable, Hashable {
  /// Null; `nil` when its type does not matter or is not known.
  case null(HeapType?)
  /// A host value with a number, as `externref`.
  case external(UInt32)
  /// A host value with a number, as `anyref`.
  case host(UInt32)
  /// A function.
  case function
  /// A 31-bit integer, its lower bits.
  case i31(UInt32)
  /// A structure.
  case structure
  /// An array.
  case array
  /// An exception.
  case exception
  /// Something internal as `externref`.
  case externalized
}

/// What a result is compared with.
public indirect enum ResultPattern: Sendable, Hashable {
  /// A floating-point number: exact bits, or a class of NaNs.
  public enum Float: Sendable, Hashable {
    /// These bits.
    case bits(UInt64)
    /// A NaN whose fraction has the highest bit only, with any sign.
    case canonicalNaN
    /// A NaN whose fraction has the highest bit and perhaps others, with any sign.
    case arithmeticNaN
  }

  /// A kind of reference.
  public enum Reference: Sendable, Hashable {
    /// Null.
    case null
    /// An `externref` that is not null, perhaps with this number.
    case external(UInt32?)
    /// A host value as `anyref`, perhaps with this number.
    case host(UInt32?)
    /// A function.
    case function
    /// A 31-bit integer.
    case i31
    /// A structure.
    case structure
    /// An array.
    case array
    /// A 31-bit integer, a structure or an array.
    case eq
    /// Anything internal that is not null.
    case any
    /// An exception.
    case exception
  }

  /// A 32-bit integer.
  case i32(UInt32)
  /// A 64-bit integer.
  case i64(UInt64)
  /// A 32-bit number.
  case f32(Float)
  /// A 64-bit number.
  case f64(Float)
  /// A vector of integers by its bytes, lowest first.
  case v128([UInt8])
  /// A vector of four 32-bit numbers.
  case f32x4([Float])
  /// A vector of two 64-bit numbers.
  case f64x2([Float])
  /// A reference.
  case reference(Reference)
  /// Any of several.
  case either([ResultPattern])
}
