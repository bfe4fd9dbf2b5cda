/// Accesses to a first memory with 64-bit addresses.
extension Translator {
  /// Whether handlers take the access as it is: only the static offset must be short.
  func isDirect(_ argument: MemoryArgument) -> Bool {
    argument.memory == 0 && argument.offset <= UInt64(UInt32.max)
  }

  /// The families for 64-bit addresses stand in the order of the others.
  private func wideLoads(_ family: Int) -> Int {
    let position = (family - Family.load8U) / (Family.load8S - Family.load8U)
    return Family.load8UWide + position * (Family.load8SWide - Family.load8UWide)
  }

  private func wideStores(_ family: Int) -> Int {
    let position = (family - Family.store8) / (Family.store16 - Family.store8)
    return Family.store8Wide + position * (Family.store16Wide - Family.store8Wide)
  }

  /// Where a popped address is read from: a slot within reach, or -1 for the accumulator.
  private mutating func wideAddress(_ operand: Operand) -> Int32 {
    var address = operand
    if address.place == .constant { settleInPlace(&address) }
    if case .slot(let slot) = source(address), slot != integer.slot { return near(slot) }
    return -1
  }

  mutating func loadWide(_ rule: Rule, _ argument: MemoryArgument) {
    let slot = wideAddress(pop())
    if rule.result == .f32 || rule.result == .f64 { spillFloat() } else { spillInteger() }
    let handler = wideLoads(rule.family) + (slot < 0 ? 2 : 0)
    let instruction = emit(handler, words: 2)
    if slot >= 0 { setSource(slot, instruction, 10) }
    code.set(UInt32(truncatingIfNeeded: argument.offset), at: instruction + 12)
    pushResult(rule.result, handler: handler, at: instruction)
  }

  mutating func storeWide(_ rule: Rule, _ argument: MemoryArgument) {
    var value = pop()
    let address = pop()
    if value.place == .constant && shortConstant(value) == nil { settleInPlace(&value) }
    // Whichever operand is in the accumulator, the other is not.
    let slot = value.place == .accumulator ? wideSlot(address) : wideAddress(address)
    let isAccumulator = slot < 0
    // Forms in order: ss, as, sa, sk, ak, sf, af.
    let form: Int
    var valueSlot: Int32 = -1
    switch value.place {
    case .accumulator: form = 2
    case .float: form = isAccumulator ? 6 : 5
    case .constant: form = isAccumulator ? 4 : 3
    case .temporary, .local:
      valueSlot = near(self.slot(of: value) ?? value.home)
      form = isAccumulator ? 1 : 0
    }
    let isConstant = value.place == .constant
    let instruction = emit(wideStores(rule.family) + form, words: isConstant ? 3 : 2)
    if slot >= 0 { setSource(slot, instruction, 8) }
    if valueSlot >= 0 { setSource(valueSlot, instruction, 10) }
    code.set(UInt32(truncatingIfNeeded: argument.offset), at: instruction + 12)
    if isConstant { code.set(shortConstant(value) ?? 0, at: instruction + 16) }
  }

  private mutating func wideSlot(_ operand: Operand) -> Int32 {
    var address = operand
    if address.place == .constant { settleInPlace(&address) }
    return near(slot(of: address) ?? address.home)
  }
}
