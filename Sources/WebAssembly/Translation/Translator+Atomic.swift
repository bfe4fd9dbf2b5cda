/// Atomic accesses, waiting and notification.
extension Translator {
  mutating func atomicAccess(_ opcode: Opcode) {
    guard let action = AtomicAction(opcode), let signature = opcode.instruction.signature else {
      return
    }
    let argument = memoryArgument()
    settle(newest: action.operandCount)
    for _ in 0..<action.operandCount { _ = pop() }
    let instruction = emit(Family.atomic, words: 4)
    let isWide = signature.push == .i64 || signature.pops.last == .i64
    code.set(top * 8, at: instruction + 8)
    code.set(Int32(shape.layout.memory(Int(argument.memory))), at: instruction + 12)
    code.set(argument.offset, at: instruction + 16)
    code.set(action.rawValue, at: instruction + 24)
    code.set(opcode.instruction.alignment, at: instruction + 25)
    code.set(UInt8(self.isWide(memory: argument.memory) ? 1 : 0), at: instruction + 26)
    code.set(UInt8(isWide ? 1 : 0), at: instruction + 27)
    guard let result = signature.push else { return }
    if integer.slot == top { integer.slot = -1 }
    if float.slot == top { float.slot = -1 }
    pushTemporary(result)
  }

  mutating func atomicNotify() { waiting(.atomicNotify, operands: 2) }

  mutating func atomicWait(_ operation: SlowOperation) { waiting(operation, operands: 3) }

  private mutating func waiting(_ operation: SlowOperation, operands: Int) {
    let argument = memoryArgument()
    slow(
      operation, argument.memory, pops: operands, push: .i32,
      wide: isWide(memory: argument.memory) ? 1 : 0, offset: argument.offset)
  }
}
