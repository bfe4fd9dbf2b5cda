/// Operators on vectors.
extension Translator {
  mutating func translateVector(_ rule: Rule) {
    switch rule.kind {
    case .vectorBinary: vectorBinary(rule)
    case .vectorUnary: vectorUnary(rule)
    case .vectorTernary: vectorTernary(rule)
    case .vectorShift: vectorShift(rule)
    case .vectorTest: vectorTest(rule)
    case .vectorSplat: vectorSplat(rule)
    case .vectorExtract: vectorExtract(rule)
    case .vectorReplace: vectorReplace(rule)
    case .vectorLoad: vectorLoad(rule)
    case .vectorLoadLane: vectorLoadLane(rule)
    case .vectorStore: vectorStore(rule)
    case .vectorStoreLane: vectorStoreLane(rule)
    default: break
    }
    if canonicalizes && rule.makesNaN { canonicalizeVector(rule) }
  }

  /// Replaces any NaN in the vector on top of the stack by the canonical one.
  private mutating func canonicalizeVector(_ rule: Rule) {
    let family = rule.byteCount == 4 ? Family.f32x4Canonical : Family.f64x2Canonical
    vectorUnary(Rule(kind: .vectorUnary, family: family, operand: .v128, result: .v128))
  }

  private mutating func vectorBinary(_ rule: Rule) {
    var q = pop()
    var l = pop()
    if rule.isCommutative && l.place == .constant && q.place != .constant {
      // Each keeps the slots that are its own.
      swap(&l, &q)
    }
    if rule.hasMemoryForm && binaryLoading(rule, l, q) { return }
    let first = vectorSource(l)
    if q.place == .constant && rule.hasConstantForm {
      let instruction = emit(rule.family + 1, words: 4)
      setSource(first, instruction, 10)
      setVector(vector(q), instruction)
      return pushVector(instruction)
    }
    let second = vectorSource(q)
    let instruction = emit(rule.family, words: 2)
    setSource(first, instruction, 10)
    setSource(second, instruction, 12)
    pushVector(instruction)
  }

  /// Emits a binary operator together with the load right before it.
  ///
  /// - Returns: whether it did; if not, nothing changed.
  private mutating func binaryLoading(_ rule: Rule, _ first: Operand, _ second: Operand) -> Bool {
    var (l, q) = (first, second)
    if rule.isCommutative && isJustMade(l) { swap(&l, &q) }
    let load = vectorProducer.start
    guard isJustMade(q), l.place != .constant,
      code.get(at: load, as: UInt.self) == HandlerTable.addresses[Family.v128Load]
    else { return false }
    let address = code.get(at: load + 10, as: UInt16.self)
    let offset = code.get(at: load + 12, as: UInt32.self)
    // A trap is the load's.
    let note = positions?.last
    cut(to: load)
    let slot = vectorSource(l)
    let instruction = emit(rule.family + 2, words: 3)
    if let note {
      positions?.truncate(to: instruction)
      positions?.append(code: instruction, operator: note.operator, cost: note.cost)
    }
    setSource(slot, instruction, 10)
    code.set(address, at: instruction + 12)
    code.set(offset, at: instruction + 16)
    pushVector(instruction)
    return true
  }

  private mutating func vectorUnary(_ rule: Rule) {
    let slot = vectorSource(pop())
    let instruction = emit(rule.family, words: 2)
    setSource(slot, instruction, 10)
    pushVector(instruction)
  }

  private mutating func vectorTernary(_ rule: Rule) {
    let (c, q, l) = (pop(), pop(), pop())
    if l.place == .constant && rule.family == Family.v128Bitselect {
      let (second, third) = (vectorSource(q), vectorSource(c))
      let instruction = emit(rule.family + 1, words: 4)
      setSource(second, instruction, 12)
      setSource(third, instruction, 14)
      setVector(vector(l), instruction)
      return pushVector(instruction)
    }
    let (first, second, third) = (vectorSource(l), vectorSource(q), vectorSource(c))
    let instruction = emit(rule.family, words: 2)
    setSource(first, instruction, 10)
    setSource(second, instruction, 12)
    setSource(third, instruction, 14)
    pushVector(instruction)
  }

  private mutating func vectorShift(_ rule: Rule) {
    let amount = pop()
    let slot = vectorSource(pop())
    switch vectorScalar(amount) {
    case .slot(let from):
      let from = near(from)
      let instruction = emit(rule.family, words: 2)
      setSource(slot, instruction, 10)
      setSource(from, instruction, 12)
      pushVector(instruction)
    case .accumulator:
      let instruction = emit(rule.family + 1, words: 2)
      setSource(slot, instruction, 10)
      pushVector(instruction)
    case .constant(let k):
      let instruction = emit(rule.family + 2, words: 2)
      setSource(slot, instruction, 10)
      code.set(UInt32(truncatingIfNeeded: k.bits), at: instruction + 12)
      pushVector(instruction)
    }
  }

  /// Where a popped scalar is read from, its accumulator preferred.
  private func vectorScalar(_ operand: Operand) -> Source {
    let from = source(operand)
    let isFloat = operand.type == .f32 || operand.type == .f64
    if case .slot(let slot) = from, slot == (isFloat ? float.slot : integer.slot) {
      return .accumulator
    }
    return from
  }

  private mutating func vectorTest(_ rule: Rule) {
    let slot = vectorSource(pop())
    spillInteger()
    let instruction = emit(rule.family, words: 2)
    setSource(slot, instruction, 10)
    pushResult(.i32, handler: rule.family, at: instruction)
  }

  // MARK: Lanes

  private mutating func vectorSplat(_ rule: Rule) {
    let operand = pop()
    switch vectorScalar(operand) {
    case .slot(let from):
      let from = near(from)
      let instruction = emit(rule.family, words: 2)
      setSource(from, instruction, 10)
      pushVector(instruction)
    case .accumulator: pushVector(emit(rule.family + 1, words: 2))
    case .constant(let k):
      let mask = rule.byteCount == 8 ? UInt64.max : (1 << UInt64(rule.byteCount * 8)) - 1
      var word = k.bits & mask
      var width = UInt64(rule.byteCount * 8)
      while width < 64 {
        word |= word << width
        width *= 2
      }
      pushVector(constant: VectorConstant(low: word, high: word))
    }
  }

  private mutating func vectorExtract(_ rule: Rule) {
    let lane = Int32(cursor.byte())
    let slot = vectorSource(pop())
    if rule.result == .f32 || rule.result == .f64 { spillFloat() } else { spillInteger() }
    let instruction = emit(rule.family, words: 2)
    setLane(lane, of: slot, rule, instruction, 10)
    pushResult(rule.result, handler: rule.family, at: instruction)
  }

  /// Writes the frame offset of one lane.
  func laneOffset(_ lane: Int32, of slot: Int32, _ rule: Rule) -> UInt16 {
    UInt16(truncatingIfNeeded: slot &* 8 &+ lane &* Int32(rule.byteCount))
  }

  private mutating func setLane(
    _ lane: Int32, of slot: Int32, _ rule: Rule, _ instruction: Int, _ at: Int
  ) {
    code.set(laneOffset(lane, of: slot, rule), at: instruction + at)
  }

  private mutating func vectorReplace(_ rule: Rule) {
    let lane = UInt16(cursor.byte())
    var value = pop()
    let slot = vectorSource(pop())
    if value.place == .constant { settleInPlace(&value) }
    let instruction: Int
    switch vectorScalar(value) {
    case .slot(let from):
      let from = near(from)
      instruction = emit(rule.family, words: 2)
      setSource(from, instruction, 12)
    default:
      let isFloat = value.type == .f32 || value.type == .f64
      instruction = emit(rule.family + (isFloat ? 2 : 1), words: 2)
    }
    setSource(slot, instruction, 10)
    code.set(lane, at: instruction + 14)
    pushVector(instruction)
  }

  // MARK: Selection

  mutating func selectVector(_ popped: Operand, _ l: Operand, _ q: Operand) {
    var condition = popped
    if condition.place == .constant { settleInPlace(&condition) }
    let (first, second) = (vectorSource(l), vectorSource(q))
    let instruction: Int
    if case .slot(let from) = vectorScalar(condition) {
      let from = near(from)
      instruction = emit(Family.selectVector, words: 2)
      setSource(from, instruction, 14)
    } else {
      instruction = emit(Family.selectVector + 1, words: 2)
    }
    setSource(first, instruction, 10)
    setSource(second, instruction, 12)
    pushVector(instruction)
  }
}
