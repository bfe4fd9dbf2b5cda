/// References to functions of a known type, and branches on null.
extension Translator {
  mutating func referenceAsNonNull() {
    if stack[stack.count - 1].place == .constant { settle(newest: 1) }
    let operand = stack[stack.count - 1]
    if case .slot(let slot) = source(operand), slot != integer.slot {
      let slot = near(slot)
      setSource(slot, emit(Family.nonNull, words: 2), 8)
    } else {
      emit(Family.nonNull + 1, words: 2)
    }
  }

  mutating func branchOnNull() {
    let depth = cursor.u32()
    if stack[stack.count - 1].place != .local { settle(newest: 1) }
    let operand = pop()
    let slot = near(self.slot(of: operand) ?? operand.home)
    branch(on: isNull(slot), depth)
    if operand.place == .local {
      localGet(Int(operand.local))
    } else {
      pushTemporary(operand.type)
    }
  }

  mutating func branchOnNonNull() {
    let depth = cursor.u32()
    settle(newest: 1)
    let slot = near(stack[stack.count - 1].home)
    branch(on: isNull(slot).inverse, depth)
    drop()
  }

  private func isNull(_ slot: Int32) -> Condition {
    Condition(
      number: 0, type: .i64, form: 2, left: UInt16(truncatingIfNeeded: slot &* 8), right: 0)
  }

  // MARK: Calls

  /// Takes the reference to call off.
  private mutating func callee() -> (signature: Signature, slot: Int32) {
    let type = cursor.u32()
    if stack[stack.count - 1].place != .local { settle(newest: 1) }
    let reference = pop()
    return (shape.signatures[Int(type)], slot(of: reference) ?? reference.home)
  }

  mutating func callReference() {
    let (callee, reference) = callee()
    takeArguments(callee)
    let slot = near(reference)
    let instruction = emit(Family.call + 4, words: 3)
    setSource(slot, instruction, 8)
    code.set(top * 8, at: instruction + 16)
    code.set(callee.linkSlot * 8, at: instruction + 20)
    pushResults(callee)
  }

  mutating func tailCallReference() {
    let (callee, reference) = callee()
    takeArguments(callee)
    let slot = near(reference)
    let instruction = emit(Family.tail + 3, words: 4)
    setSource(slot, instruction, 8)
    finishTail(callee, instruction)
  }
}
