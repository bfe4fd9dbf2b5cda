/// Operators that compute.
extension Translator {
  /// Where an operand of a family with forms is read from.
  enum Source {
    case slot(Int32)
    case accumulator
    case constant(Operand)
  }

  /// Decides where a popped operand is read from.
  @inline(__always)
  func source(_ operand: Operand) -> Source {
    switch operand.place {
    case .accumulator, .float: return .accumulator
    case .constant: return .constant(operand)
    case .temporary: return .slot(operand.home)
    case .local: return .slot(localSlots[Int(operand.local)])
    }
  }

  /// The slot that an accumulator of the operand's class mirrors.
  @inline(__always)
  private func mirrored(_ type: ValueType) -> Int32 {
    type == .f32 || type == .f64 ? float.slot : integer.slot
  }

  /// Puts a constant into the accumulator, whatever was there.
  private mutating func load(constant: Operand) {
    if constant.type == .f32 || constant.type == .f64 {
      spillFloat()
      let instruction = emit(Family.copy + 8, words: 3)
      code.set(constant.bits, at: instruction + 16)
      float.slot = -1
    } else {
      spillInteger()
      if let short = shortConstant(constant) {
        let instruction = emit(Family.copy + 6, words: 2)
        code.set(short, at: instruction + 12)
      } else {
        let instruction = emit(Family.copy + 7, words: 3)
        code.set(constant.bits, at: instruction + 16)
      }
      integer.slot = -1
    }
  }

  /// Spills whatever else is in the accumulator that a result of this type goes to.
  @inline(__always)
  mutating func claim(_ type: ValueType) {
    if type == .f32 || type == .f64 { spillFloat() } else { spillInteger() }
  }

  mutating func binary(_ rule: Rule) {
    var q = pop()
    var l = pop()
    if l.place == .constant && q.place != .constant && canSwap(rule, l) { swap(&l, &q) }
    emitPair(rule, l, q, isCommutative: rule.isCommutative)
    if canonicalizes && rule.makesNaN { canonicalize(rule.result) }
  }

  /// Whether a constant on the left may go to the right.
  private func canSwap(_ rule: Rule, _ constant: Operand) -> Bool {
    if rule.isCommutative { return true }
    // Of floats the order decides whose NaN comes out, and this one is none.
    switch rule.family {
    case Family.f32Add, Family.f32Mul:
      return !Float(bitPattern: UInt32(truncatingIfNeeded: constant.bits)).isNaN
    case Family.f64Add, Family.f64Mul: return !Double(bitPattern: constant.bits).isNaN
    default: return false
    }
  }

  /// Emits a two-operand instruction and pushes its result.
  private mutating func emitPair(
    _ rule: Rule, _ first: Operand, _ second: Operand, isCommutative: Bool
  ) {
    var (l, q) = (first, second)
    let before = integer
    var a = source(l)
    var b = source(q)
    // A constant that does not fit goes through the accumulator or a slot.
    if case .constant = b, !fits(q, rule.operand) {
      if case .accumulator = a {
        materializeHome(&q)
        b = .slot(q.home)
      } else if case .slot(let slot) = a {
        load(constant: q)
        if isCommutative {
          (a, b) = (.accumulator, .slot(slot))
          swap(&l, &q)
        } else {
          b = .accumulator
        }
      } else {
        materializeHome(&q)
        b = .slot(q.home)
      }
    }
    if case .constant = a {
      // Where operands can change places there is no form with the constant first.
      let isSlot = if case .slot = b { true } else { false }
      if case .constant = b {
        load(constant: l)
        a = .accumulator
      } else if isSlot && (isCommutative || rule.kind == .comparison) {
        load(constant: l)
        a = .accumulator
      } else if !fits(l, rule.operand) {
        materializeHome(&l)
        a = .slot(l.home)
      }
    }
    // Read from the accumulator what it happens to hold.
    let mirror = mirrored(rule.operand)
    if mirror >= 0 {
      if case .slot(let slot) = a, slot == mirror, !isAccumulator(b) {
        a = .accumulator
      } else if case .slot(let slot) = b, slot == mirror, !isAccumulator(a) {
        b = .accumulator
      }
    }
    if isCommutative, case .accumulator = b { swap(&a, &b) }
    if rule.family == Family.i32Add, case .accumulator = a, case .slot(let slot) = b,
      emitShiftAdd(before, slot)
    {
      return
    }

    // Forms in order: ss, as, sa, sk, ak, ks, ka; two handlers each.
    claim(rule.result)
    let form: Int
    let instruction: Int
    switch (a, b) {
    case (.slot(let s), .slot(let t)):
      form = 0
      let (s, t) = (near(s), near(t))
      instruction = emit(rule.family, words: 2)
      setSource(s, instruction, 10)
      setSource(t, instruction, 12)
    case (.accumulator, .slot(let t)):
      form = 1
      let t = near(t)
      instruction = emit(rule.family + 2, words: 2)
      setSource(t, instruction, 12)
    case (.slot(let s), .accumulator):
      form = 2
      let s = near(s)
      instruction = emit(rule.family + 4, words: 2)
      setSource(s, instruction, 10)
    case (.slot(let s), .constant(let k)):
      form = 3
      let s = near(s)
      instruction = emit(rule.family + 6, words: rule.operand == .f64 ? 3 : 2)
      setSource(s, instruction, 10)
      setImmediate(k, instruction)
    case (.accumulator, .constant(let k)):
      form = 4
      instruction = emit(rule.family + 8, words: rule.operand == .f64 ? 3 : 2)
      setImmediate(k, instruction)
    case (.constant(let k), .slot(let t)):
      form = 5
      let t = near(t)
      instruction = emit(rule.family + 10, words: rule.operand == .f64 ? 3 : 2)
      setSource(t, instruction, 10)
      setImmediate(k, instruction)
    case (.constant(let k), .accumulator):
      form = 6
      instruction = emit(rule.family + 12, words: rule.operand == .f64 ? 3 : 2)
      setImmediate(k, instruction)
    default:
      // Two accumulators or two constants: excluded above.
      return pushTemporary(rule.result)
    }
    let slotBefore = integer.slot
    pushResult(rule.result, handler: rule.family + form * 2, at: instruction)
    if rule.kind == .comparison {
      comparison = Comparison(
        start: instruction, end: code.count, slot: slotBefore, family: rule.family, form: form,
        type: rule.operand)
      if before.producerEnd == instruction {
        comparison.inner = before.producer
        comparison.innerHandler = before.handler
      }
    }
  }

  /// Merges an addition with the shift by a constant right before it.
  private mutating func emitShiftAdd(_ shift: AccumulatorState, _ slot: Int32) -> Bool {
    guard shift.producerEnd == code.count, shift.handler == Family.i32Shl + 7, slot < 8192,
      integer.operand < 0
    else { return false }
    let shifted = code.get(at: shift.producer + 10, as: UInt16.self)
    let count = code.get(at: shift.producer + 12, as: UInt32.self)
    cut(to: shift.producer)
    let instruction = emit(Family.i32ShlAdd, words: 2)
    code.set(shifted, at: instruction + 10)
    setSource(slot, instruction, 12)
    code.set(UInt16(truncatingIfNeeded: count & 31), at: instruction + 14)
    pushResult(.i32, handler: Family.i32ShlAdd, at: instruction)
    return true
  }

  private func isAccumulator(_ source: Source) -> Bool {
    if case .accumulator = source { true } else { false }
  }

  /// Writes a popped constant to its own slot.
  private mutating func materializeHome(_ operand: inout Operand) {
    move(operand, to: operand.home)
    if operand.home + 1 > slotCount { slotCount = operand.home + 1 }
    operand.place = .temporary
  }

  @inline(__always)
  private func fits(_ operand: Operand, _ type: ValueType) -> Bool {
    type == .i64 ? shortConstant(operand) != nil : true
  }

  @inline(__always)
  private mutating func setImmediate(_ operand: Operand, _ instruction: Int) {
    if operand.type == .f64 {
      code.set(operand.bits, at: instruction &+ 16)
    } else {
      code.set(Int32(truncatingIfNeeded: operand.bits), at: instruction &+ 12)
    }
  }

  mutating func compare(_ rule: Rule) {
    var rule = rule
    var q = pop()
    var l = pop()
    // The right-hand operand is the constant, the left-hand one the accumulator.
    let swaps =
      (l.place == .constant && q.place != .constant)
      || q.place == .accumulator || q.place == .float
    if swaps {
      swap(&l, &q)
      rule.family = rule.swapped
    }
    emitPair(rule, l, q, isCommutative: false)
  }

  mutating func testZero(_ rule: Rule) {
    // The negation of a comparison is another comparison.
    if rule.operand == .i32, comparison.end == code.count, integer.operand == stack.count - 1,
      let inverse = Inverse.integer(comparison.family)
    {
      let old = comparison
      _ = pop()
      pushInverse(old, family: inverse)
      return
    }
    let l = pop()
    var comparison = rule
    comparison.kind = .comparison
    let zero = Operand(place: .constant, type: rule.operand, home: l.home + 1)
    emitPair(comparison, l, zero, isCommutative: false)
  }

  private mutating func pushInverse(_ old: Comparison, family: Int) {
    pushResult(.i32, handler: family + old.form * 2, at: old.start)
    comparison = old
    comparison.family = family
  }

  mutating func unary(_ rule: Rule) {
    emitUnary(rule, pop())
    if canonicalizes && rule.makesNaN { canonicalize(rule.result) }
  }

  private mutating func emitUnary(_ rule: Rule, _ popped: Operand) {
    var operand = popped
    if operand.place == .constant { materializeHome(&operand) }
    var from = source(operand)
    if case .slot(let slot) = from, slot == mirrored(rule.operand) { from = .accumulator }
    claim(rule.result)
    let instruction: Int
    if case .slot(let slot) = from {
      let slot = near(slot)
      instruction = emit(rule.family, words: 2)
      setSource(slot, instruction, 10)
      pushResult(rule.result, handler: rule.family, at: instruction)
    } else {
      instruction = emit(rule.family + 2, words: 2)
      pushResult(rule.result, handler: rule.family + 2, at: instruction)
    }
  }

  /// Replaces any NaN on top of the stack by the canonical one.
  private mutating func canonicalize(_ type: ValueType) {
    let family = type == .f32 ? Family.f32Canonical : Family.f64Canonical
    emitUnary(Rule(kind: .unary, family: family, operand: type, result: type), pop())
  }

  /// Gives the newest operand another type; integers look at their low bits only.
  mutating func alias(_ rule: Rule) {
    stack[stack.count - 1].type = rule.result
  }

  mutating func select() {
    if comparison.end == code.count, integer.operand == stack.count - 1,
      comparison.type == .i32, stack[stack.count - 2].type != .v128,
      selectCompared()
    {
      return
    }
    let condition = pop()
    var q = pop()
    var l = pop()
    if l.type == .v128 { return selectVector(condition, l, q) }
    let type = l.type
    var from = source(condition)
    if case .constant = from {
      var settled = condition
      materializeHome(&settled)
      from = .slot(settled.home)
    }
    if case .slot(let slot) = from, slot == integer.slot { from = .accumulator }
    if l.place != .temporary && l.place != .local { settlePopped(&l) }
    if q.place != .temporary && q.place != .local { settlePopped(&q) }
    let s = near(slot(of: l) ?? 0)
    let t = near(slot(of: q) ?? 0)
    let c: Int32
    if case .slot(let slot) = from { c = near(slot) } else { c = -1 }
    spillInteger()
    let handler = Family.select + (c < 0 ? 2 : 0)
    let instruction = emit(handler, words: 2)
    setSource(s, instruction, 10)
    setSource(t, instruction, 12)
    if c >= 0 { setSource(c, instruction, 14) }
    if type == .f32 || type == .f64 {
      // The result passes through a slot, not through the floating-point accumulator.
      integer.slot = -1
      setTarget(top, instruction)
      if float.slot == top { float.slot = -1 }
      pushTemporary(type)
    } else {
      pushResult(type, handler: handler, at: instruction)
    }
  }

  /// Brings a popped operand into its own slot.
  mutating func settlePopped(_ operand: inout Operand) {
    switch operand.place {
    case .temporary, .local: return
    case .constant: return materializeHome(&operand)
    case .accumulator:
      if integer.producerEnd >= 0 {
        code.setHandler(integer.handler &- 1, at: integer.producer)
        integer.slot = operand.home
        integer.producerEnd = -1
      } else {
        move(operand, to: operand.home)
      }
    case .float:
      if float.producerEnd >= 0 {
        code.setHandler(float.handler &- 1, at: float.producer)
        float.slot = operand.home
        float.producerEnd = -1
      } else {
        move(operand, to: operand.home)
      }
    }
    operand.place = .temporary
  }

  /// Emits a selection together with the comparison right before it.
  ///
  /// - Returns: whether it did; if not, nothing changed.
  private mutating func selectCompared() -> Bool {
    guard canSelect(stack[stack.count - 2]), canSelect(stack[stack.count - 3]),
      let found = self.condition(of: comparison), found.condition.number < 10
    else { return false }
    var condition = takeCondition()
    var q = pop()
    var l = pop()
    let type = l.type
    settlePopped(&l)
    settlePopped(&q)
    let s = near(slot(of: l) ?? 0)
    let t = near(slot(of: q) ?? 0)
    if integer.slot >= 0 && condition.form == 0 {
      // Read from the accumulator what it happens to hold.
      if condition.left == UInt16(truncatingIfNeeded: integer.slot &* 8) { condition.form = 1 }
    }
    spillInteger()
    let handler = Family.selectI32Eq + condition.number * 8 + condition.form * 2
    let instruction = emit(handler, words: 3)
    setSource(s, instruction, 10)
    setSource(t, instruction, 12)
    code.set(condition.left, at: instruction + 14)
    code.set(condition.right, at: instruction + 16)
    if type == .f32 || type == .f64 {
      integer.slot = -1
      setTarget(top, instruction)
      if float.slot == top { float.slot = -1 }
      pushTemporary(type)
    } else {
      pushResult(type, handler: handler, at: instruction)
    }
    return true
  }

  /// Whether an operand can be read from a slot without disturbing the integer accumulator.
  private func canSelect(_ operand: Operand) -> Bool { operand.place != .accumulator }
}

/// Which comparison is the negation of which.
enum Inverse {
  /// By the first handler of a family that makes a value.
  static func integer(_ family: Int) -> Int? {
    typealias F = Family
    switch family {
    case F.i32Eq: return F.i32Ne
    case F.i32Ne: return F.i32Eq
    case F.i32LtS: return F.i32GeS
    case F.i32GeS: return F.i32LtS
    case F.i32LtU: return F.i32GeU
    case F.i32GeU: return F.i32LtU
    case F.i32GtS: return F.i32LeS
    case F.i32LeS: return F.i32GtS
    case F.i32GtU: return F.i32LeU
    case F.i32LeU: return F.i32GtU
    case F.i64Eq: return F.i64Ne
    case F.i64Ne: return F.i64Eq
    case F.i64LtS: return F.i64GeS
    case F.i64GeS: return F.i64LtS
    case F.i64LtU: return F.i64GeU
    case F.i64GeU: return F.i64LtU
    case F.i64GtS: return F.i64LeS
    case F.i64LeS: return F.i64GtS
    case F.i64GtU: return F.i64LeU
    case F.i64LeU: return F.i64GtU
    default: return nil
    }
  }
}
