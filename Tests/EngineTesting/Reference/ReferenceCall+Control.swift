import WebAssembly

extension ReferenceCall {
  /// Executes one operator.
  ///
  /// - Returns: whether the outermost function returned.
  func execute(_ instruction: ReferenceInstruction) throws -> Bool {
    switch instruction.opcode {
    case .nop: break
    case .unreachable: throw Trap(.unreachable)
    case .block: enter(instruction, target: instruction.end + 1)
    case .loop:
      enter(instruction, target: frame.position)
      frame.labels[frame.labels.count - 1].arity = instruction.parameters
      frame.labels[frame.labels.count - 1].isLoop = true
    case .if:
      if pop32() != 0 {
        enter(instruction, target: instruction.end + 1)
      } else if let otherwise = instruction.otherwise {
        enter(instruction, target: instruction.end + 1)
        frame.position = otherwise + 1
      } else {
        frame.position = instruction.end + 1
      }
    case .else:
      // The first arm is done: on to behind the matching `end`.
      return branch(0)
    case .end:
      if frame.labels.count == 1 { return returnResults() }
      frame.labels.removeLast()
    case .br: return branch(Int(instruction.x))
    case .brIf:
      if pop32() != 0 { return branch(Int(instruction.x)) }
    case .brTable:
      let index = Int(pop32())
      return branch(instruction.labels[min(index, instruction.labels.count - 1)])
    case .return: return returnResults()
    case .call: call(Int(instruction.x))
    case .callIndirect: call(try indirect(instruction))
    case .returnCall: tailCall(Int(instruction.x))
    case .returnCallIndirect: tailCall(try indirect(instruction))
    case .drop: _ = pop()
    case .select, .selectTyped:
      let condition = pop32()
      let other = pop()
      let value = pop()
      push(condition != 0 ? value : other)
    case .localGet: push(frame.locals[Int(instruction.x)])
    case .localSet: frame.locals[Int(instruction.x)] = pop()
    case .localTee: frame.locals[Int(instruction.x)] = stack[stack.count - 1]
    case .globalGet: push(instance.globals[Int(instruction.x)])
    case .globalSet: instance.globals[Int(instruction.x)] = pop()
    case .i32Const, .i64Const, .f32Const, .f64Const: push(instruction.x)
    case .refNull: push(UInt64(0))
    case .refFunc: push(instruction.x + 1)
    case .refIsNull: push(pop() == 0)
    default:
      if try !storage(instruction) { try numeric(instruction.opcode) }
    }
    return false
  }

  private func enter(_ instruction: ReferenceInstruction, target: Int) {
    frame.labels.append(
      Label(
        height: stack.count - instruction.parameters, arity: instruction.results, target: target))
  }

  private func branch(_ depth: Int) -> Bool {
    let index = frame.labels.count - 1 - depth
    let label = frame.labels[index]
    guard let target = label.target else { return returnResults() }
    unwind(to: label)
    frame.labels.removeLast(label.isLoop ? depth : depth + 1)
    frame.position = target
    return false
  }

  private func unwind(to label: Label) {
    let values = pop(label.arity)
    stack.removeLast(stack.count - label.height)
    stack += values
  }

  private func returnResults() -> Bool {
    unwind(to: frame.labels[0])
    guard let caller = frames.popLast() else { return true }
    frame = caller
    return false
  }

  private func call(_ function: Int) {
    let arguments = pop(instance.type(of: function).parameters.count)
    frames.append(frame)
    depth = max(depth, frames.count)
    frame = ReferenceCall.frame(instance, function, arguments, height: stack.count)
  }

  private func tailCall(_ function: Int) {
    let arguments = pop(instance.type(of: function).parameters.count)
    stack.removeLast(stack.count - frame.labels[0].height)
    frame = ReferenceCall.frame(instance, function, arguments, height: stack.count)
  }

  private func indirect(_ instruction: ReferenceInstruction) throws -> Int {
    let index = Int(pop32())
    let table = instance.tables[Int(instruction.y)]
    guard index < table.count else { throw Trap(.undefinedElement) }
    guard table[index] != 0 else { throw Trap(.uninitializedElement) }
    let function = Int(table[index]) - 1
    guard instance.type(of: function) == instance.structure.types[Int(instruction.x)].function
    else { throw Trap(.indirectCallTypeMismatch) }
    return function
  }
}
