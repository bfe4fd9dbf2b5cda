import WebAssembly

extension FunctionGenerator {
  /// Operators of vectors, by the table: all whose signature is fixed.
  private static let vectors: [Opcode] = Opcode.allCases.filter {
    $0.instruction.feature == .simd && $0.instruction.signature != nil
  }

  private static let relaxed: [Opcode] = Opcode.allCases.filter {
    $0.instruction.feature == .relaxedSimd && $0.instruction.signature != nil
  }

  /// An operator of what came later.
  mutating func featureStep() {
    switch random.below(100) {
    case 0..<24: vector()
    case 24..<48: aggregateStep()
    case 48..<58: castStep()
    case 58..<66: tryBlock()
    case 66..<72: nullBranch()
    case 72..<80: memoryStep()
    case 80..<88: tableStep()
    case 88..<94: callReference()
    case 94..<97: wideArithmetic()
    default:
      if random.chance(2) {
        raise()
      } else {
        vectorAccess()
      }
    }
  }

  /// An operator of this module's own, after which nothing is reached.
  mutating func leaveByFeature() {
    guard let features = module.features else { return }
    switch random.below(8) {
    case 0:
      ensure([.reference(.exception, nullable: true)])
      emit(.throwRef)
    case 1, 2, 3:
      let fitting = module.functions.filter { module.types[$0].results == type.results }
      guard let index = fitting.randomElement(using: &module.random) else {
        ensure(type.results)
        return emit(.return)
      }
      ensure(module.types[index].parameters)
      pushFunction(index)
      emit(.returnCallRef, index)
    case 4, 5:
      let tag = random.below(FeatureTypes.tagCount)
      ensure(features.tagValues[tag])
      emit(.throw, tag)
    default:
      ensure(type.results)
      emit(.return)
    }
  }

  // MARK: Vectors

  private mutating func vector() {
    let isRelaxed = module.choice.hasRelaxedVectors && random.chance(4)
    let opcode = random.pick(isRelaxed ? FunctionGenerator.relaxed : FunctionGenerator.vectors)
    let instruction = opcode.instruction
    guard let signature = instruction.signature else { return }
    switch instruction.immediate {
    case .none: apply(opcode, signature.pops, [signature.push].compactMap { $0 })
    case .lane:
      apply(opcode, signature.pops, [signature.push].compactMap { $0 })
      code.append(UInt8(random.below(Int(instruction.lanes))))
    case .lanes16:
      apply(opcode, signature.pops, [.v128])
      code += shuffle()
    case .v128: push(.v128)
    case .memoryArgument, .memoryArgumentAndLane:
      access(opcode, signature)
      if instruction.lanes > 0 { code.append(UInt8(random.below(Int(instruction.lanes)))) }
    default: return
    }
    if let result = signature.push { canonicalize(opcode, result) }
  }

  /// Lanes to pick: any, or a pattern that translators know.
  private mutating func shuffle() -> [UInt8] {
    let start = random.below(17)
    let width = random.pick([1, 2, 4, 8])
    switch random.below(4) {
    case 0: return (0..<16).map { UInt8($0 + start) }
    case 1:
      let groups = (0..<16 / width).map { _ in random.below(32 / width) * width }
      return groups.flatMap { group in (0..<width).map { UInt8(group + $0) } }
    case 2: return (0..<16).map { UInt8($0 / 2 + ($0 % 2 == 0 ? 0 : 16) + (start & 8)) }
    default: return (0..<16).map { _ in UInt8(random.below(32)) }
    }
  }

  /// An access to any memory.
  private mutating func access(_ opcode: Opcode, _ signature: OperandSignature) {
    let memory = random.below(3)
    address(in: memory)
    for type in signature.pops.dropFirst() { push(type) }
    emit(opcode)
    memoryArgument(opcode, memory)
    stack.removeLast(signature.pops.count)
    if let result = signature.push { stack.append(result) }
  }

  private mutating func memoryArgument(_ opcode: Opcode, _ memory: Int) {
    let alignment = random.below(Int(opcode.instruction.alignment) + 1)
    let offset = random.chance(40) ? 0xFFFF_FFF0 : random.below(300)
    code += ModuleBytes.unsigned(memory > 0 ? alignment | 0x40 : alignment)
    if memory > 0 { code += ModuleBytes.unsigned(memory) }
    code += ModuleBytes.unsigned(offset)
  }

  /// Pushes an address that is mostly inside a memory.
  private mutating func address(in memory: Int) {
    guard memory == 1 else { return address() }
    if random.chance(2) {
      emit(
        .i64Const, random.chance(12) ? random.pick([-1, 1 << 32, 0x1_FFF8]) : random.below(40_000))
      stack.append(.i64)
    } else {
      push(.i64)
      emit(.i64Const, random.pick([63, 0x1FF8, 0x7FF8]))
      emit(.i64And)
    }
  }

  private mutating func vectorAccess() {
    let opcode: Opcode = random.pick([.v128Store, .v128Load])
    guard let signature = opcode.instruction.signature else { return }
    access(opcode, signature)
  }

  /// Makes NaNs canonical after an operator that may make others, if the module is to do that.
  mutating func canonicalize(_ opcode: Opcode, _ result: ValueType) {
    guard module.choice.canonicalizesNaNs, FunctionGenerator.makesNaN(opcode) else { return }
    // select(value, NaN, value == value), or the same with bits.
    let twice = firstCanonical
    switch result {
    case .f32, .f64:
      let local = twice + (result == .f32 ? 0 : 1)
      emit(.localTee, local)
      code += result == .f32 ? [0x43, 0, 0, 0xC0, 0x7F] : [0x44, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F]
      emit(.localGet, local)
      emit(.localGet, local)
      emit(result == .f32 ? .f32Eq : .f64Eq)
      emit(.select)
    case .v128:
      let isSingle = opcode.mnemonic.hasPrefix("f32x4")
      let local = twice + 2
      emit(.localTee, local)
      let nan: [UInt8] = isSingle ? [0, 0, 0xC0, 0x7F] : [0, 0, 0, 0, 0, 0, 0xF8, 0x7F]
      code += [0xFD, 12] + (0..<16 / nan.count).flatMap { _ in nan }
      emit(.localGet, local)
      emit(.localGet, local)
      emit(isSingle ? .f32x4Eq : .f64x2Eq)
      emit(.v128Bitselect)
    default: break
    }
  }

  /// Whether an operator may make a NaN whose bits the standard leaves open.
  private static func makesNaN(_ opcode: Opcode) -> Bool { nanMakers.contains(opcode) }

  private static let nanMakers: Set<Opcode> = {
    let words = [
      "add", "sub", "mul", "div", "min", "max", "sqrt", "ceil", "floor", "trunc", "nearest",
      "demote", "promote", "madd", "nmadd",
    ]
    return Set(
      Opcode.allCases.filter { opcode in
        let name = opcode.mnemonic
        guard name.hasPrefix("f32") || name.hasPrefix("f64"), let dot = name.firstIndex(of: ".")
        else { return false }
        let operation = name[name.index(after: dot)...].replacing("relaxed_", with: "")
        return words.contains { operation == $0 || operation.hasPrefix($0 + "_") }
      })
  }()

  private mutating func wideArithmetic() {
    let opcode: Opcode = random.pick([.i64Add128, .i64Sub128, .i64MulWideS, .i64MulWideU])
    let isSum = opcode == .i64Add128 || opcode == .i64Sub128
    apply(opcode, [ValueType](repeating: .i64, count: isSum ? 4 : 2), [.i64, .i64])
  }

  // MARK: Memories and tables

  /// Sizes, growth and bulk operations of the second and third memory.
  private mutating func memoryStep() {
    let memory = 1 + random.below(2)
    let type: ValueType = memory == 1 ? .i64 : .i32
    switch random.below(6) {
    case 0:
      emit(.memorySize, memory)
      stack.append(type)
    case 1:
      pushCount(2, type)
      emit(.memoryGrow, memory)
    case 2:
      address(in: memory)
      push(.i32)
      pushCount(random.pick([3, 63, 3000]), type)
      emit(.memoryFill, memory)
      stack.removeLast(3)
    case 3:
      let source = random.below(3)
      address(in: memory)
      address(in: source)
      pushCount(random.pick([3, 63, 3000]), memory == 1 && source == 1 ? .i64 : .i32)
      emit(.memoryCopy, memory, source)
      stack.removeLast(3)
    case 4:
      address(in: memory)
      count(200)
      count(120)
      emit(.memoryInit, 1, memory)
      stack.removeLast(3)
    default: vectorAccess()
    }
  }

  private mutating func pushCount(_ most: Int, _ type: ValueType) {
    emit(type == .i64 ? .i64Const : .i32Const, random.below(most))
    stack.append(type)
  }

  /// The table of `anyref` with 64-bit indices, and that of exceptions.
  private mutating func tableStep() {
    let isWide = !random.chance(3)
    let table = isWide ? 2 : 3
    let index: ValueType = isWide ? .i64 : .i32
    let element = ValueType.reference(isWide ? .any : .exception, nullable: true)
    switch random.below(6) {
    case 0, 1:
      pushCount(random.chance(12) ? 50 : isWide ? 10 : 5, index)
      emit(.tableGet, table)
      stack[stack.count - 1] = element
    case 2, 3:
      pushCount(random.chance(12) ? 50 : isWide ? 10 : 5, index)
      push(element)
      emit(.tableSet, table)
      stack.removeLast(2)
    case 4:
      push(element)
      pushCount(10, index)
      emit(.tableGrow, table)
      stack.removeLast(2)
      stack.append(index)
    default:
      pushCount(isWide ? 8 : 3, index)
      push(element)
      pushCount(random.chance(12) ? 9 : 3, index)
      emit(.tableFill, table)
      stack.removeLast(3)
    }
  }

  // MARK: Calls

  /// Pushes a function of a type, or null where there is none.
  private mutating func pushFunction(_ index: Int) {
    code += module.reference(.reference(.index(UInt32(index)), nullable: true), nulls: 40)
    stack.append(.reference(.index(UInt32(index)), nullable: true))
  }

  private mutating func callReference() {
    let index = random.pick(module.functions)
    let type = module.types[index]
    ensure(type.parameters)
    pushFunction(index)
    emit(.callRef, index)
    stack.removeLast(type.parameters.count + 1)
    stack += type.results
  }

  /// A `throw` behind a condition that seldom holds.
  private mutating func raise() {
    guard let features = module.features else { return }
    push(.i32)
    emit(.i32Const, 7)
    emit(.i32And)
    emit(.i32Eqz)
    emit(.if)
    code.append(0x40)
    stack.removeLast()
    let tag = random.below(FeatureTypes.tagCount)
    labels.append(Label(types: [], results: [], height: stack.count))
    ensure(features.tagValues[tag])
    emit(.throw, tag)
    stack.removeLast(height)
    labels.removeLast()
    code.append(0x0B)
  }

  /// A block with handlers in front of it.
  private mutating func tryBlock() {
    guard budget > 6, labels.count < 8, let features = module.features else { return }
    let tag = random.below(FeatureTypes.tagCount)
    let hasReference = random.chance(2)
    let typeIndex = FeatureTypes.firstTagType + 3 * tag + (hasReference ? 2 : 1)
    let results = module.types[typeIndex].results
    let plain = FunctionType(results: results)
    emit(.block)
    code += ModuleBytes.signed(typeIndex)
    labels.append(Label(types: results, results: results, height: stack.count))
    emit(.tryTable)
    code += ModuleBytes.signed(typeIndex)
    var clauses = [[hasReference ? 1 : 0] + ModuleBytes.unsigned(tag) + [0]]
    let depths = labels.indices.map { labels.count - 1 - $0 }
    if random.chance(2), let depth = depths.first(where: { types(at: $0).isEmpty }) {
      clauses.append([2] + ModuleBytes.unsigned(depth))
    }
    let exception = [ValueType.reference(.exception, nullable: true)]
    if random.chance(3), let depth = depths.first(where: { types(at: $0) == exception }) {
      clauses.insert([3] + ModuleBytes.unsigned(depth), at: random.below(clauses.count + 1))
    }
    code += ModuleBytes.vector(clauses)
    if random.chance(3) {
      // Throws what it catches; the code behind is never reached.
      labels.append(Label(types: results, results: results, height: stack.count))
      ensure(features.tagValues[tag])
      emit(.throw, tag)
      stack.removeLast(height)
      stack += results
      labels.removeLast()
      code.append(0x0B)
    } else {
      nested(plain, labelTypes: results)
    }
    labels.removeLast()
    code.append(0x0B)
  }
}
