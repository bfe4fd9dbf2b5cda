/// The operand stack.
extension Translator {
  @inline(__always)
  mutating func push(_ operand: Operand) {
    stack.append(operand)
    top &+= operand.type == .v128 ? 2 : 1
    if top > slotCount { slotCount = top }
  }

  /// Takes the newest operand off; the caller says where its value goes.
  @inline(__always)
  mutating func pop() -> Operand {
    let operand = stack.removeLast()
    top = operand.home
    switch operand.place {
    case .local: newestUse[Int(operand.local)] = operand.older
    case .accumulator: integer.operand = -1
    case .float: float.operand = -1
    case .temporary, .constant: break
    }
    if stack.count < settledHeight { settledHeight = stack.count }
    if stack.count < temporaryHeight { temporaryHeight = stack.count }
    return operand
  }

  mutating func pushConstant(_ type: ValueType, _ bits: UInt64) {
    push(Operand(place: .constant, type: type, home: top, bits: bits))
  }

  mutating func pushTemporary(_ type: ValueType) {
    if temporaryHeight == stack.count { temporaryHeight += 1 }
    push(Operand(place: .temporary, type: type, home: top))
  }

  /// Takes the newest operands off, which are settled.
  mutating func drop(settled count: Int) {
    guard count > 0 else { return }
    let height = stack.count - count
    top = stack[height].home
    stack.removeLast(count)
    settledHeight = min(settledHeight, height)
    temporaryHeight = min(temporaryHeight, height)
  }

  mutating func localGet(_ local: Int) {
    push(
      Operand(
        place: .local, type: localTypes[local], home: top, local: Int32(truncatingIfNeeded: local),
        older: newestUse[local]))
    newestUse[local] = Int32(truncatingIfNeeded: stack.count &- 1)
  }

  /// The slot an operand can be read from, when it is in one.
  func slot(of operand: Operand) -> Int32? {
    switch operand.place {
    case .temporary: operand.home
    case .local: localSlots[Int(operand.local)]
    case .constant, .accumulator, .float: nil
    }
  }

  // MARK: Accumulators

  /// Has the operand that is in the accumulator alone written to its slot as well.
  @inline(__always)
  mutating func spillInteger() {
    guard integer.operand >= 0 else { return }
    integer = spilled(integer)
    if float.slot == integer.slot { float.slot = -1 }
  }

  @inline(__always)
  mutating func spillFloat() {
    guard float.operand >= 0 else { return }
    float = spilled(float)
    if integer.slot == float.slot { integer.slot = -1 }
  }

  private mutating func spilled(_ state: AccumulatorState) -> AccumulatorState {
    // The producer's slot field has been filled when it was emitted.
    code.setHandler(state.handler &- 1, at: state.producer)
    stack[state.operand].place = .temporary
    return AccumulatorState(slot: stack[state.operand].home)
  }

  mutating func spillAccumulators() {
    spillInteger()
    spillFloat()
  }

  /// Forgets which slots the accumulators mirror.
  mutating func forgetAccumulators() {
    integer.slot = -1
    float.slot = -1
    integer.producerEnd = -1
    float.producerEnd = -1
    markLabel()
  }

  /// Keeps what follows from being merged with what stands before: code may come here from
  /// elsewhere.
  mutating func markLabel() {
    comparison.end = -1
    addition.end = -1
    lastCopy.end = -1
    vectorProducer.end = -1
  }

  /// Brings a popped operand into its own slot.
  mutating func settle(_ operand: Operand) {
    if operand.place == .temporary { return }
    move(operand, to: operand.home)
  }

  /// Brings the operand at a stack position into its own slot.
  mutating func settle(at position: Int) {
    switch stack[position].place {
    case .temporary: return
    case .accumulator: return spillInteger()
    case .float: return spillFloat()
    case .local, .constant: break
    }
    let operand = stack[position]
    if operand.place == .local { unlink(position) }
    move(operand, to: operand.home)
    stack[position].place = .temporary
  }

  /// Brings the newest operands into their own slots.
  mutating func settle(newest count: Int) {
    let start = stack.count - count
    // Newest first, so that each is the head of its local's chain.
    for position in stride(from: stack.count - 1, through: max(start, temporaryHeight), by: -1) {
      settle(at: position)
    }
    if start <= temporaryHeight { temporaryHeight = stack.count }
  }

  /// Takes an operand out of the chain of its local's uses.
  private mutating func unlink(_ position: Int) {
    let local = Int(stack[position].local)
    var newer = -1
    var use = newestUse[local]
    while use >= 0 && Int(use) != position {
      newer = Int(use)
      use = stack[newer].older
    }
    if newer < 0 {
      newestUse[local] = stack[position].older
    } else {
      stack[newer].older = stack[position].older
    }
  }

  /// Copies every operand that is still in a local, before code that runs a number of times that
  /// is not known here.
  mutating func settleLocals() {
    for position in settledHeight..<stack.count where stack[position].place == .local {
      let operand = stack[position]
      newestUse[Int(operand.local)] = -1
      move(operand, to: operand.home)
      stack[position].place = .temporary
    }
    settledHeight = stack.count
  }

  /// Copies the operands that are still in one local, before it changes.
  mutating func settleUses(of local: Int) {
    var use = newestUse[local]
    while use >= 0 {
      let position = Int(use)
      let operand = stack[position]
      move(operand, to: operand.home)
      stack[position].place = .temporary
      use = operand.older
    }
    newestUse[local] = -1
  }

  /// Emits the copy of a value into a slot.
  mutating func move(_ operand: Operand, to slot: Int32) {
    if operand.type == .v128 { return moveVector(operand, to: slot) }
    switch operand.place {
    case .temporary:
      copy(from: operand.home, to: slot, type: operand.type)
    case .local:
      copy(from: localSlots[Int(operand.local)], to: slot, type: operand.type)
    case .constant:
      materialize(operand, in: slot)
    case .accumulator:
      let instruction = emit(Family.copy + 1, words: 2)
      setTarget(slot, instruction)
    case .float:
      let instruction = emit(Family.copy + (operand.type == .f64 ? 2 : 3), words: 2)
      setTarget(slot, instruction)
    }
    if integer.slot == slot && operand.place != .accumulator { integer.slot = -1 }
    if float.slot == slot && operand.place != .float { float.slot = -1 }
  }

  private mutating func copy(from source: Int32, to target: Int32, type: ValueType) {
    if source == target { return }
    for part in 0..<Int32(type.slotCount) {
      if source + part >= 8192 || target + part >= 8192 {
        if scratch < 0 { needsScratch = true }
        copyFar(from: source + part, to: target + part)
      } else if lastCopy.end == code.count {
        // Two copies in one instruction, still one after the other.
        let words = code.words(from: lastCopy.start)
        cut(to: lastCopy.start)
        let instruction = emit(Family.copy + 10, words: 2)
        code.set(words[1], at: instruction + 8)
        code.set(UInt16(truncatingIfNeeded: (target + part) &* 8), at: instruction + 12)
        code.set(UInt16(truncatingIfNeeded: (source + part) &* 8), at: instruction + 14)
        lastCopy.end = -1
      } else {
        let instruction = emit(Family.copy, words: 2)
        setTarget(target + part, instruction)
        setSource(source + part, instruction, 10)
        lastCopy = (instruction, code.count)
      }
    }
  }

  private mutating func materialize(_ operand: Operand, in slot: Int32) {
    if let short = shortConstant(operand) {
      let instruction = emit(Family.copy + 4, words: 2)
      code.set(short, at: instruction + 12)
      setTarget(slot, instruction)
    } else {
      let instruction = emit(Family.copy + 5, words: 3)
      code.set(operand.bits, at: instruction + 16)
      setTarget(slot, instruction)
    }
  }

  /// A constant as a 32-bit integer that extends to the bits its readers look at.
  @inline(__always)
  func shortConstant(_ operand: Operand) -> Int32? {
    let short = Int32(truncatingIfNeeded: operand.bits)
    if operand.type == .i32 || operand.type == .f32 { return short }
    return UInt64(bitPattern: Int64(short)) == operand.bits ? short : nil
  }

  // MARK: Writing locals

  mutating func localSet(_ local: Int) {
    assign(local, pop())
  }

  mutating func localTee(_ local: Int) {
    assign(local, pop())
    localGet(local)
  }

  private mutating func assign(_ local: Int, _ operand: Operand) {
    let slot = localSlots[local]
    if operand.type == .v128 { return assignVector(local, operand) }
    if operand.place == .local && operand.local == Int32(truncatingIfNeeded: local) { return }
    let isFloat = operand.place == .float
    if operand.place == .accumulator || isFloat {
      let state = isFloat ? float : integer
      if state.producerEnd == code.count && slot < 8192 {
        retarget(state, to: slot, local: local)
      } else {
        settleUses(of: local)
        move(operand, to: slot)
      }
      if isFloat {
        float = AccumulatorState(slot: slot)
        if integer.slot == slot { integer.slot = -1 }
      } else {
        integer = AccumulatorState(slot: slot)
        if float.slot == slot { float.slot = -1 }
      }
      return
    }
    settleUses(of: local)
    move(operand, to: slot)
  }

  /// Has the instruction just emitted write a local in place of an operand slot.
  private mutating func retarget(_ state: AccumulatorState, to slot: Int32, local: Int) {
    var start = state.producer
    if newestUse[local] >= 0 {
      // Copies of the local's old value go before the instruction; it reads none of their targets,
      // and they leave the accumulators alone.
      let words = code.words(from: start)
      let note = positions?.last
      cut(to: start)
      settleUses(of: local)
      start = code.count
      code.append(words)
      if let note { positions?.append(code: start, operator: note.operator, cost: note.cost) }
    }
    code.setHandler(state.handler &- 1, at: start)
    code.set(UInt16(truncatingIfNeeded: slot &* 8), at: start &+ 8)
    if comparison.end == state.producerEnd { comparison.end = -1 }
    joinAddition(start, handler: state.handler &- 1, slot)
  }

  /// Merges an addition of a constant to a local with the one right before it.
  private mutating func joinAddition(_ start: Int, handler: Int, _ slot: Int32) {
    let type: ValueType
    switch handler {
    case Family.i32Add + 6: type = .i32
    case Family.i64Add + 6: type = .i64
    default: return
    }
    if addition.end == start, addition.type == type, !addition.isPair {
      let words = code.words(from: addition.start)
      cut(to: addition.start)
      let family = type == .i32 ? Family.i32AddPair : Family.i64AddPair
      let instruction = emit(family, words: 3)
      code.set(words[1], at: instruction + 8)
      code.set(words[3], at: instruction + 16)
      addition = Addition(
        start: instruction, end: code.count, type: type, slot: slot, isPair: true)
    } else {
      addition = Addition(start: start, end: code.count, type: type, slot: slot)
    }
  }

  /// The addition that ends the code so far.
  var additionBefore: Addition? { addition.end == code.count ? addition : nil }

  mutating func drop() { _ = pop() }
}
