/// A way to see a vector as lanes: its names in the specification and in Swift.
struct VectorShape {
  let name: String
  /// The Swift type with signed or floating-point lanes.
  let signed: String
  /// The Swift type with unsigned lanes.
  let unsigned: String
  /// Bits of a lane.
  let bits: Int
  /// Lanes.
  var count: Int { 128 / bits }
  /// The Swift type of an unsigned lane.
  var lane: String { "UInt\(bits)" }

  static let i8x16 = VectorShape(name: "i8x16", signed: "I8x16", unsigned: "U8x16", bits: 8)
  static let i16x8 = VectorShape(name: "i16x8", signed: "I16x8", unsigned: "U16x8", bits: 16)
  static let i32x4 = VectorShape(name: "i32x4", signed: "I32x4", unsigned: "U32x4", bits: 32)
  static let i64x2 = VectorShape(name: "i64x2", signed: "I64x2", unsigned: "U64x2", bits: 64)
  static let f32x4 = VectorShape(name: "f32x4", signed: "F32x4", unsigned: "U32x4", bits: 32)
  static let f64x2 = VectorShape(name: "f64x2", signed: "F64x2", unsigned: "U64x2", bits: 64)

  static let integers = [i8x16, i16x8, i32x4, i64x2]
  static let floats = [f32x4, f64x2]
}

/// An operator on vectors: `l`, `q` and `c` are its operands, `r` is its result.
///
/// Swift's operators between vectors become single instructions; those between a vector and a
/// scalar, and anything generic, become loops. Expressions therefore name their types.
struct VectorOperator {
  let name: String
  /// The Swift type of the operands.
  let type: String
  /// Statements before the result.
  var lines: [String] = []
  let expression: String
  /// Whether the right-hand operand may be loaded by the operator itself.
  var canLoad = false
}
