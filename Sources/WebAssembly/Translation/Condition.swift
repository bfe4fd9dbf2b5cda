/// A condition to branch on, before the branch is emitted.
struct Condition {
  /// The comparison's number within its type's branch families.
  var number: Int
  var type: ValueType
  /// Where operands are: 0 two slots, 1 accumulator and slot, 2 slot and constant, 3 accumulator
  /// and constant.
  var form: Int
  /// The byte offset of the left-hand slot.
  var left: UInt16 = 0
  /// The byte offset of the right-hand slot, or the constant.
  var right: UInt16 = 0
  /// The constant of a comparison of floats.
  var constant: UInt64 = 0

  var isFloat: Bool { type == .f32 || type == .f64 }

  /// The condition that holds when this one does not.
  var inverse: Condition {
    var inverse = self
    inverse.number =
      isFloat
      ? [1, 0, 6, 7, 8, 9, 2, 3, 4, 5][number] : [1, 0, 8, 9, 6, 7, 4, 5, 2, 3, 11, 10][number]
    return inverse
  }

  /// The branch handler.
  ///
  /// - Parameter backward: whether it stops when asked to; floats have no such form.
  func handler(backward: Bool) -> Int {
    switch type {
    case .i32: Family.brI32Eq + number * 16 + form * 4 + (backward ? 1 : 0)
    case .i64: Family.brI64Eq + number * 16 + form * 4 + (backward ? 1 : 0)
    case .f32: Family.brF32Eq + number * 12 + form * 3
    default: Family.brF64Eq + number * 12 + form * 3
    }
  }
}

/// A branch that was emitted.
struct Branch {
  let instruction: Int
  /// Where its displacement stands.
  let field: Int
  /// Where it ends.
  let end: Int
  /// The handler of a forward one that pays at the `meter` it goes to, or at the one behind it; the
  /// next handler is that of one to a loop. -1 where there is none.
  var payingHandler = -1
}

extension Translator {
  /// Takes the condition on top of the stack, swallowing the comparison that made it.
  mutating func takeCondition() -> Condition {
    if comparison.end == code.count, integer.operand == stack.count - 1,
      let condition = condition(of: comparison)
    {
      _ = pop()
      cut(to: condition.start)
      integer.slot = condition.slot
      integer.producerEnd = -1
      comparison.end = -1
      return condition.condition
    }
    // Any other value is compared with zero.
    var operand = pop()
    if operand.place == .accumulator, integer.producerEnd == code.count,
      let condition = bitTest(integer.producer, integer.handler, isZero: false)
    {
      cut(to: integer.producer)
      integer.slot = -1
      integer.producerEnd = -1
      return condition
    }
    if operand.place == .constant { settleInPlace(&operand) }
    var condition = Condition(number: 1, type: .i32, form: 3)
    if case .slot(let slot) = source(operand), slot != integer.slot {
      condition.form = 2
      condition.left = UInt16(truncatingIfNeeded: near(slot) &* 8)
    }
    return condition
  }

  /// The test of bits that an `and` in the accumulator amounts to.
  private func bitTest(_ start: Int, _ handler: Int, isZero: Bool) -> Condition? {
    var condition = Condition(number: isZero ? 10 : 11, type: .i32, form: 0)
    condition.left = code.get(at: start + 10, as: UInt16.self)
    condition.right = code.get(at: start + 12, as: UInt16.self)
    switch handler {
    case Family.i32And + 1: return condition
    case Family.i32And + 3:
      condition.form = 1
      return condition
    case Family.i32And + 7, Family.i32And + 9:
      guard let short = Int16(exactly: code.get(at: start + 12, as: Int32.self)) else {
        return nil
      }
      condition.form = handler == Family.i32And + 7 ? 2 : 3
      condition.right = UInt16(bitPattern: short)
      return condition
    default: return nil
    }
  }

  /// The condition a comparison amounts to, where its code starts, and the slot that the
  /// accumulator mirrored before.
  func condition(
    of comparison: Comparison
  ) -> (condition: Condition, start: Int, slot: Int32)? {
    let first: Int
    switch comparison.type {
    case .i32: first = Family.i32Eq
    case .i64: first = Family.i64Eq
    case .f32: first = Family.f32Eq
    default: first = Family.f64Eq
    }
    let number = (comparison.family - first) / 14
    let start = comparison.start
    var condition = Condition(
      number: number, type: comparison.type, form: comparison.form,
      left: code.get(at: start + 10, as: UInt16.self),
      right: code.get(at: start + 12, as: UInt16.self))
    switch comparison.form {
    case 0, 1: break
    case 2:
      condition.form = 1
      condition.right = condition.left
      condition.number =
        condition.isFloat
        ? [0, 1, 3, 2, 5, 4][number] : [0, 1, 4, 5, 2, 3, 8, 9, 6, 7][number]
    case _ where condition.isFloat:
      condition.form = comparison.form - 1
      condition.constant =
        comparison.type == .f64
        ? code.get(at: start + 16, as: UInt64.self)
        : UInt64(code.get(at: start + 12, as: UInt32.self))
    default:
      let constant = code.get(at: start + 12, as: Int32.self)
      if constant == 0, number < 2, comparison.form == 4, comparison.type == .i32,
        comparison.inner >= 0,
        let test = bitTest(comparison.inner, comparison.innerHandler, isZero: number == 0)
      {
        return (test, comparison.inner, -1)
      }
      guard let short = Int16(exactly: constant) else { return nil }
      condition.form = comparison.form - 1
      condition.right = UInt16(bitPattern: short)
    }
    return (condition, start, comparison.slot)
  }

  /// Emits a branch.
  mutating func emit(_ condition: Condition, backward: Bool) -> Branch {
    if let fused = emitFused(condition, backward: backward) { return fused }
    let isLong = condition.isFloat && condition.form >= 2
    let handler = condition.handler(backward: backward)
    let instruction = emit(handler, words: isLong ? 3 : 2)
    code.set(condition.left, at: instruction + 8)
    code.set(condition.right, at: instruction + 10)
    if isLong { code.set(condition.constant, at: instruction + 16) }
    return Branch(
      instruction: instruction, field: instruction + 12, end: code.count,
      payingHandler: condition.isFloat ? handler + 1 : handler + 2)
  }

  /// Merges the branch into the addition that set the local it looks at.
  private mutating func emitFused(
    _ condition: Condition, backward: Bool
  ) -> Branch? {
    guard let sum = additionBefore, sum.type == condition.type, condition.number < 10,
      condition.form == 1 || condition.form == 3, integer.slot == sum.slot
    else { return nil }
    let isConstant = condition.form == 3
    if sum.isPair {
      guard backward, sum.type == .i32 else { return nil }
      let words = code.words(from: sum.start)
      cut(to: sum.start)
      let handler = Family.i32AddAddBrEq + condition.number * 2 + (isConstant ? 1 : 0)
      let instruction = emit(handler, words: 4)
      code.set(words[1], at: instruction + 8)
      code.set(words[2], at: instruction + 16)
      code.set(condition.right, at: instruction + 24)
      addition = Addition()
      return Branch(instruction: instruction, field: instruction + 28, end: code.count)
    }
    let words = code.words(from: sum.start)
    cut(to: sum.start)
    let first = sum.type == .i32 ? Family.i32AddBrEq : Family.i64AddBrEq
    let handler = first + condition.number * 8 + (isConstant ? 4 : 0) + (backward ? 1 : 0)
    let instruction = emit(handler, words: 3)
    code.set(words[1], at: instruction + 8)
    code.set(condition.right, at: instruction + 16)
    addition = Addition()
    return Branch(
      instruction: instruction, field: instruction + 20, end: code.count,
      payingHandler: handler + 2)
  }
}
