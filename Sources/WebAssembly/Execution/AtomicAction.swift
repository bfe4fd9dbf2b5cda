/// What an atomic access does with the integer it finds.
///
/// The raw values are in the order of the opcodes, seven widths each.
enum AtomicAction: UInt8 {
  case load, store, add, subtract, and, or, exclusiveOr, exchange, compareExchange

  /// The action of an opcode; `nil` for what is no access.
  init?(_ opcode: Opcode) {
    let first = Opcode.i32AtomicLoad.rawValue
    guard opcode.rawValue >= first else { return nil }
    self.init(rawValue: UInt8(truncatingIfNeeded: (opcode.rawValue - first) / 7))
  }

  /// The operands on the stack, the address among them.
  var operandCount: Int {
    switch self {
    case .load: 1
    case .compareExchange: 3
    default: 2
    }
  }

  /// What stands in memory afterwards; `nil` to leave it as it is.
  func value(_ old: UInt64, _ first: UInt64, _ second: UInt64) -> UInt64? {
    switch self {
    case .load: nil
    case .store, .exchange: first
    case .add: old &+ first
    case .subtract: old &- first
    case .and: old & first
    case .or: old | first
    case .exclusiveOr: old ^ first
    case .compareExchange: old == first ? second : nil
    }
  }
}
