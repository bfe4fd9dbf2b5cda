/// Expressions whose end must be found without checking them.
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
    try skipExpression()
    return ModuleStructure.ConstantExpression(range: start..<position)
  }

  /// Moves over instructions up to and with the `end` that closes them.
  mutating func skipExpression() throws(ModuleError) {
    // For each open block, whether an `else` may come.
    var blocks: [Bool] = []
    while true {
      let offset = position
      let opcode = try opcode()
      switch opcode {
      case .block, .loop, .tryTable: blocks.append(false)
      case .if: blocks.append(true)
      case .else:
        guard blocks.popLast() == true else { throw malformed("END opcode expected", at: offset) }
        blocks.append(false)
      case .end:
        if blocks.popLast() == nil { return }
      default: break
      }
      try skipImmediates(opcode.instruction.immediate)
    }
  }

  /// What is malformed in the code of a function body, as the specification has it: code is read
  /// up to its final `end`, past the end of the body if need be, and then the sizes are compared.
  ///
  /// Decoding leaves bodies alone and validation keeps to the size of a body; when either has
  /// found an error, this says whether another one comes before it.
  static func malformedBody(
    _ code: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, functionIndex: UInt32
  ) -> ModuleError? {
    var reader = BinaryReader(bytes)
    reader.position = code.lowerBound
    reader.functionIndex = functionIndex
    do {
      try reader.skipExpression()
    } catch {
      return error
    }
    return reader.position == code.upperBound
      ? nil : reader.malformed("section size mismatch", at: code.lowerBound)
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
