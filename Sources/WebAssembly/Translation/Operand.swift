/// A value on the operand stack as the translator sees it: a place, not yet always code.
struct Operand {
  enum Place: UInt8 {
    /// In its own slot.
    case temporary
    /// Still in the local it was read from.
    case local
    /// A constant that no code has materialised.
    case constant
    /// In the accumulator alone; its slot is written only if something forces it to.
    case accumulator
    /// In the floating-point accumulator alone.
    case float
  }

  var place: Place
  var type: ValueType
  /// The slot that is its own by its position on the stack.
  var home: Int32
  /// The local it was read from.
  var local: Int32 = 0
  /// The stack position of the next older operand read from the same local, or -1.
  var older: Int32 = -1
  /// The bits of a constant.
  var bits: UInt64 = 0
}

/// What the translator knows of an accumulator.
struct AccumulatorState {
  /// The stack position of the operand that is in it alone, or -1.
  var operand = -1
  /// The slot that holds the same value, or -1.
  var slot: Int32 = -1
  /// The instruction that left the operand there, and where it ends.
  var producer = 0
  var producerEnd = -1
  /// The handler of that instruction that writes the accumulator alone.
  var handler = 0
}

/// A block, loop, if or the function itself.
struct OpenBlock {
  enum Kind: UInt8 { case function, block, loop, then, otherwise }
  var kind: Kind
  /// The height of the operand stack below the parameters.
  var height: Int
  /// The slot of the first parameter or result.
  var base: Int32
  var parameters: [ValueType]
  var results: [ValueType]
  /// Where a loop starts in the code.
  var start = 0
  /// The chain of branches to patch at the end, or -1.
  var fixups = -1
  /// The branch over the first part of an `if`, or -1.
  var elseFixup = -1
  /// Where its displacement stands.
  var elseField = 0
  /// Its number in the catch table, or -1.
  var tryBlock = -1
  /// The newest catch clause that goes to its end, or -1.
  var clauses = -1
  /// Whether the code was reachable at its start.
  var isReachable = true

  /// The types a branch to it carries.
  var labelTypes: [ValueType] { kind == .loop ? parameters : results }
}

/// A displacement to patch when its label is known.
struct Fixup {
  /// Where the displacement stands, and the instruction it is relative to.
  var field: Int
  var instruction: Int
  /// The next one of the same label, or -1.
  var next: Int
}
