/// Operators on memories, tables and globals.
extension Translator {
  mutating func load(_ rule: Rule) {
    let argument = memoryArgument()
    guard isPlain(memory: argument.memory) else { return loadElsewhere(rule, argument) }
    let offset = UInt32(truncatingIfNeeded: argument.offset)
    let address = pop()
    // The sum of two slots is added up by the load itself.
    if address.place == .accumulator, integer.producerEnd == code.count,
      let sum = sumBefore(integer.producer)
    {
      return loadSum(rule, sum, offset)
    }
    let isFloat = rule.result == .f32 || rule.result == .f64
    var form = 0
    var slot: Int32 = -1
    var constant = offset
    switch source(address) {
    case .accumulator: form = 1
    case .slot(let from) where from == integer.slot: form = 1
    case .slot(let from): slot = near(from)
    case .constant(let operand):
      let whole = UInt64(UInt32(truncatingIfNeeded: operand.bits)) + UInt64(offset)
      if let short = UInt32(exactly: whole) {
        form = 2
        constant = short
      } else {
        // Beyond any memory there can be, but the trap is the handler's to raise.
        var settled = operand
        settleConstant(&settled)
        slot = near(settled.home)
      }
    }
    if isFloat { spillFloat() } else { spillInteger() }
    let handler = rule.family + form * 2
    let instruction = emit(handler, words: 2)
    if slot >= 0 { setSource(slot, instruction, 10) }
    code.set(constant, at: instruction + 12)
    pushResult(rule.result, handler: handler, at: instruction)
  }

  /// An addition that a load makes itself.
  struct Sum {
    /// The operand fields of the addition.
    var fields: UInt64
    /// The form of the load.
    var form: Int
    var start: Int
  }

  /// Recognises an addition whose result is in the accumulator alone.
  func sumBefore(_ start: Int) -> Sum? {
    let form: Int
    switch integer.handler {
    case Family.i32Add + 1: form = 3
    case Family.i32Add + 3: form = 4
    case Family.i32Add + 7: form = 5
    case Family.i32Add + 9: form = 6
    case Family.i32ShlAdd + 1: form = 7
    default: return nil
    }
    return Sum(fields: code.get(at: start + 8, as: UInt64.self), form: form, start: start)
  }

  private mutating func loadSum(_ rule: Rule, _ sum: Sum, _ offset: UInt32) {
    cut(to: sum.start)
    let isFloat = rule.result == .f32 || rule.result == .f64
    if isFloat { spillFloat() }
    let handler = rule.family + sum.form * 2
    let instruction = emit(handler, words: 3)
    code.set(sum.fields, at: instruction + 8)
    code.set(offset, at: instruction + 16)
    if isFloat { integer.slot = -1 }
    integer.producerEnd = -1
    pushResult(rule.result, handler: handler, at: instruction)
  }

  private mutating func settleConstant(_ operand: inout Operand) {
    move(operand, to: operand.home)
    slotCount = max(slotCount, operand.home + 1)
    operand.place = .temporary
  }

  mutating func store(_ rule: Rule) {
    let argument = memoryArgument()
    guard isPlain(memory: argument.memory) else { return storeElsewhere(rule, argument) }
    let offset = UInt32(truncatingIfNeeded: argument.offset)
    var value = pop()
    var address = pop()
    if storeSum(rule, address, value, offset) { return }
    var constant = offset
    var isConstantAddress = false
    if address.place == .constant {
      let whole = UInt64(UInt32(truncatingIfNeeded: address.bits)) + UInt64(offset)
      if let short = UInt32(exactly: whole) {
        isConstantAddress = true
        constant = short
      } else {
        settleConstant(&address)
      }
    }
    if value.place == .constant && shortConstant(value) == nil { settleConstant(&value) }
    if value.place == .float && rule.family < Family.store32 {
      move(value, to: value.home)
      value.place = .temporary
    }
    var from = source(value)
    var base = source(address)
    let isFloat = value.type == .f32 || value.type == .f64
    if case .slot(let slot) = base, slot == integer.slot, value.place != .accumulator {
      base = .accumulator
    } else if case .slot(let slot) = from, slot == (isFloat ? float.slot : integer.slot) {
      if isFloat {
        if case .accumulator = base {} else { from = .accumulator }
      } else if case .accumulator = base {
      } else {
        from = .accumulator
      }
    }
    // Forms in order: ss, as, ks, sa, ka, sk, ak, kk, sf, kf, af, xs, xk.
    var addressSlot: Int32 = -1
    var valueSlot: Int32 = -1
    let addressForm: Int
    if isConstantAddress {
      addressForm = 2
    } else if case .slot(let slot) = base {
      addressForm = 0
      addressSlot = near(slot)
    } else {
      addressForm = 1
    }
    let form: Int
    switch from {
    case .slot(let slot):
      valueSlot = near(slot)
      form = addressForm
    case .accumulator where isFloat: form = addressForm == 0 ? 8 : (addressForm == 1 ? 10 : 9)
    case .accumulator: form = addressForm == 0 ? 3 : 4
    case .constant: form = 5 + addressForm
    }
    let isConstant = form >= 5 && form <= 7
    let instruction = emit(rule.family + form, words: isConstant ? 3 : 2)
    if addressSlot >= 0 { setSource(addressSlot, instruction, 8) }
    if valueSlot >= 0 { setSource(valueSlot, instruction, 10) }
    code.set(constant, at: instruction + 12)
    if isConstant {
      code.set(shortConstant(value) ?? 0, at: instruction + 16)
    }
  }

  /// Emits a store together with the addition of two slots that makes its address.
  private mutating func storeSum(
    _ rule: Rule, _ address: Operand, _ value: Operand, _ offset: UInt32
  ) -> Bool {
    guard address.place == .accumulator, integer.producerEnd == code.count,
      integer.handler == Family.i32Add + 1
    else { return false }
    let valueSlot = slot(of: value)
    let constant = value.place == .constant ? shortConstant(value) : nil
    guard (valueSlot ?? 8192) < 8192 || constant != nil else { return false }
    let fields = code.get(at: integer.producer + 10, as: UInt32.self)
    cut(to: integer.producer)
    integer.slot = -1
    integer.producerEnd = -1
    let instruction = emit(rule.family + (constant == nil ? 11 : 12), words: 3)
    code.set(fields, at: instruction + 8)
    code.set(offset, at: instruction + 16)
    if let constant {
      code.set(constant, at: instruction + 20)
    } else if let valueSlot {
      setSource(valueSlot, instruction, 12)
    }
    return true
  }

  // MARK: Globals

  mutating func globalGet(_ index: Int) {
    let place = shape.layout.global(index)
    let type = shape.structure.globals[index].value
    if type == .v128 { return globalGetVector(place) }
    let isFloat = type == .f32 || type == .f64
    spillInteger()
    let handler = place.isShared ? Family.globalGetShared : Family.globalGet
    let instruction = emit(handler, words: 2)
    code.set(Int32(place.offset), at: instruction + 12)
    if isFloat {
      setTarget(top, instruction)
      integer.slot = -1
      if float.slot == top { float.slot = -1 }
      pushTemporary(type)
    } else {
      pushResult(type, handler: handler, at: instruction)
    }
  }

  mutating func globalSet(_ index: Int) {
    let place = shape.layout.global(index)
    var value = pop()
    if value.type == .v128 { return globalSetVector(place, value) }
    if value.place == .float || (value.place == .constant && shortConstant(value) == nil) {
      move(value, to: value.home)
      slotCount = max(slotCount, value.home + 1)
      value.place = .temporary
    }
    let family = place.isShared ? Family.globalSetShared : Family.globalSet
    let instruction: Int
    switch source(value) {
    case .slot(let slot) where slot != integer.slot:
      let slot = near(slot)
      instruction = emit(family, words: 2)
      setSource(slot, instruction, 8)
    case .constant:
      instruction = emit(family + 2, words: 3)
      code.set(shortConstant(value) ?? 0, at: instruction + 16)
    default:
      instruction = emit(family + 1, words: 2)
    }
    code.set(Int32(place.offset), at: instruction + 12)
  }

  // MARK: Bulk operators, tables

  /// Emits a bulk operator that has a handler of its own; long runs go through the driver.
  mutating func bulk(_ family: Int, _ operation: SlowOperation) {
    settle(newest: 3)
    // Long runs, and a stop for fuel, return to the driver, which forgets both accumulators.
    spillAccumulators()
    for _ in 0..<3 { _ = pop() }
    forgetAccumulators()
    let instruction = emit(family, words: 3)
    code.set(operation.rawValue, at: instruction + 8)
    code.set(top * 8, at: instruction + 12)
    code.set(UInt32(isMetered ? 1 : 0), at: instruction + 16)
  }

  /// Emits an operator that the driver carries out.
  ///
  /// - Parameters:
  ///   - wide: one bit per operand that is a 64-bit address, index or count.
  ///   - offset: a static offset, where the operation takes one.
  mutating func slow(
    _ operation: SlowOperation, _ first: UInt32, _ second: UInt32 = 0, pops: Int,
    push result: ValueType? = nil, wide: UInt32 = 0, offset: UInt64? = nil
  ) {
    settle(newest: pops)
    // The driver's return forgets both accumulators.
    spillAccumulators()
    for _ in 0..<pops { _ = pop() }
    forgetAccumulators()
    let instruction = emit(Family.slow, words: offset == nil ? 4 : 5)
    if let offset { code.set(offset, at: instruction + 32) }
    code.set(operation.rawValue, at: instruction + 8)
    code.set(top * 8, at: instruction + 12)
    code.set(first, at: instruction + 16)
    code.set(second, at: instruction + 20)
    code.set(UInt32(isMetered ? 1 : 0), at: instruction + 24)
    code.set(wide, at: instruction + 28)
    if let result { pushTemporary(result) }
  }

  mutating func tableGet(_ table: UInt32) {
    narrowIndex(table)
    var index = pop()
    if index.place != .temporary && index.place != .local { settleInPlace(&index) }
    let slot = near(self.slot(of: index) ?? 0)
    spillInteger()
    let instruction = emit(Family.tableGet, words: 2)
    setSource(slot, instruction, 10)
    code.set(Int32(shape.layout.table(Int(table))), at: instruction + 12)
    setTarget(top, instruction)
    integer.slot = -1
    integer.producerEnd = -1
    if float.slot == top { float.slot = -1 }
    pushTemporary(shape.structure.tables[Int(table)].element)
  }

  mutating func tableSet(_ table: UInt32) {
    narrowIndexBelow(table)
    settle(newest: 2)
    let value = pop()
    let index = pop()
    let (s, t) = (near(index.home), near(value.home))
    let instruction = emit(Family.tableSet, words: 2)
    setSource(s, instruction, 8)
    setSource(t, instruction, 10)
    code.set(Int32(shape.layout.table(Int(table))), at: instruction + 12)
  }

  /// Brings a popped operand into its own slot.
  mutating func settleInPlace(_ operand: inout Operand) {
    move(operand, to: operand.home)
    slotCount = max(slotCount, operand.home + 1)
    operand.place = .temporary
  }
}
