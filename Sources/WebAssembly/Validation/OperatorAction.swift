/// What validation does with an opcode: a digest of the instruction table for the inner loop.
enum OperatorAction: UInt8 {
  /// No instruction.
  case illegal
  /// An instruction of a feature that is not enabled.
  case unsupported
  /// An instruction that constant expressions can't have.
  case notConstant
  /// Pops and pushes by signature; no immediates.
  case simple
  /// Pops and pushes by signature after a memory argument.
  case memoryAccess
  /// The same, with a lane index.
  case memoryAccessLane
  /// Pops and pushes by signature after a lane index.
  case lane
  case i32Const, i64Const, f32Const, f64Const
  case localGet, localSet, localTee, globalGet, globalSet
  case block, loop, `if`, `else`, end, br, brIf, call, callIndirect, drop
  /// Everything else, told apart by opcode.
  case other
}

/// One entry of the digest: eight bytes, nothing to retain.
struct OperatorRow {
  /// See ``OperandSignature``.
  var signature: UInt32
  var action: OperatorAction
  var alignment: UInt8
  var lanes: UInt8
}

/// The digest for a set of features, for code and for constant expressions.
struct OperatorTable: ~Copyable {
  /// By raw value of the opcode; as long as the instruction table.
  let rows: UnsafeMutableBufferPointer<OperatorRow>

  init(features: FeatureSet, constant: Bool) {
    rows = .allocate(capacity: Opcode.rawValueEnd)
    rows.initialize(
      repeating: OperatorRow(signature: 0, action: .illegal, alignment: 0, lanes: 0))
    for instruction in Instruction.all {
      rows[Int(instruction.opcode.rawValue)] = OperatorRow(
        signature: instruction.signature?.bits ?? 0,
        action: OperatorTable.action(for: instruction, features, constant: constant),
        alignment: instruction.alignment, lanes: instruction.lanes)
    }
  }

  deinit { rows.deallocate() }

  private static func action(
    for instruction: Instruction, _ features: FeatureSet, constant: Bool
  ) -> OperatorAction {
    if constant {
      guard instruction.opcode.isConstant else { return .notConstant }
      if instruction.immediate == .none && instruction.signature != nil
        && !features.contains(.extendedConstants)
      {
        return .notConstant
      }
    }
    guard features.contains(instruction.feature) else { return .unsupported }
    switch instruction.opcode {
    case .i32Const: return .i32Const
    case .i64Const: return .i64Const
    case .f32Const: return .f32Const
    case .f64Const: return .f64Const
    case .localGet: return .localGet
    case .localSet: return .localSet
    case .localTee: return .localTee
    case .globalGet: return .globalGet
    case .globalSet: return .globalSet
    case .block: return .block
    case .loop: return .loop
    case .if: return .if
    case .else: return .else
    case .end: return .end
    case .br: return .br
    case .brIf: return .brIf
    case .call: return .call
    case .callIndirect: return .callIndirect
    case .drop: return .drop
    default: break
    }
    guard instruction.signature != nil else { return .other }
    switch instruction.immediate {
    case .none: return .simple
    case .memoryArgument: return .memoryAccess
    case .memoryArgumentAndLane: return .memoryAccessLane
    case .lane: return .lane
    default: return .other
    }
  }
}

extension Opcode {
  /// Whether a constant expression may contain it.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions
  var isConstant: Bool {
    switch self {
    case .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .refNull, .refFunc, .globalGet,
      .i32Add, .i32Sub, .i32Mul, .i64Add, .i64Sub, .i64Mul, .structNew, .structNewDefault,
      .arrayNew, .arrayNewDefault, .arrayNewFixed, .refI31, .anyConvertExtern,
      .externConvertAny, .end:
      true
    default:
      false
    }
  }
}
