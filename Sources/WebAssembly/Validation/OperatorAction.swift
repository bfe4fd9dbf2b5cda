/// What validation does with an opcode: a digest of the instruction table for the inner loop.
enum OperatorAction: UInt8 {
  /// No instruction.
  case illegal
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
  var feature: Feature
}

/// The digest of the instruction table, for code and for constant expressions; that of vectors and
/// atomic instructions apart, as most programs have none.
enum OperatorTable {
  // All are made once, never written again and never freed, so any thread may read them.
  nonisolated(unsafe) static let code = narrow(constant: false)
  nonisolated(unsafe) static let constant = narrow(constant: true)
  private nonisolated(unsafe) static let wideCode = wide(constant: false)
  private nonisolated(unsafe) static let wideConstant = wide(constant: true)

  /// The row of an opcode at or above the vectors'.
  @inline(never)
  static func wideRow(_ raw: UInt16, constant: Bool) -> OperatorRow {
    (constant ? wideConstant : wideCode)[Int(raw - Opcode.vectorBase)]
  }

  private static func narrow(constant: Bool) -> UnsafePointer<OperatorRow> {
    rows(Instruction.narrow, 0, Int(Opcode.vectorBase), constant)
  }

  private static func wide(constant: Bool) -> UnsafePointer<OperatorRow> {
    rows(Instruction.wide, Int(Opcode.vectorBase), Opcode.rawValueEnd, constant)
  }

  /// By raw value of the opcode, less the first.
  private static func rows(
    _ instructions: [Instruction], _ first: Int, _ end: Int, _ constant: Bool
  ) -> UnsafePointer<OperatorRow> {
    let rows = UnsafeMutablePointer<OperatorRow>.allocate(capacity: end - first)
    let none = OperatorRow(signature: 0, action: .illegal, alignment: 0, lanes: 0, feature: .mvp)
    rows.initialize(repeating: none, count: end - first)
    for instruction in instructions {
      rows[Int(instruction.opcode.rawValue) - first] = OperatorRow(
        signature: instruction.signature?.bits ?? 0,
        action: constant && !instruction.opcode.isConstant
          ? .notConstant : action(for: instruction),
        alignment: instruction.alignment, lanes: instruction.lanes,
        feature: constant && instruction.isExtendedConstant
          ? .extendedConstants : instruction.feature)
    }
    return UnsafePointer(rows)
  }

  private static func action(for instruction: Instruction) -> OperatorAction {
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

extension Instruction {
  /// Whether only extended constant expressions may contain it.
  fileprivate var isExtendedConstant: Bool {
    feature == .mvp && immediate == .none && signature != nil
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
