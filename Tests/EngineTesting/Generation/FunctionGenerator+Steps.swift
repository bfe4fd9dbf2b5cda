import WebAssembly

extension FunctionGenerator {
  /// Operators that compute: all whose signature is fixed and that have no immediate.
  private static let numeric: [Opcode] = Opcode.allCases.filter {
    let raw = $0.rawValue
    return (0x45...0xC4).contains(raw) || (0x200...0x207).contains(raw)
  }

  private static let accesses: [Opcode] = Opcode.allCases.filter {
    (0x28...0x3E).contains($0.rawValue)
  }

  /// One operator, with what it needs.
  mutating func step() {
    if module.choice.hasFeatures && random.chance(2) { return featureStep() }
    switch random.below(100) {
    case 0..<14: push(module.valueType())
    case 14..<44: compute()
    case 44..<52: assign()
    case 52..<60: access()
    case 60..<65: global()
    case 65..<69: select()
    case 69..<79: block()
    case 79..<83: branchIf()
    case 83..<89: call()
    case 89..<93: bulk()
    case 93..<97: table()
    default:
      switch random.below(4) {
      case 0: emit(.nop)
      case 1: apply(.refIsNull, [.funcref], [.i32])
      case 2: apply(.memorySize, [], [.i32]); code.append(0)
      default: if height > 0 { discard() }
      }
    }
  }

  private mutating func compute() {
    let opcode = random.pick(FunctionGenerator.numeric)
    guard let signature = opcode.instruction.signature, let result = signature.push else { return }
    defer { canonicalize(opcode, result) }
    // Traps are rarer than a random divisor or number would make them.
    switch opcode {
    case .i32DivS, .i32DivU, .i32RemS, .i32RemU:
      ensure([.i32, .i32])
      if !random.chance(8) { raiseLowBit(.i32Const, .i32Or) }
    case .i64DivS, .i64DivU, .i64RemS, .i64RemU:
      ensure([.i64, .i64])
      if !random.chance(8) { raiseLowBit(.i64Const, .i64Or) }
    case .i32TruncF32S, .i32TruncF32U, .i64TruncF32S, .i64TruncF32U, .i32TruncF64S, .i32TruncF64U,
      .i64TruncF64S, .i64TruncF64U:
      if !random.chance(8) { return }
    default: break
    }
    apply(opcode, signature.pops, [result])
  }

  private mutating func raiseLowBit(_ constant: Opcode, _ or: Opcode) {
    emit(constant, 3)
    emit(or)
  }

  private mutating func assign() {
    let local = random.pick(locals)
    ensure([local.type])
    if random.chance(3) {
      emit(.localTee, local.index)
    } else {
      emit(.localSet, local.index)
      stack.removeLast()
    }
  }

  /// Pushes an address that is mostly inside memory.
  mutating func address() {
    if random.chance(2) { return count(40_000) }
    push(.i32)
    if !random.chance(12) {
      emit(.i32Const, random.pick([63, 0x1FF8, 0x7FF8]))
      emit(.i32And)
    }
  }

  private mutating func access() {
    let opcode = random.pick(FunctionGenerator.accesses)
    guard let signature = opcode.instruction.signature else { return }
    if height > 0, stack[stack.count - 1] == .i32, random.chance(2) {
      emit(.i32Const, 0xFFF8)
      emit(.i32And)
    } else {
      address()
    }
    if let value = signature.pops.dropFirst().first { push(value) }
    emit(
      opcode, Int(opcode.instruction.alignment),
      random.chance(40) ? 0xFFFF_FFF0 : random.below(300))
    stack.removeLast(signature.pops.count)
    if let result = signature.push { stack.append(result) }
  }

  private mutating func global() {
    let index = random.below(module.globals.count)
    let global = module.globals[index]
    if global.isMutable && random.chance(2) {
      ensure([global.value])
      emit(.globalSet, index)
      stack.removeLast()
    } else {
      emit(.globalGet, index)
      stack.append(global.value)
    }
  }

  private mutating func select() {
    let type = module.valueType()
    ensure([type, type, .i32])
    if type.isReference {
      emit(.selectTyped, 1)
      code += ModuleBytes.type(type)
    } else {
      emit(.select)
    }
    stack.removeLast(2)
  }

  private mutating func call() {
    let function = random.below(module.functions.count)
    let type = module.types[module.functions[function]]
    ensure(type.parameters)
    if random.chance(module.choice.hasFeatures ? 10 : 3) {
      push(.i32)
      emit(.i32Const, random.chance(10) ? 31 : 7)
      emit(.i32And)
      emit(.callIndirect, module.functions[function], 0)
      stack.removeLast()
    } else {
      emit(.call, function)
    }
    stack.removeLast(type.parameters.count)
    stack += type.results
  }

  /// Pushes a small count.
  mutating func count(_ most: Int) {
    emit(.i32Const, random.below(most))
    stack.append(.i32)
  }

  private mutating func bulk() {
    switch random.below(6) {
    case 0:
      address()
      push(.i32)
      count(random.pick([3, 63, 63, 3000, 75_000]))
      emit(.memoryFill, 0)
    case 1:
      address()
      address()
      count(random.pick([3, 63, 63, 3000, 75_000]))
      emit(.memoryCopy, 0, 0)
    case 2:
      address()
      count(200)
      count(120)
      emit(.memoryInit, random.chance(8) ? 0 : 1, 0)
    case 3:
      push(.i32)
      if !random.chance(4) {
        emit(.i32Const, 1)
        emit(.i32And)
      }
      emit(.memoryGrow, 0)
      return
    default:
      if random.chance(10) { emit(.dataDrop, random.below(ModuleGenerator.dataCount)) }
      if random.chance(10) { emit(.elemDrop, random.below(ModuleGenerator.elementCount)) }
      return
    }
    stack.removeLast(3)
  }

  private mutating func table() {
    let table = random.below(ModuleGenerator.tableCount)
    switch random.below(7) {
    case 0:
      count(12)
      emit(.tableGet, table)
      stack[stack.count - 1] = .funcref
    case 1:
      count(12)
      push(.funcref)
      emit(.tableSet, table)
      stack.removeLast(2)
    case 2:
      emit(.tableSize, table)
      stack.append(.i32)
    case 3:
      push(.funcref)
      count(40)
      emit(.tableGrow, table)
      stack.removeLast(2)
      stack.append(.i32)
    case 4:
      count(8)
      push(.funcref)
      count(10)
      emit(.tableFill, table)
      stack.removeLast(3)
    case 5:
      count(6)
      count(6)
      count(8)
      emit(.tableCopy, table, random.below(ModuleGenerator.tableCount))
      stack.removeLast(3)
    default:
      count(6)
      count(6)
      count(8)
      emit(.tableInit, 1, table)
      stack.removeLast(3)
    }
  }
}
