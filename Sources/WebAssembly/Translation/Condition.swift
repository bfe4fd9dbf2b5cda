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

  var isFloat: Bool { type == .f32 || type == .f64 }

  /// The condition that holds when this one does not.
  var inverse: Condition {
    var inverse = self
    inverse.number =
      isFloat
      ? [1, 0, 6, 7, 8, 9, 2, 3, 4, 5][number] : [1, 0, 8, 9, 6, 7, 4, 5, 2, 3][number]
    return inverse
  }

  /// The branch handler.
  ///
  /// - Parameter backward: whether it stops when asked to; floats have no such form.
  func handler(backward: Bool) -> Int {
    switch type {
    case .i32: Family.brI32Eq + number * 8 + form * 2 + (backward ? 1 : 0)
    case .i64: Family.brI64Eq + number * 8 + form * 2 + (backward ? 1 : 0)
    case .f32: Family.brF32Eq + number * 2 + form
    default: Family.brF64Eq + number * 2 + form
    }
  }
}

extension Translator {
  /// Takes the condition on top of the stack, swallowing the comparison that made it.
  mutating func takeCondition() -> Condition {
    if comparison.end == code.count, integer.operand == stack.count - 1,
      let condition = condition(of: comparison)
    {
      _ = pop()
      cut(to: comparison.start)
      integer.slot = comparison.slot
      integer.producerEnd = -1
      comparison.end = -1
      return condition
    }
    // Any other value is compared with zero.
    var operand = pop()
    if operand.place == .constant { settleInPlace(&operand) }
    var condition = Condition(number: 1, type: .i32, form: 3)
    if case .slot(let slot) = source(operand), slot != integer.slot {
      condition.form = 2
      condition.left = UInt16(truncatingIfNeeded: near(slot) &* 8)
    }
    return condition
  }

  private func condition(of comparison: Comparison) -> Condition? {
    let first: Int
    switch comparison.type {
    case .i32: first = Family.i32Eq
    case .i64: first = Family.i64Eq
    case .f32: first = Family.f32Eq
    default: first = Family.f64Eq
    }
    let number = (comparison.family - first) / 10
    let left = code.get(at: comparison.start + 10, as: UInt16.self)
    let right = code.get(at: comparison.start + 12, as: UInt16.self)
    var condition = Condition(
      number: number, type: comparison.type, form: comparison.form, left: left, right: right)
    switch comparison.form {
    case 0, 1: return condition
    case 2:
      condition.form = 1
      condition.right = left
      condition.number =
        condition.isFloat
        ? [0, 1, 3, 2, 5, 4][number] : [0, 1, 4, 5, 2, 3, 8, 9, 6, 7][number]
      return condition
    default:
      guard !condition.isFloat,
        let short = Int16(exactly: code.get(at: comparison.start + 12, as: Int32.self))
      else { return nil }
      condition.form = comparison.form - 1
      condition.right = UInt16(bitPattern: short)
      return condition
    }
  }

  /// Emits a branch.
  ///
  /// - Returns: the instruction; its displacement stands at byte 12.
  mutating func emit(_ condition: Condition, backward: Bool) -> Int {
    let instruction = emit(condition.handler(backward: backward), words: 2)
    code.set(condition.left, at: instruction + 8)
    code.set(condition.right, at: instruction + 10)
    return instruction
  }
}
