/// Writing instructions.
extension Translator {
  /// Appends an instruction and notes which operator it stands for.
  @inline(__always)
  @discardableResult
  mutating func emit(_ handler: Int, words: Int) -> Int {
    let start = code.append(handler: handler, words: words)
    if positions != nil { record(start) }
    return start
  }

  @inline(never)
  private mutating func record(_ start: Int) {
    positions?.append(code: start, operator: operatorStart, cost: stretch)
  }

  /// Cuts code off again.
  mutating func cut(to start: Int) {
    code.truncate(to: start)
    positions?.truncate(to: start)
  }

  /// Writes the 16-bit byte offset of a slot that is read.
  @inline(__always)
  mutating func setSource(_ slot: Int32, _ instruction: Int, _ at: Int) {
    // Far slots were replaced by scratch slots before the instruction was emitted.
    code.set(UInt16(truncatingIfNeeded: slot &* 8), at: instruction &+ at)
  }

  /// The slot itself where 16 bits reach it, else a scratch slot it is copied to.
  @inline(__always)
  mutating func near(_ slot: Int32) -> Int32 {
    slot < 8192 ? slot : copyToScratch(slot)
  }

  @inline(never)
  private mutating func copyToScratch(_ slot: Int32) -> Int32 {
    guard scratch >= 0 else {
      needsScratch = true
      return 0
    }
    let near = scratch + nextScratch
    nextScratch = (nextScratch + 1) % 7
    copyFar(from: slot, to: near)
    return near
  }

  /// Copies between slots anywhere.
  mutating func copyFar(from source: Int32, to target: Int32) {
    let instruction = emit(Family.copy + 11, words: 2)
    code.set(target * 8, at: instruction + 8)
    code.set(source * 8, at: instruction + 12)
  }

  /// Finishes an instruction whose result is written to a slot at once.
  mutating func setTarget(_ slot: Int32, _ instruction: Int) {
    if slot < 8192 {
      code.set(UInt16(truncatingIfNeeded: slot &* 8), at: instruction &+ 8)
    } else if scratch < 0 {
      needsScratch = true
    } else {
      code.set(UInt16(truncatingIfNeeded: (scratch + 7) &* 8), at: instruction &+ 8)
      copyFar(from: scratch + 7, to: slot)
    }
  }

  /// Pushes the result of the instruction just emitted.
  ///
  /// - Parameters:
  ///   - handler: the handler that writes a slot and the accumulator; the next one writes the
  ///     accumulator alone.
  ///   - start: where the instruction starts.
  @inline(__always)
  mutating func pushResult(_ type: ValueType, handler: Int, at start: Int) {
    let home = top
    let isFloat = type == .f32 || type == .f64
    if home >= 8192 {
      setTarget(home, start)
      push(Operand(place: .temporary, type: type, home: home))
      if isFloat { float.slot = -1 } else { integer.slot = -1 }
      return
    }
    code.set(UInt16(truncatingIfNeeded: home &* 8), at: start &+ 8)
    code.setHandler(handler &+ 1, at: start)
    push(Operand(place: isFloat ? .float : .accumulator, type: type, home: home))
    let state = AccumulatorState(
      operand: stack.count &- 1, slot: -1, producer: start, producerEnd: code.count,
      handler: handler &+ 1)
    if isFloat { float = state } else { integer = state }
  }

  /// Zeroes the declared locals, but for those that are written before anything can read them.
  mutating func emitClear(from slot: Int32, count: Int32) {
    guard count > 0 else { return }
    let unread = localsWrittenFirst()
    let declared = signature.type.parameters.count..<localSlots.count
    guard declared.count <= 64 else { return emitClearRun(from: slot, count: count) }
    let needed = declared.filter { unread & (1 << UInt64($0 - declared.lowerBound)) == 0 }
    guard let first = needed.first, let last = needed.last else { return }
    let end = localSlots[last] + Int32(localTypes[last].slotCount)
    emitClearRun(from: localSlots[first], count: end - localSlots[first])
  }

  /// Of the first 64 declared locals, those that the straight code at the start of the body writes
  /// before it reads them, as bits.
  private func localsWrittenFirst() -> UInt64 {
    var written: UInt64 = 0
    var read: UInt64 = 0
    let parameters = signature.type.parameters.count
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same operators without an error.
    for _ in 0..<64 {
      guard let opcode = try? reader.opcode() else { break }
      switch opcode {
      case .localGet, .localSet, .localTee:
        guard let index = try? reader.u32() else { return written & ~read }
        guard index >= parameters, Int(index) - parameters < 64 else { continue }
        let bit: UInt64 = 1 << UInt64(Int(index) - parameters)
        if opcode == .localGet { read |= bit & ~written } else { written |= bit & ~read }
        continue
      case .block, .nop, .drop, .select, .call, .callIndirect: break
      default:
        let isStraight =
          Rule.of(opcode.rawValue).kind != .special
          || (opcode.rawValue >= Opcode.globalGet.rawValue
            && opcode.rawValue <= Opcode.f64Const.rawValue)
        guard isStraight else { return written & ~read }
      }
      guard (try? reader.skipImmediates(opcode.instruction.immediate)) != nil else { break }
    }
    return written & ~read
  }

  private mutating func emitClearRun(from slot: Int32, count: Int32) {
    let sizes: [Int32] = [1, 2, 3, 4, 6, 8, 12, 16]
    // Rounding up spills into operand slots, whose content is undefined here.
    let form = sizes.firstIndex { $0 >= count }
    let instruction = emit(Family.clear + (form.map { $0 + 1 } ?? 0), words: 2)
    code.set(slot * 8, at: instruction + 8)
    code.set(count * 8, at: instruction + 12)
  }

  // MARK: Stretches

  /// Starts a straight stretch of operators that is paid for as a whole.
  mutating func beginStretch(isLoop: Bool) {
    endStretch()
    guard isMetered else { return }
    spillAccumulators()
    forgetAccumulators()
    meter = emit(Family.meter + (isLoop ? 1 : 0), words: 2)
    positions?.markMeter()
  }

  /// Has a branch that was emitted right before the stretch pay for it, and at the label it goes to:
  /// there is a `meter` as well.
  mutating func payAt(_ branch: Branch, isToLoop: Bool) {
    guard isMetered, meter == branch.end, branch.payingHandler >= 0 else { return }
    code.setHandler(branch.payingHandler + (isToLoop ? 1 : 0), at: branch.instruction)
  }

  /// Ends the stretch: its price is known.
  mutating func endStretch() {
    if meter >= 0 { code.set(stretch, at: meter + 8) }
    positions?.endStretch(cost: stretch)
    meter = -1
    stretch = 0
  }
}
