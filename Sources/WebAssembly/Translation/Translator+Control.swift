/// Blocks and branches.
extension Translator {
  // MARK: Block types

  mutating func blockType() -> (parameters: [ValueType], results: [ValueType]) {
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same type without an error.
    let type = (try? reader.blockType()) ?? .empty
    cursor.skip(reader.position - cursor.position)
    switch type {
    case .empty: return ([], [])
    case .value(let value): return ([], [value])
    case .index(let index):
      let signature = shape.signatures[Int(index)]
      return (signature.type.parameters, signature.type.results)
    }
  }

  /// Opens a block whose parameters are the newest operands.
  mutating func open(
    _ kind: OpenBlock.Kind, _ type: (parameters: [ValueType], results: [ValueType])
  ) {
    spillAccumulators()
    settle(newest: type.parameters.count)
    settleLocals()
    let height = stack.count - type.parameters.count
    controls.append(
      OpenBlock(
        kind: kind, height: height, base: height < stack.count ? stack[height].home : top,
        parameters: type.parameters, results: type.results))
  }

  mutating func block() {
    open(.block, blockType())
  }

  mutating func loop() {
    open(.loop, blockType())
    forgetAccumulators()
    let start = code.count
    controls[controls.count - 1].start = start
    beginStretch(isLoop: true)
    assert(!isMetered || meter == start)
  }

  mutating func conditional() {
    let type = blockType()
    let condition = takeCondition()
    open(.then, type)
    let branch = emit(condition.inverse, backward: false)
    controls[controls.count - 1].elseFixup = branch.instruction
    controls[controls.count - 1].elseField = branch.field
    beginStretch(isLoop: false)
    payAt(branch, isToLoop: false)
  }

  mutating func otherwise() {
    let last = controls.count - 1
    let wasReachable = isReachable
    if isReachable {
      settle(newest: controls[last].results.count)
      jump(to: last)
    }
    let label = code.count
    patchElse(controls[last])
    controls[last].elseFixup = -1
    controls[last].kind = .otherwise
    if !wasReachable || controls[last].parameters != controls[last].results {
      cutStack(to: controls[last])
      for type in controls[last].parameters { pushTemporary(type) }
    }
    isReachable = true
    forgetAccumulators()
    beginStretch(isLoop: false)
    assert(!isMetered || meter == label)
  }

  mutating func end() {
    let control = controls.removeLast()
    if control.kind == .function {
      if isReachable { emitReturn() }
      return
    }
    if isReachable { settle(newest: control.results.count) }
    if control.tryBlock >= 0 { catches.end(control.tryBlock, at: code.count) }
    let label = code.count
    catches.resolve(control.clauses, to: label)
    let isTarget = control.fixups >= 0 || control.elseFixup >= 0 || control.clauses >= 0
    let isInPlace = isReachable && stack.count == control.height + control.results.count
    patchElse(control)
    var fixup = control.fixups
    while fixup >= 0 {
      let entry = fixups[fixup]
      code.set(Int32(truncatingIfNeeded: label - entry.instruction), at: entry.field)
      fixup = entry.next
    }
    isReachable = isReachable || isTarget
    // What stays on the stack where nothing is reached goes when an outer block ends.
    if !isInPlace && isReachable {
      cutStack(to: control)
      for type in control.results { pushTemporary(type) }
    }
    if isTarget {
      forgetAccumulators()
      beginStretch(isLoop: false)
      // Branches pay at the meter without a look at what is there.
      assert(!isMetered || meter == label)
    }
  }

  private mutating func patchElse(_ control: OpenBlock) {
    guard control.elseFixup >= 0 else { return }
    code.set(
      Int32(truncatingIfNeeded: code.count - control.elseFixup), at: control.elseField)
  }

  /// Drops the operands of a block.
  private mutating func cutStack(to control: OpenBlock) {
    spillAccumulators()
    while stack.count > control.height { _ = pop() }
    top = control.base
  }

  mutating func becomeUnreachable() {
    isReachable = false
    skippedDepth = 0
    endStretch()
  }

  // MARK: Branches

  private mutating func addFixup(to control: Int, field: Int, instruction: Int) {
    fixups.append(
      Fixup(field: field, instruction: instruction, next: controls[control].fixups))
    controls[control].fixups = fixups.count - 1
  }

  /// Copies the newest operands to where a label expects them; the stack stays as it is.
  private mutating func moveValues(to control: OpenBlock) {
    let types = control.labelTypes
    var target = control.base
    if types.count > Translator.longMove {
      return moveRun(from: stack[stack.count - types.count].home, to: target, slots: top)
    }
    for position in (stack.count - types.count)..<stack.count {
      let operand = stack[position]
      if operand.place != .temporary || operand.home != target {
        move(operand, to: target)
      }
      target += operand.type == .v128 ? 2 : 1
    }
  }

  /// From how many operands on a branch settles them and moves them all in one instruction, so that
  /// code stays in proportion to the operators it stands for.
  static let longMove = 8

  /// Moves settled operands, from the slot of the first up to a slot, to a lower place.
  private mutating func moveRun(from source: Int32, to target: Int32, slots end: Int32) {
    let instruction = emit(Family.copyRun, words: 3)
    code.set(target * 8, at: instruction + 8)
    code.set(source * 8, at: instruction + 12)
    code.set((end - source) * 8, at: instruction + 16)
    if integer.slot >= target { integer.slot = -1 }
    if float.slot >= target { float.slot = -1 }
  }

  /// Whether the newest operands own the slots where a label expects them.
  private func valuesAreHome(_ control: OpenBlock) -> Bool {
    let count = control.labelTypes.count
    return count == 0 || stack[stack.count - count].home == control.base
  }

  /// Emits the jump to a label.
  private mutating func jump(to control: Int) {
    let paying = isMetered ? 2 : 0
    if controls[control].kind == .loop {
      let instruction = emit(Family.jump + paying + 1, words: 2)
      code.set(
        Int32(truncatingIfNeeded: controls[control].start - instruction), at: instruction + 8)
    } else {
      let instruction = emit(Family.jump + paying, words: 2)
      addFixup(to: control, field: instruction + 8, instruction: instruction)
    }
  }

  mutating func branch(_ depth: UInt32) {
    let control = controls.count - 1 - Int(depth)
    if control == 0 { return returnResults() }
    let count = controls[control].labelTypes.count
    let isHome = valuesAreHome(controls[control])
    if isHome || count > Translator.longMove { settle(newest: count) }
    if !isHome { moveValues(to: controls[control]) }
    jump(to: control)
    becomeUnreachable()
  }

  mutating func branchIf(_ depth: UInt32) {
    branch(on: takeCondition(), depth)
  }

  /// Emits a branch that is taken on a condition.
  mutating func branch(on condition: Condition, _ depth: UInt32) {
    let control = controls.count - 1 - Int(depth)
    let count = controls[control].labelTypes.count
    let isHome = control > 0 && valuesAreHome(controls[control])
    if isHome || (control == 0 && count > 1) || count > Translator.longMove {
      settle(newest: count)
    }
    let isToLoop = controls[control].kind == .loop
    var branch: Branch?
    if isHome && isToLoop && (isMetered || !condition.isFloat) {
      let back = emit(condition, backward: !isMetered)
      let start = controls[control].start
      code.set(Int32(truncatingIfNeeded: start - back.instruction), at: back.field)
      branch = back
    } else if isHome && !isToLoop {
      let forward = emit(condition, backward: false)
      addFixup(to: control, field: forward.field, instruction: forward.instruction)
      branch = forward
    } else {
      let over = emit(condition.inverse, backward: false)
      // What moves on the way out of here did not happen on the way on.
      let (integer, float) = (self.integer, self.float)
      if control == 0 {
        emitReturn()
      } else {
        moveValues(to: controls[control])
        jump(to: control)
      }
      (self.integer, self.float) = (integer, float)
      self.integer.producerEnd = -1
      self.float.producerEnd = -1
      code.set(Int32(truncatingIfNeeded: code.count - over.instruction), at: over.field)
    }
    markLabel()
    beginStretch(isLoop: false)
    if let branch { payAt(branch, isToLoop: isToLoop) }
  }

  mutating func branchTable() {
    let count = Int(cursor.u32())
    var index = pop()
    var labels = cursor
    for _ in 0..<count { _ = cursor.u32() }
    let arity = controls[controls.count - 1 - Int(cursor.u32())].labelTypes.count
    if index.place == .constant { settleInPlace(&index) }
    settle(newest: arity)
    var slot: Int32 = -1
    if case .slot(let from) = source(index), from != integer.slot { slot = near(from) }
    let table = emit(Family.brTable + (slot < 0 ? 1 : 0), words: 2 + (count + 2) / 2)
    if slot >= 0 { setSource(slot, table, 8) }
    code.set(UInt32(truncatingIfNeeded: count), at: table + 12)

    var stubs: [Int: [Int]] = [:]
    for entry in 0...count {
      let control = controls.count - 1 - Int(labels.u32())
      let field = table + 16 + entry * 4
      let needsStub =
        control == 0 || !valuesAreHome(controls[control])
        || (controls[control].kind == .loop && !isMetered)
      if needsStub {
        stubs[control, default: []].append(field)
      } else if controls[control].kind == .loop {
        code.set(Int32(truncatingIfNeeded: controls[control].start - table), at: field)
      } else {
        addFixup(to: control, field: field, instruction: table)
      }
    }
    for control in stubs.keys.sorted() {
      for field in stubs[control] ?? [] {
        code.set(Int32(truncatingIfNeeded: code.count - table), at: field)
      }
      forgetAccumulators()
      if control == 0 {
        emitReturn()
      } else {
        moveValues(to: controls[control])
        jump(to: control)
      }
    }
    becomeUnreachable()
  }

  // MARK: Returns

  mutating func returnResults() {
    emitReturn()
    becomeUnreachable()
  }

  /// Emits the return of the newest operands; the stack stays as it is, but for several results,
  /// which are settled.
  private mutating func emitReturn() {
    let results = signature.type.results
    if results.count == 1, results[0] != .v128, let operand = stack.last {
      return emitReturn(of: operand)
    }
    if results.count == 1, let operand = stack.last {
      returnVector(operand)
    } else if results.count > 0 {
      settle(newest: results.count)
      var target: Int32 = 0
      if results.count > Translator.longMove {
        moveRun(from: stack[stack.count - results.count].home, to: 0, slots: top)
      } else {
        for position in (stack.count - results.count)..<stack.count {
          move(stack[position], to: target)
          target += stack[position].type == .v128 ? 2 : 1
        }
      }
    }
    let instruction = emit(Family.functionReturn, words: 2)
    code.set(signature.linkSlot * 8, at: instruction + 12)
  }

  private mutating func emitReturn(of operand: Operand) {
    let isFloat = operand.type == .f32 || operand.type == .f64
    let isDouble = operand.type == .f64
    var from = source(operand)
    if case .constant = from, isFloat || shortConstant(operand) == nil {
      move(operand, to: operand.home)
      from = .slot(operand.home)
    }
    if case .slot(let slot) = from, slot == (isFloat ? float.slot : integer.slot) {
      from = .accumulator
    }
    let instruction: Int
    switch from {
    case .slot(let slot):
      let slot = near(slot)
      instruction = emit(Family.functionReturn + (isFloat ? (isDouble ? 4 : 5) : 1), words: 2)
      setSource(slot, instruction, 8)
    case .accumulator:
      instruction = emit(Family.functionReturn + (isFloat ? (isDouble ? 6 : 7) : 2), words: 2)
    case .constant:
      instruction = emit(Family.functionReturn + 3, words: 3)
      code.set(shortConstant(operand) ?? 0, at: instruction + 16)
    }
    code.set(signature.linkSlot * 8, at: instruction + 12)
  }
}
