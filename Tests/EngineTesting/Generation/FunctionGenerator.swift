import WebAssembly

/// Makes one function body by playing its operand stack: every operator is chosen to fit what is
/// there, and what is missing is pushed first. Values stay on the stack while others are computed,
/// which is what a translator that reads locals late must survive.
struct FunctionGenerator {
  /// A block that is open: what a branch to it carries and where its operands begin.
  struct Label {
    var types: [ValueType]
    var results: [ValueType]
    var height: Int
  }

  var module: ModuleGenerator
  let type: FunctionType
  var code: [UInt8] = []
  var stack: [ValueType] = []
  var labels: [Label] = []
  /// The locals in use: index and type.
  var locals: [(index: Int, type: ValueType)] = []
  /// Counters of loops, added behind all other locals.
  var counterCount = 0
  var firstCounter = 0
  /// Locals that values pass through whose NaNs are made canonical: `f32`, `f64`, `v128`.
  var firstCanonical = 0
  /// Operators left to generate.
  var budget: Int

  var random: Randomness {
    get { module.random }
    set { module.random = newValue }
  }

  init(module: ModuleGenerator, type: FunctionType) {
    self.module = module
    self.type = type
    budget = module.choice.operators
  }

  mutating func generate() -> [UInt8] {
    locals = type.parameters.enumerated().map { ($0.offset, $0.element) }
    var runs: [[UInt8]] = []
    var next = locals.count
    if module.choice.idleLocals > 0 {
      runs.append(ModuleBytes.unsigned(module.choice.idleLocals) + [0x7E])
      next += module.choice.idleLocals
    }
    for _ in 0..<3 + random.below(5) {
      let type = module.valueType()
      let count = 1 + random.below(3)
      runs.append(ModuleBytes.unsigned(count) + ModuleBytes.type(type))
      for _ in 0..<count {
        locals.append((next, type))
        next += 1
      }
    }
    if module.choice.canonicalizesNaNs {
      firstCanonical = next
      for type in [ValueType.f32, .f64, .v128] { runs.append([1] + ModuleBytes.type(type)) }
      next += 3
    }
    firstCounter = next
    labels = [Label(types: type.results, results: type.results, height: 0)]
    body()
    if counterCount > 0 { runs.append(ModuleBytes.unsigned(counterCount) + [0x7F]) }
    return ModuleBytes.vector(runs) + code
  }

  // MARK: Writing

  mutating func emit(_ opcode: Opcode, _ immediates: Int...) {
    code += ModuleBytes.opcode(opcode)
    let isSigned = opcode == .i32Const || opcode == .i64Const
    for immediate in immediates {
      code += isSigned ? ModuleBytes.signed(immediate) : ModuleBytes.unsigned(immediate)
    }
    budget -= 1
  }

  /// Where the operands of the innermost block begin.
  var floor: Int { labels[labels.count - 1].height }

  /// The number of operands the innermost block has.
  var height: Int { stack.count - floor }

  mutating func push(_ type: ValueType) {
    if type == .v128 && random.chance(8) {
      // A vector whose lanes are alike comes from a number.
      code += module.constant(.i32) + ModuleBytes.opcode(random.pick([.i8x16Splat, .i32x4Splat]))
      budget -= 2
      return stack.append(type)
    }
    let fitting = locals.filter { $0.type == type }
    if !fitting.isEmpty && !random.chance(3) {
      emit(.localGet, random.pick(fitting).index)
    } else {
      code += module.constant(type)
      budget -= 1
    }
    stack.append(type)
  }

  /// Makes the newest operands be of these types, pushing those that are missing.
  mutating func ensure(_ types: [ValueType]) {
    for shared in stride(from: min(types.count, height), through: 0, by: -1)
    where stack.suffix(shared).elementsEqual(types.prefix(shared)) {
      for type in types.dropFirst(shared) { push(type) }
      return
    }
  }

  mutating func apply(_ opcode: Opcode, _ pops: [ValueType], _ results: [ValueType]) {
    ensure(pops)
    emit(opcode)
    stack.removeLast(pops.count)
    stack += results
  }

  /// Gets rid of the newest operand.
  mutating func discard() {
    let type = stack.removeLast()
    let fitting = locals.filter { $0.type == type }
    if !fitting.isEmpty && random.chance(2) {
      emit(.localSet, random.pick(fitting).index)
    } else {
      emit(.drop)
    }
  }

  /// Makes the innermost block's operands be exactly these.
  mutating func shape(to types: [ValueType]) {
    var shared = min(types.count, height)
    while !stack[floor..<floor + shared].elementsEqual(types.prefix(shared)) { shared -= 1 }
    while height > shared { discard() }
    for type in types.dropFirst(shared) { push(type) }
  }

  // MARK: Bodies

  /// Generates operators up to the block's `end`, which it writes too.
  mutating func body() {
    let count = 3 + random.below(12)
    var isDead = false
    for _ in 0..<count where budget > 0 {
      if height > 14 { discard() }
      if random.chance(labels.count > 1 ? 14 : module.choice.hasFeatures ? 60 : 30) {
        leave()
        isDead = true
        break
      }
      step()
    }
    let label = labels[labels.count - 1]
    if isDead {
      deadCode()
      stack.removeLast(height)
      stack += label.results
    } else {
      shape(to: label.results)
    }
    code.append(0x0B)
  }

  /// Operators behind a branch, which are checked but never run.
  private mutating func deadCode() {
    for _ in 0..<random.below(4) {
      switch random.below(5) {
      case 0: code += [0x41, 1, 0x1A]
      case 1: code += [0x6A, 0x1A]
      case 2: code += [0x02, 0x40, 0x0C, 0, 0x0B]
      case 3: code += [0x04, 0x40, 0x05, 0x00, 0x0B]
      default: code += [0x1B, 0x1A]
      }
    }
  }
}
