/// Accesses to memories other than a first one with 32-bit addresses, and 64-bit table indices.
extension Translator {
  /// Where a memory access goes, beside the address on the stack.
  mutating func memoryArgument() -> MemoryArgument {
    let flags = cursor.u32()
    let memory = flags & 0x40 != 0 ? cursor.u32() : 0
    return MemoryArgument(
      alignment: UInt8(truncatingIfNeeded: flags & 0x3F), memory: memory, offset: cursor.u64())
  }

  /// Whether handlers have the memory's base and size at hand, and take its addresses.
  @inline(__always)
  func isPlain(memory: UInt32) -> Bool { memory == 0 && shape.hasPlainMemory }

  private func memoryType(_ memory: UInt32) -> MemoryType {
    shape.structure.memories[Int(memory)]
  }

  /// Whether a memory's addresses have 64 bits.
  func isWide(memory: UInt32) -> Bool { memoryType(memory).addressType == .i64 }

  /// Whether a table's indices have 64 bits.
  func isWide(table: UInt32) -> Bool {
    shape.structure.tables[Int(table)].addressType == .i64
  }

  /// Has the access emitted next find its bytes at address zero; `reachBack` must follow it.
  mutating func reach(_ address: Operand, _ argument: MemoryArgument, byteCount: Int) {
    var address = address
    if address.place == .constant { settleInPlace(&address) }
    var from = source(address)
    if case .slot(let slot) = from, slot == integer.slot { from = .accumulator }
    var handler = Family.reach + (isWide(memory: argument.memory) ? 2 : 0)
    var slot: Int32 = -1
    if case .slot(let own) = from { slot = near(own) } else { handler += 1 }
    let instruction = emit(handler, words: 3)
    if slot >= 0 { setSource(slot, instruction, 8) }
    code.set(UInt16(truncatingIfNeeded: byteCount), at: instruction + 10)
    code.set(Int32(shape.layout.memory(Int(argument.memory))), at: instruction + 12)
    code.set(argument.offset, at: instruction + 16)
  }

  mutating func reachBack() { emit(Family.reach + 4, words: 1) }

  mutating func loadElsewhere(_ rule: Rule, _ argument: MemoryArgument) {
    if isDirect(argument) { return loadWide(rule, argument) }
    reach(pop(), argument, byteCount: rule.byteCount)
    if rule.result == .f32 || rule.result == .f64 { spillFloat() } else { spillInteger() }
    let instruction = emit(rule.family + 4, words: 2)
    pushResult(rule.result, handler: rule.family + 4, at: instruction)
    reachBack()
  }

  mutating func storeElsewhere(_ rule: Rule, _ argument: MemoryArgument) {
    if isDirect(argument) { return storeWide(rule, argument) }
    var value = pop()
    let address = pop()
    let isConstant = value.place == .constant && shortConstant(value) != nil
    if !isConstant && (value.place == .constant || value.place == .float) {
      settleInPlace(&value)
    }
    var from = source(value)
    if case .slot(let slot) = from { from = .slot(near(slot)) }
    reach(address, argument, byteCount: rule.byteCount)
    // The forms with a constant address: ks, ka, kk.
    switch from {
    case .slot(let slot):
      let instruction = emit(rule.family + 2, words: 2)
      setSource(slot, instruction, 10)
    case .accumulator: emit(rule.family + 4, words: 2)
    case .constant:
      let instruction = emit(rule.family + 7, words: 3)
      code.set(shortConstant(value) ?? 0, at: instruction + 16)
    }
    reachBack()
  }

  // MARK: Sizes and bulk operators

  mutating func memorySize() {
    let memory = cursor.u32()
    let type = memoryType(memory)
    spillInteger()
    let isFirst = memory == 0
    let instruction = emit(Family.memorySize + (isFirst ? 0 : 1), words: isFirst ? 2 : 3)
    let log2 = UInt32(type.pageSizeLog2)
    code.set(isFirst ? log2 : UInt32(shape.layout.memory(Int(memory))), at: instruction + 12)
    if !isFirst { code.set(log2, at: instruction + 16) }
    setTarget(top, instruction)
    integer.slot = top < 8192 ? top : -1
    integer.producerEnd = -1
    if float.slot == top { float.slot = -1 }
    pushTemporary(type.addressType.valueType)
  }

  mutating func memoryGrow() {
    let memory = cursor.u32()
    let type = memoryType(memory).addressType
    slow(
      .memoryGrow, memory, pops: 1, push: type.valueType,
      wide: wide([type == .i64]))
  }

  mutating func memoryCopy() {
    let (target, source) = (cursor.u32(), cursor.u32())
    if isPlain(memory: target) && isPlain(memory: source) {
      return bulk(Family.memoryCopy, .memoryCopy)
    }
    let (from, to) = (isWide(memory: source), isWide(memory: target))
    slow(.copyAcross, target, source, pops: 3, wide: wide([to, from, from && to]))
  }

  mutating func memoryFill() {
    let memory = cursor.u32()
    if isPlain(memory: memory) { return bulk(Family.memoryFill, .memoryFill) }
    let is64 = isWide(memory: memory)
    slow(.fillElsewhere, memory, pops: 3, wide: wide([is64, false, is64]))
  }

  mutating func memoryInit() {
    let (segment, memory) = (cursor.u32(), cursor.u32())
    slow(.memoryInit, segment, memory, pops: 3, wide: wide([isWide(memory: memory)]))
  }

  mutating func tableSize() {
    let table = cursor.u32()
    let type: ValueType = isWide(table: table) ? .i64 : .i32
    slow(.tableSize, table, pops: 0, push: type)
  }

  mutating func tableGrow() {
    let table = cursor.u32()
    let is64 = isWide(table: table)
    slow(.tableGrow, table, pops: 2, push: is64 ? .i64 : .i32, wide: wide([false, is64]))
  }

  mutating func tableFill() {
    let table = cursor.u32()
    let is64 = isWide(table: table)
    slow(.tableFill, table, pops: 3, wide: wide([is64, false, is64]))
  }

  mutating func tableCopy() {
    let (target, source) = (cursor.u32(), cursor.u32())
    let (from, to) = (isWide(table: source), isWide(table: target))
    slow(.tableCopy, target, source, pops: 3, wide: wide([to, from, from && to]))
  }

  mutating func tableInit() {
    let (segment, table) = (cursor.u32(), cursor.u32())
    slow(.tableInit, segment, table, pops: 3, wide: wide([isWide(table: table)]))
  }

  /// One bit per operand that has 64 bits.
  private func wide(_ operands: [Bool]) -> UInt32 {
    operands.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt32($1.offset) : 0) }
  }

  // MARK: Table indices

  /// Makes a 64-bit table index on top of the stack a 32-bit one. Tables are smaller than the
  /// largest 32-bit integer, so what does not fit becomes that and lies outside as well.
  mutating func narrowIndex(_ table: UInt32) {
    guard isWide(table: table) else { return }
    unary(
      Rule(kind: .unary, family: Family.i64Narrow, operand: .i64, result: .i32))
  }

  /// The same for an index below one more operand; both are in their slots afterwards.
  mutating func narrowIndexBelow(_ table: UInt32) {
    guard isWide(table: table) else { return }
    settle(newest: 2)
    let home = stack[stack.count - 2].home
    spillInteger()
    integer.slot = -1
    integer.producerEnd = -1
    let from = near(home)
    let instruction = emit(Family.i64Narrow, words: 2)
    setSource(from, instruction, 10)
    setTarget(home, instruction)
    if float.slot == home { float.slot = -1 }
  }
}
