/// The operand stack.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures
extension FunctionValidator {
  @inline(__always)
  mutating func push(_ type: UInt32) throws(ModuleError) {
    if height == operandCapacity { try growOperands(by: 1) }
    operands[height] = type
    height += 1
  }

  /// Pops an operand of any type.
  @inline(__always)
  mutating func popAny() throws(ModuleError) -> UInt32 {
    guard height > base else {
      if isUnreachable { return ValueType.bottom.bits }
      throw missingOperands(TypeList.empty)
    }
    height -= 1
    return operands[height]
  }

  /// Pops an operand of the given type.
  @inline(__always)
  mutating func pop(_ expected: UInt32) throws(ModuleError) {
    if height > base && operands[height - 1] == expected {
      height -= 1
    } else {
      try popSlowly(expected)
    }
  }

  @inline(never)
  private mutating func popSlowly(_ expected: UInt32) throws(ModuleError) {
    guard height > base else {
      if isUnreachable { return }
      throw missingOperands(TypeList(expected))
    }
    guard matches(operands[height - 1], expected) else { throw missingOperands(TypeList(expected)) }
    height -= 1
  }

  /// Pops a reference of any type, or bottom.
  mutating func popReference() throws(ModuleError) -> ValueType {
    let type = ValueType(bits: try popAny())
    guard type.isReference || type == .bottom else {
      throw invalid("type mismatch: expected a reference, found \(type)")
    }
    return type
  }

  @inline(__always)
  mutating func push(_ list: TypeList) throws(ModuleError) {
    if list.count == TypeList.single {
      try push(list.start)
    } else if list.count != 0 {
      let count = Int(list.count)
      if operandCapacity - height < count { try growOperands(by: count) }
      // A list lies in the pool as a whole.
      (operands + height).update(from: types(list), count: count)
      height += count
    }
  }

  @inline(__always)
  mutating func pop(_ list: TypeList) throws(ModuleError) {
    if list.count == TypeList.single {
      try pop(list.start)
    } else if list.count != 0 {
      try checkTop(list)
      height = max(base, height - Int(list.count))
    }
  }

  /// Checks that the operands on top are of the given types, and leaves them there.
  func checkTop(_ list: TypeList) throws(ModuleError) {
    let length = list.length
    let available = min(length, height - base)
    guard available == length || isUnreachable else { throw missingOperands(list) }
    // In unreachable code the lower ones may be missing: they would be bottom.
    let found = operands + (height - available)
    if list.count == TypeList.single {
      if available == 1 && !matches(found[0], list.start) { throw missingOperands(list) }
      return
    }
    let expected = types(list) + (length - available)
    if areEqual(found, expected, available) { return }
    for offset in 0..<available where !matches(found[offset], expected[offset]) {
      throw missingOperands(list)
    }
  }

  /// The types of a list that is a part of the pool.
  func types(_ list: TypeList) -> UnsafePointer<UInt32> {
    // Empty pools have no address, but then there are no such lists.
    context.pool.baseAddress.map { UnsafePointer($0 + Int(list.start)) } ?? UnsafePointer(operands)
  }

  /// A type of a list.
  func type(_ list: TypeList, at offset: Int) -> UInt32 {
    list.count == TypeList.single ? list.start : types(list)[offset]
  }

  /// Whether the types of one list are below those of another.
  func matches(_ list: TypeList, _ expected: TypeList) -> Bool {
    if list == expected { return true }
    let length = list.length
    guard length == expected.length else { return false }
    for offset in 0..<length
    where !matches(type(list, at: offset), type(expected, at: offset)) {
      return false
    }
    return true
  }

  private func areEqual(
    _ left: UnsafePointer<UInt32>, _ right: UnsafePointer<UInt32>, _ count: Int
  ) -> Bool {
    // Without a branch in the loop, it is done in vectors.
    var difference: UInt32 = 0
    for offset in 0..<count { difference |= left[offset] ^ right[offset] }
    return difference == 0
  }

  /// Whether a value of one type is also one of the other.
  @inline(__always)
  func matches(_ type: UInt32, _ expected: UInt32) -> Bool {
    context.matcher.matches(type, expected)
  }

  @inline(never)
  private mutating func growOperands(by count: Int) throws(ModuleError) {
    let needed = height + count
    guard needed <= context.limits.operands else {
      throw reader.exceeded(
        "operands", needed, limit: context.limits.operands, at: operatorOffset)
    }
    let capacity = max(needed, min(operandCapacity * 2, context.limits.operands))
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    larger.update(from: operands, count: height)
    operands.deallocate()
    operands = larger
    operandCapacity = capacity
  }

  /// The error for operands that are not there or have other types.
  @inline(never)
  func missingOperands(_ list: TypeList) -> ModuleError {
    let length = list.count == 0 ? 1 : list.length
    let shown = min(length, 16)
    let required =
      list.count == 0
      ? "a value"
      : (length - shown..<length).map { "\(ValueType(bits: type(list, at: $0)))" }
        .joined(separator: " ")
    let found = (max(base, height - shown)..<height)
      .map { "\(ValueType(bits: operands[$0]))" }.joined(separator: " ")
    return invalid("type mismatch: instruction requires [\(required)] but stack has [\(found)]")
  }
}
