internal import WebAssembly

/// Code: one instruction a line in functions, all on one line in constant expressions.
extension ModulePrinter {
  /// Writes the code of a function body without its final `end`.
  mutating func code(
    _ range: Range<Int>, functionIndex: UInt32, locals: PrintedNames.Space
  ) throws(ModuleError) {
    try code(range, functionIndex: functionIndex, locals: locals, isFlat: false)
  }

  /// Writes a constant expression without its final `end`.
  mutating func constant(
    _ expression: ModuleStructure.ConstantExpression
  ) throws(ModuleError) {
    try code(expression.range, functionIndex: nil, locals: .init(), isFlat: true)
  }

  private mutating func code(
    _ range: Range<Int>, functionIndex: UInt32?, locals: PrintedNames.Space, isFlat: Bool
  ) throws(ModuleError) {
    let bytes = module.bytes
    try bytes.withUnsafeBufferPointer { (buffer) throws(ModuleError) in
      // The reader does not leave this closure, so it does not outlive the buffer.
      var reader = BinaryReader(buffer, range: range, functionIndex: functionIndex)
      // For each open block, whether an `else` may come.
      var blocks: [Bool] = []
      while true {
        let offset = reader.position
        let opcode = try reader.opcode()
        if opcode == .else {
          guard blocks.popLast() == true else {
            throw reader.malformed("END opcode expected", at: offset)
          }
          blocks.append(false)
        } else if opcode == .end && blocks.popLast() == nil {
          guard reader.isAtEnd else { throw reader.malformed("section size mismatch", at: offset) }
          return
        }
        if opcode == .else || opcode == .end { out.outdent() }
        if isFlat { out.text(" ") } else { out.line() }
        try instruction(opcode, &reader, locals, depth: blocks.count)
        switch opcode {
        case .block, .loop, .if, .tryTable:
          blocks.append(opcode == .if)
          out.indent()
        case .else: out.indent()
        default: break
        }
        if out.isFull { try checkLength() }
      }
    }
  }

  private mutating func instruction(
    _ opcode: Opcode, _ reader: inout BinaryReader, _ locals: PrintedNames.Space, depth: Int
  ) throws(ModuleError) {
    let instruction = opcode.instruction
    switch opcode {
    case .refTest, .refTestNull, .refCast, .refCastNull:
      // What tells these forms apart in the text is the type.
      let isTest = opcode == .refTest || opcode == .refTestNull
      out.text(isTest ? "ref.test " : "ref.cast ")
      let isNullable = opcode == .refTestNull || opcode == .refCastNull
      value(.reference(try reader.heapType(), nullable: isNullable))
    default:
      out.text(instruction.mnemonic)
      try immediates(instruction, &reader, locals, depth: depth)
    }
  }
}
