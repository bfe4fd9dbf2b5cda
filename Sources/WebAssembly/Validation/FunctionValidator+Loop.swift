/// The inner loop: one operator after the other.
extension FunctionValidator {
  /// Checks operators until the outermost block ends.
  mutating func validateOperators() throws(ModuleError) {
    while frameCount > 0 {
      operatorOffset = reader.position
      let raw = try reader.rawOpcode()
      // Raw opcodes are below the lengths of the tables.
      let row =
        raw < Opcode.vectorBase
        ? rows[Int(raw)] : OperatorTable.wideRow(raw, constant: isConstant)
      guard enabled >> UInt32(row.feature.rawValue) & 1 != 0 else { throw unsupported(raw) }
      switch row.action {
      case .simple: try apply(row.signature)
      case .localGet: try localGet()
      case .localSet: try localSet()
      case .localTee: try localTee()
      case .i32Const:
        _ = try reader.s32()
        try push(ValueType.i32.bits)
      case .i64Const:
        _ = try reader.s64()
        try push(ValueType.i64.bits)
      case .memoryAccess: try memoryAccess(row, isAtomic: raw >= Opcode.atomicBase)
      case .block: try block(.block)
      case .loop: try block(.loop)
      case .end: try end()
      case .br: try branch()
      case .brIf: try branchIf()
      case .if:
        let type = try readBlockType()
        try pop(ValueType.i32.bits)
        try pop(type.parameters)
        try pushFrame(.if, parameters: type.parameters, results: type.results)
      case .else: try elseBranch()
      case .call: try call()
      case .callIndirect: try callIndirect()
      case .drop: _ = try popAny()
      case .globalGet: try globalGet()
      case .globalSet: try globalSet()
      case .f32Const:
        _ = try reader.skip(4)
        try push(ValueType.f32.bits)
      case .f64Const:
        _ = try reader.skip(8)
        try push(ValueType.f64.bits)
      case .lane:
        try checkLane(row)
        try apply(row.signature)
      case .memoryAccessLane: try memoryAccessLane(row)
      case .other: try other(raw)
      case .illegal: throw reader.illegalOpcode(at: operatorOffset)
      case .notConstant: throw notConstant()
      }
    }
  }

  /// Pops and pushes by signature.
  @inline(__always)
  mutating func apply(_ signature: UInt32) throws(ModuleError) {
    let third = signature >> 16 & 0xFF
    if third != 0 { try pop(third) }
    let second = signature >> 8 & 0xFF
    if second != 0 { try pop(second) }
    let first = signature & 0xFF
    if first != 0 { try pop(first) }
    let result = signature >> 24
    if result != 0 { try push(result) }
  }

  /// Reads a memory argument, checks it, and pops and pushes by signature.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#memory-instructions
  @inline(__always)
  private mutating func memoryAccess(
    _ row: OperatorRow, isAtomic: Bool
  ) throws(ModuleError) {
    let address = try memoryArgument(row, isAtomic: isAtomic)
    try apply(row.signature & ~0xFF, address: address)
  }

  private mutating func memoryAccessLane(_ row: OperatorRow) throws(ModuleError) {
    let address = try memoryArgument(row, isAtomic: false)
    try checkLane(row)
    try apply(row.signature & ~0xFF, address: address)
  }

  /// Like ``apply(_:)`` with an address as the first operand.
  @inline(__always)
  private mutating func apply(_ signature: UInt32, address: UInt32) throws(ModuleError) {
    let third = signature >> 16 & 0xFF
    if third != 0 { try pop(third) }
    let second = signature >> 8 & 0xFF
    if second != 0 { try pop(second) }
    try pop(address)
    let result = signature >> 24
    if result != 0 { try push(result) }
  }

  /// Reads and checks a memory argument.
  ///
  /// - Returns: the type of the address.
  @inline(__always)
  private mutating func memoryArgument(
    _ row: OperatorRow, isAtomic: Bool
  ) throws(ModuleError) -> UInt32 {
    let argument = try reader.memoryArgument()
    let address = try memoryAddress(argument.memory)
    if argument.alignment != row.alignment {
      guard argument.alignment < row.alignment else {
        throw invalid("alignment must not be larger than natural")
      }
      if isAtomic { throw invalid("atomic alignment must be natural") }
    }
    guard argument.offset <= UInt64(UInt32.max) || address == ValueType.i64.bits else {
      throw invalid("offset out of range")
    }
    return address
  }

  private mutating func checkLane(_ row: OperatorRow) throws(ModuleError) {
    guard try reader.byte() < row.lanes else { throw invalid("invalid lane index") }
  }

  @inline(never)
  private func unsupported(_ raw: UInt16) -> ModuleError {
    let instruction = (Opcode(rawValue: raw) ?? .nop).instruction
    // An instruction that is itself enabled lacks extended constant expressions.
    if context.features.contains(instruction.feature) { return notConstant() }
    return ModuleError(
      code: .unsupported, message: "\(instruction.feature.name): \(instruction.mnemonic)",
      offset: operatorOffset, functionIndex: reader.functionIndex)
  }

  @inline(never)
  func notConstant() -> ModuleError { invalid("constant expression required") }
}
