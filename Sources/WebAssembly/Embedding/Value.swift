/// A WebAssembly value whose type is known at run time only.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#values
public enum Value: Sendable {
  case i32(Int32)
  case i64(Int64)
  case f32(Float)
  case f64(Double)
  /// 128 bits, least significant half first.
  case v128(UInt64, UInt64)
  /// A function, or null.
  case function(FunctionReference?)
  /// A host value, or null; also an object of the guest as `externref`, see `ExternalReference`.
  case external(ExternalReference?)
  /// A structure, an array, a 31-bit integer, a host value as `anyref`, or null; null is one of
  /// every nullable reference type.
  case reference(GuestReference?)
  /// An exception, or null.
  case exception(ExceptionReference?)

  /// The value's type.
  public var type: ValueType {
    switch self {
    case .i32: .i32
    case .i64: .i64
    case .f32: .f32
    case .f64: .f64
    case .v128: .v128
    case .function: .funcref
    case .external: .externref
    case .reference: .reference(.any, nullable: true)
    case .exception: .reference(.exception, nullable: true)
    }
  }
}
