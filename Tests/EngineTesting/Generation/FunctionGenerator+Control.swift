import WebAssembly

extension FunctionGenerator {
  /// A `block`, `loop` or `if` with its body.
  mutating func block() {
    guard budget > 4, labels.count < 8 else { return }
    let index = random.below(module.types.count)
    var type = module.types[index]
    let isPlain = random.chance(2)
    if isPlain { type = FunctionType(results: random.chance(2) ? [] : [module.valueType()]) }
    var encoded = ModuleBytes.signed(index)
    if isPlain { encoded = type.results.first.map { ModuleBytes.type($0) } ?? [0x40] }
    switch random.below(4) {
    case 0: loop(type, encoded)
    case 1:
      ensure(type.parameters + [.i32])
      emit(.if)
      stack.removeLast()
      code += encoded
      conditional(type)
    default:
      ensure(type.parameters)
      emit(.block)
      code += encoded
      nested(type, labelTypes: type.results)
    }
  }

  /// Generates a body whose parameters are on the stack.
  mutating func nested(_ type: FunctionType, labelTypes: [ValueType]) {
    labels.append(
      Label(
        types: labelTypes, results: type.results, height: stack.count - type.parameters.count))
    body()
    labels.removeLast()
  }

  private mutating func conditional(_ type: FunctionType) {
    let before = stack
    nested(type, labelTypes: type.results)
    guard type.parameters != type.results || random.chance(2) else { return }
    // In place of the `end` comes the other arm.
    code.removeLast()
    code.append(0x05)
    stack = before
    nested(type, labelTypes: type.results)
  }

  /// A loop, most often one that counts down.
  private mutating func loop(_ type: FunctionType, _ encoded: [UInt8]) {
    ensure(type.parameters)
    guard !random.chance(6) else {
      emit(.loop)
      code += encoded
      return nested(type, labelTypes: type.parameters)
    }
    let counter = firstCounter + counterCount
    counterCount += 1
    emit(.i32Const, 1 + random.below(9))
    emit(.localSet, counter)
    emit(.loop)
    code += encoded
    labels.append(
      Label(
        types: type.parameters, results: type.results,
        height: stack.count - type.parameters.count))
    let limit = 2 + random.below(8)
    for _ in 0..<limit where budget > 0 {
      if height > 14 { discard() }
      step()
    }
    ensure(type.parameters)
    emit(.localGet, counter)
    code += [0x41, 0x7F]
    emit(.i32Add)
    emit(.localTee, counter)
    emit(.brIf, 0)
    shape(to: type.results)
    code.append(0x0B)
    labels.removeLast()
  }

  /// A label that is not a loop's, mostly: those are how programs hang.
  mutating func depth() -> Int { random.below(labels.count) }

  func types(at depth: Int) -> [ValueType] { labels[labels.count - 1 - depth].types }

  mutating func branchIf() {
    let depth = depth()
    ensure(types(at: depth) + [.i32])
    emit(.brIf, depth)
    stack.removeLast()
  }

  /// An operator after which nothing is reached.
  mutating func leave() {
    if module.choice.hasFeatures && random.chance(2) { return leaveByFeature() }
    switch random.below(12) {
    case 0: emit(.unreachable)
    case 1..<3:
      ensure(type.results)
      emit(.return)
    case 3..<5:
      let fitting = module.functions.indices.filter {
        module.types[module.functions[$0]].results == type.results
      }
      guard !fitting.isEmpty else { return emit(.unreachable) }
      let function = random.pick(fitting)
      let callee = module.types[module.functions[function]]
      ensure(callee.parameters)
      if random.chance(2) {
        emit(.returnCall, function)
      } else {
        emit(.i32Const, random.below(10))
        emit(.returnCallIndirect, module.functions[function], 0)
      }
    case 5..<9:
      let depth = depth()
      ensure(types(at: depth))
      emit(.br, depth)
    default: branchTable()
    }
  }

  private mutating func branchTable() {
    let chosen = types(at: depth())
    let fitting = labels.indices.map { labels.count - 1 - $0 }.filter { types(at: $0) == chosen }
    ensure(chosen + [.i32])
    emit(.i32Const, 3)
    emit(.i32And)
    emit(.brTable)
    let targets = (0...random.below(5)).map { _ in random.pick(fitting) }
    code += ModuleBytes.unsigned(targets.count - 1)
    for target in targets { code += ModuleBytes.unsigned(target) }
  }
}
