/// Vectors in the first linear memory.
extension Translator {
  /// Where an access finds its address, and the instruction's layout.
  private struct Place {
    /// In the order of the forms of loads: slot, accumulator, constant, then sums.
    var form: Int
    var slot: Int32 = -1
    /// The operand fields of a sum.
    var fields: UInt64 = 0
    /// The static offset, or the whole constant address.
    var offset: UInt32

    var isSum: Bool { form > 2 }
  }

  /// Takes an address off; the sum of two operands is added up by the access itself, where it can.
  private mutating func place(
    _ popped: Operand, _ argument: MemoryArgument, _ rule: Rule, canAdd: Bool = true
  ) -> Place {
    guard isPlain(memory: argument.memory) else {
      // The bytes are found at address zero then.
      reach(popped, argument, byteCount: rule.byteCount)
      return Place(form: 2, offset: 0)
    }
    let offset = UInt32(truncatingIfNeeded: argument.offset)
    var address = popped
    if canAdd, address.place == .accumulator, integer.producerEnd == code.count,
      let sum = sumBefore(integer.producer)
    {
      cut(to: sum.start)
      integer.slot = -1
      integer.producerEnd = -1
      return Place(form: sum.form, fields: sum.fields, offset: offset)
    }
    if address.place == .constant {
      let whole = UInt64(UInt32(truncatingIfNeeded: address.bits)) + UInt64(offset)
      if let short = UInt32(exactly: whole) { return Place(form: 2, offset: short) }
      // Beyond any memory there can be, but the trap is the handler's to raise.
      settleInPlace(&address)
    }
    if case .slot(let slot) = source(address), slot != integer.slot {
      return Place(form: 0, slot: near(slot), offset: offset)
    }
    return Place(form: 1, offset: offset)
  }

  /// Emits an access; what stands at byte 8 is left to the caller.
  private mutating func emit(_ place: Place, _ family: Int, words: Int = 2) -> Int {
    let instruction = emit(family + place.form, words: place.isSum ? 3 : words)
    if place.isSum {
      code.set(place.fields, at: instruction + 8)
      code.set(place.offset, at: instruction + 16)
    } else {
      if place.slot >= 0 { setSource(place.slot, instruction, 10) }
      code.set(place.offset, at: instruction + 12)
    }
    return instruction
  }

  mutating func vectorLoad(_ rule: Rule) {
    let argument = memoryArgument()
    let place = place(pop(), argument, rule)
    pushVector(emit(place, rule.family))
    finish(argument)
  }

  mutating func vectorStore(_ rule: Rule) {
    let argument = memoryArgument()
    let slot = vectorSource(pop())
    let place = place(pop(), argument, rule)
    setSource(slot, emit(place, rule.family), 8)
    finish(argument)
  }

  mutating func vectorStoreLane(_ rule: Rule) {
    let argument = memoryArgument()
    let lane = Int32(cursor.byte())
    let slot = vectorSource(pop())
    let place = place(pop(), argument, rule)
    code.set(laneOffset(lane, of: slot, rule), at: emit(place, rule.family) + 8)
    finish(argument)
  }

  mutating func vectorLoadLane(_ rule: Rule) {
    let argument = memoryArgument()
    let lane = UInt16(cursor.byte())
    let slot = vectorSource(pop())
    let place = place(pop(), argument, rule, canAdd: false)
    let instruction = emit(place, rule.family, words: 3)
    setSource(slot, instruction, 16)
    code.set(lane, at: instruction + 18)
    pushVector(instruction)
    finish(argument)
  }

  /// Goes back to the first memory after an access to another one.
  private mutating func finish(_ argument: MemoryArgument) {
    if !isPlain(memory: argument.memory) { reachBack() }
  }
}
