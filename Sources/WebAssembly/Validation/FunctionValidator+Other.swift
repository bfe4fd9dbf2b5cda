/// The less frequent operators, told apart by opcode.
extension FunctionValidator {
  @inline(never)
  mutating func other(_ raw: UInt16) throws(ModuleError) {
    guard let opcode = Opcode(rawValue: raw) else {
      throw reader.illegalOpcode(at: operatorOffset)
    }
    switch opcode {
    case .nop: break
    case .unreachable: setUnreachable()
    case .brTable: try branchTable()
    case .return: try returnFromFunction()
    case .returnCall: try returnCall()
    case .returnCallIndirect: try returnCallIndirect()
    case .callRef: try callReference()
    case .returnCallRef: try returnCallReference()
    case .select: try select()
    case .selectTyped: try selectTyped()
    case .throw: try throwException()
    case .throwRef: try throwReference()
    case .tryTable: try tryTable()
    case .tableGet: try tableGet()
    case .tableSet: try tableSet()
    case .tableSize: try tableSize()
    case .tableGrow: try tableGrow()
    case .tableFill: try tableFill()
    case .tableCopy: try tableCopy()
    case .tableInit: try tableInit()
    case .elemDrop: _ = try elementSegment()
    case .memorySize: try memorySize()
    case .memoryGrow: try memoryGrow()
    case .memoryFill: try memoryFill()
    case .memoryCopy: try memoryCopy()
    case .memoryInit: try memoryInit()
    case .dataDrop: try dataSegment()
    case .v128Const, .i8x16Shuffle: try vectorImmediate(opcode)
    case .i64Add128, .i64Sub128: try wideArithmetic(operands: 4)
    case .i64MulWideS, .i64MulWideU: try wideArithmetic(operands: 2)
    case .atomicFence: try reader.zeroByte()
    default: try otherReference(opcode)
    }
  }

  private mutating func otherReference(_ opcode: Opcode) throws(ModuleError) {
    switch opcode {
    case .refNull: try refNull()
    case .refIsNull: try refIsNull()
    case .refFunc: try refFunc()
    case .refEq: try refEq()
    case .refAsNonNull: try refAsNonNull()
    case .brOnNull: try branchOnNull()
    case .brOnNonNull: try branchOnNonNull()
    case .brOnCast: try branchOnCast(fails: false)
    case .brOnCastFail: try branchOnCast(fails: true)
    case .refTest: try refTest(nullable: false)
    case .refTestNull: try refTest(nullable: true)
    case .refCast: try refCast(nullable: false)
    case .refCastNull: try refCast(nullable: true)
    case .anyConvertExtern: try convert(from: .external, to: .any)
    case .externConvertAny: try convert(from: .any, to: .external)
    case .refI31: try refI31()
    case .i31GetS, .i31GetU: try i31Get()
    case .structNew: try structNew()
    case .structNewDefault: try structNewDefault()
    case .structGet: try structGet(.whole)
    case .structGetS, .structGetU: try structGet(.extended)
    case .structSet: try structSet()
    case .arrayNew: try arrayNew()
    case .arrayNewDefault: try arrayNewDefault()
    case .arrayNewFixed: try arrayNewFixed()
    case .arrayNewData: try arrayNewData()
    case .arrayNewElem: try arrayNewElem()
    case .arrayGet: try arrayGet(.whole)
    case .arrayGetS, .arrayGetU: try arrayGet(.extended)
    case .arraySet: try arraySet()
    case .arrayLen: try arrayLen()
    case .arrayFill: try arrayFill()
    case .arrayCopy: try arrayCopy()
    case .arrayInitData: try arrayInitData()
    case .arrayInitElem: try arrayInitElem()
    // An instruction that was added to the table but not here is refused, never let through.
    default: throw reader.illegalOpcode(at: operatorOffset)
    }
  }

  /// `v128.const` and `i8x16.shuffle`.
  private mutating func vectorImmediate(_ opcode: Opcode) throws(ModuleError) {
    let range = try reader.skip(16)
    if opcode == .i8x16Shuffle {
      guard bytes[range].allSatisfy({ $0 < 32 }) else { throw invalid("invalid lane index") }
    }
    try apply(opcode.instruction.signature?.bits ?? 0)
  }

  /// Specification: https://github.com/WebAssembly/wide-arithmetic
  private mutating func wideArithmetic(operands: Int) throws(ModuleError) {
    for _ in 0..<operands { try pop(ValueType.i64.bits) }
    try push(ValueType.i64.bits)
    try push(ValueType.i64.bits)
  }
}
