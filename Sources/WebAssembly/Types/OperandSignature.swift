/// The operands an instruction pops and the result it pushes, when they are the same everywhere.
///
/// Packed into 32 bits: up to three popped types, first operand lowest, and one pushed type, each
/// as its binary code; zero is none. An operand that is a memory address is given as `i32` and is
/// always the first; whoever reads the signature of a memory access puts the memory's address
/// type in its place.
package struct OperandSignature: Hashable, Sendable {
  /// The packed form.
  package let bits: UInt32

  package init(bits: UInt32) { self.bits = bits }

  package init(_ pops: ValueType..., pushes: ValueType? = nil) {
    var bits: UInt32 = 0
    for (position, type) in pops.enumerated() { bits |= type.bits << UInt32(8 * position) }
    self.bits = bits | (pushes?.bits ?? 0) << 24
  }

  /// The operands, first to last: the last one is on top of the stack.
  package var pops: [ValueType] {
    [bits & 0xFF, bits >> 8 & 0xFF, bits >> 16 & 0xFF].filter { $0 != 0 }.map(ValueType.init(bits:))
  }

  /// The result.
  package var push: ValueType? { bits >> 24 == 0 ? nil : ValueType(bits: bits >> 24) }

  /// `[] -> []`
  package static var nothing: Self { Self() }
  /// `[] -> [t]`
  package static func constant(_ type: ValueType) -> Self { Self(pushes: type) }
  /// `[t] -> [t]`
  package static func unary(_ type: ValueType) -> Self { Self(type, pushes: type) }
  /// `[t t] -> [t]`
  package static func binary(_ type: ValueType) -> Self { Self(type, type, pushes: type) }
  /// `[t t t] -> [t]`
  package static func ternary(_ type: ValueType) -> Self { Self(type, type, type, pushes: type) }
  /// `[t] -> [i32]`
  package static func test(_ type: ValueType) -> Self { Self(type, pushes: .i32) }
  /// `[t t] -> [i32]`
  package static func compare(_ type: ValueType) -> Self { Self(type, type, pushes: .i32) }
  /// `[t] -> [u]`
  package static func convert(_ from: ValueType, to result: ValueType) -> Self {
    Self(from, pushes: result)
  }
  /// `[v128 i32] -> [v128]`
  package static var shift: Self { Self(.v128, .i32, pushes: .v128) }
  /// `[v128 t] -> [v128]`
  package static func replaceLane(_ type: ValueType) -> Self {
    Self(.v128, type, pushes: .v128)
  }
  /// `[address] -> [t]`
  package static func load(_ type: ValueType) -> Self { Self(.i32, pushes: type) }
  /// `[address t] -> []`
  package static func store(_ type: ValueType) -> Self { Self(.i32, type) }
  /// `[address v128] -> [v128]`
  package static var loadLane: Self { Self(.i32, .v128, pushes: .v128) }
  /// `[address t] -> [t]`
  package static func readModifyWrite(_ type: ValueType) -> Self {
    Self(.i32, type, pushes: type)
  }
  /// `[address t t] -> [t]`
  package static func compareExchange(_ type: ValueType) -> Self {
    Self(.i32, type, type, pushes: type)
  }
  /// `[address t i64] -> [i32]`
  package static func wait(_ type: ValueType) -> Self { Self(.i32, type, .i64, pushes: .i32) }
}
