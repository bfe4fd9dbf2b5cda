/// Tests and casts of references.
extension Translator {
  /// What a cast compares with, as it stands in code.
  private struct Target {
    /// Whether it is a structure or array type of the module.
    var isConcrete = false
    var isNullable = false
    var abstract = AbstractTarget.everything
    var identity: UInt32 = 0
    var depth: UInt32 = 0
  }

  mutating func translateCast(_ opcode: Opcode) {
    switch opcode {
    case .refTest: test(target(heapType(), isNullable: false))
    case .refTestNull: test(target(heapType(), isNullable: true))
    case .refCast: cast(.reference(heapType(), nullable: false))
    case .refCastNull: cast(.reference(heapType(), nullable: true))
    default: branchOnCast(fails: opcode == .brOnCastFail)
    }
  }

  private mutating func heapType() -> HeapType {
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same type without an error.
    let type = (try? reader.heapType()) ?? .none
    cursor.skip(reader.position - cursor.position)
    return type
  }

  private func target(_ type: HeapType, isNullable: Bool) -> Target {
    var target = Target(isNullable: isNullable)
    if let index = type.typeIndex {
      target.identity = shape.canonicalTypes[Int(index)]
      if shape.structure.types[Int(index)].function != nil {
        target.abstract = .function
      } else {
        target.isConcrete = true
        target.depth = shape.runtimeTypes[index].pointee.depth
      }
      return target
    }
    target.abstract =
      switch type {
      case .eq: .eq
      case .i31: .i31
      case .structure: .structure
      case .array: .array
      case .none, .noFunction, .noExternal, .noException: .nothing
      default: .everything
      }
    return target
  }

  /// Emits a test or cast of a reference in a slot or, with -1, in the accumulator.
  private mutating func emit(_ handler: Int, _ slot: Int32, _ target: Target) -> Int {
    let instruction = emit(handler, words: 3)
    if slot >= 0 { setSource(slot, instruction, 10) }
    code.set(UInt16(target.isNullable ? 1 : 0), at: instruction + 12)
    code.set(target.abstract.rawValue, at: instruction + 14)
    code.set(target.identity, at: instruction + 16)
    code.set(target.depth, at: instruction + 20)
    return instruction
  }

  private func family(_ target: Target) -> Int {
    target.isConcrete ? Family.refTest : Family.refTestAbstract
  }

  private mutating func test(_ target: Target) {
    var operand = pop()
    if operand.place == .constant { settleInPlace(&operand) }
    var slot: Int32 = -1
    if case .slot(let from) = source(operand), from != integer.slot { slot = near(from) }
    claim(.i32)
    let handler = family(target) + (slot < 0 ? 2 : 0)
    let instruction = emit(handler, slot, target)
    pushResult(.i32, handler: handler, at: instruction)
  }

  private mutating func cast(_ type: ValueType) {
    let target = target(type.heapType ?? .none, isNullable: type.isNullable)
    if stack[stack.count - 1].place == .constant { settle(newest: 1) }
    let operand = stack[stack.count - 1]
    var slot: Int32 = -1
    if case .slot(let from) = source(operand), from != integer.slot { slot = near(from) }
    let first = target.isConcrete ? Family.refCast : Family.refCastAbstract
    _ = emit(first + (slot < 0 ? 1 : 0), slot, target)
  }

  private mutating func branchOnCast(fails: Bool) {
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same operator without an error.
    guard let cast = try? reader.castBranch() else { return }
    cursor.skip(reader.position - cursor.position)
    settle(newest: 1)
    let target = target(cast.target.heapType ?? .none, isNullable: cast.target.isNullable)
    let slot = near(stack[stack.count - 1].home)
    spillInteger()
    // The answer goes to the accumulator alone, for the branch to look at.
    _ = emit(family(target) + 1, slot, target)
    integer.slot = -1
    integer.producerEnd = -1
    let isOne = Condition(number: 1, type: .i32, form: 3)
    branch(on: fails ? isOne.inverse : isOne, cast.label)
  }
}
