/// Expressions that decoding must find the end of.
extension BinaryReader {
  /// Moves over a constant expression.
  ///
  /// Any instruction is accepted here; validation says which are constant.
  ///
  /// Specification: https://webassembly.github.io/spec/core/binary/instructions.html#expressions
  package mutating func constantExpression() throws(ModuleError)
    -> ModuleStructure.ConstantExpression
  {
    let start = position
    var depth = 0
    while true {
      let offset = position
      let opcode = try opcode()
      switch opcode {
      case .block, .loop, .if, .tryTable: depth += 1
      case .else where depth == 0: throw malformed("END opcode expected", at: offset)
      case .end:
        if depth == 0 { return ModuleStructure.ConstantExpression(range: start..<position) }
        depth -= 1
      default: break
      }
      try skipImmediates(opcode.instruction.immediate)
    }
  }

  /// Moves over what follows an opcode.
  package mutating func skipImmediates(_ kind: ImmediateKind) throws(ModuleError) {
    switch kind {
    case .none: break
    case .label, .function, .local, .global, .table, .memory, .tag, .typeIndex, .data, .element:
      _ = try u32()
    case .typeThenTable, .typeAndField, .typeAndCount, .typeAndData, .typeAndElement, .twoTypes,
      .dataThenMemory, .elementThenTable, .memoryMemory, .tableTable:
      _ = try u32()
      _ = try u32()
    case .i32: _ = try s32()
    case .i64: _ = try s64()
    case .f32: _ = try skip(4)
    case .f64: _ = try skip(8)
    case .v128, .lanes16: _ = try skip(16)
    case .lane: _ = try byte()
    case .heapType: _ = try heapType()
    case .blockType: _ = try blockType()
    case .memoryArgument: _ = try memoryArgument()
    case .memoryArgumentAndLane:
      _ = try memoryArgument()
      _ = try byte()
    case .zeroByte: try zeroByte()
    case .castBranch: _ = try castBranch()
    case .labelTable:
      // One more than counted: the default label.
      for _ in 0...(try count()) { _ = try u32() }
    case .valueTypes:
      for _ in 0..<(try count()) { _ = try valueType() }
    case .tryTable:
      _ = try blockType()
      for _ in 0..<(try count()) { _ = try catchClause() }
    }
  }
}
