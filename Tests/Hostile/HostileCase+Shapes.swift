import EngineTesting
import WebAssembly

extension HostileCase {
  /// A module of the given types and functions, each exported as `f0`, `f1`, ….
  func module(
    types: [FunctionType], functions: [(type: Int, body: [UInt8])],
    more: (inout ModuleBytes) -> Void = { _ in }, after: (inout ModuleBytes) -> Void = { _ in }
  ) -> [UInt8] {
    var module = ModuleBytes()
    module.section(1, types.map { ModuleBytes.function($0) })
    module.section(3, functions.map { ModuleBytes.unsigned($0.type) })
    more(&module)
    module.section(
      7,
      functions.indices.prefix(8).map {
        ModuleBytes.name("f\($0)") + [0] + ModuleBytes.unsigned($0)
      })
    after(&module)
    module.section(10, functions.map { ModuleBytes.unsigned($0.body.count) + $0.body })
    return module.bytes
  }

  private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    Array(repeatElement(bytes, count: count).joined())
  }

  /// Blocks inside each other, up to twice as deep as the limit, some with many results.
  mutating func nesting() -> [UInt8] {
    let count = random.pick([1000, 10_000, 49_000, 50_001, 100_000])
    let arity = random.pick([0, 0, 0, 1, 10, 1000])
    let types = [
      FunctionType(),
      FunctionType(
        parameters: [ValueType](repeating: .i32, count: arity),
        results: [ValueType](repeating: .i32, count: arity)),
    ]
    let opener: [UInt8] = [random.pick([0x02, 0x03, 0x04])]
    var body: [UInt8] = [0] + repeated([0x41, 0], arity)
    let isIf = opener == [0x04]
    let start = (isIf ? [0x41, 1] : []) + opener + (arity == 0 ? [0x40] : [1])
    body += repeated(start, count)
    if random.chance(4) { body += [0x0C] + ModuleBytes.unsigned(random.below(count)) }
    // An `if` without `else` may have as many results as parameters.
    if !random.chance(8) { body += repeated([0x0B], count) }
    body += repeated([0x1A], arity) + [0x0B]
    return module(types: types, functions: [(0, body)])
  }

  /// Giant branch tables, to many labels or to one, with and without values.
  mutating func branchTable() -> [UInt8] {
    let depth = random.pick([1, 10, 500, 3000])
    let entries = random.pick([0, 10, 1000, 100_000])
    let arity = random.pick([0, 0, 1, 16, 1000])
    let results = [ValueType](repeating: .i64, count: arity)
    let types = [FunctionType(parameters: [.i32]), FunctionType(results: results)]
    var body: [UInt8] = [0] + repeated([0x02, 1], depth)
    body += repeated([0x42, 5], arity) + [0x20, 0, 0x0E] + ModuleBytes.unsigned(entries)
    for _ in 0...entries { body += ModuleBytes.unsigned(random.below(depth)) }
    body += repeated([0x0B], depth) + repeated([0x1A], arity) + [0x0B]
    if random.chance(3) {
      // Values that must move, as something else is below them.
      body = [0] + repeated([0x02, 1], depth) + [0x41, 7] + Array(body.dropFirst(1 + 2 * depth))
    }
    return module(types: types, functions: [(0, body)])
  }

  /// Functions with as many locals as may be, or more, in few bytes.
  mutating func hugeLocals() -> [UInt8] {
    let count = random.pick([50_000, 99_000, 100_000, 100_001, 0xFFFF_FFFF])
    let functions = random.pick([1, 10, 1000, 5000])
    let runs = random.pick([1, 2, 40])
    var body = ModuleBytes.unsigned(runs)
    for position in 0..<runs {
      body += ModuleBytes.unsigned(runs == 1 ? count : max(1, count / runs))
      body.append([0x7F, 0x7E, 0x7D, 0x7C, 0x70][position % 5])
    }
    if random.chance(2) {
      body += [0x41, 9, 0x21] + ModuleBytes.unsigned(random.below(100))
    }
    body.append(0x0B)
    return module(
      types: [FunctionType()], functions: (0..<functions).map { _ in (0, body) })
  }

  /// Calls that take and return a thousand values each.
  mutating func manyResults() -> [UInt8] {
    let arity = random.pick([10, 100, 1000])
    let many = [ValueType](repeating: random.pick([.i32, .f64]), count: arity)
    let types = [
      FunctionType(), FunctionType(results: many), FunctionType(parameters: many),
      FunctionType(parameters: many, results: many),
    ]
    let calls = random.pick([1, 100, 1000, 20_000])
    let zero: [UInt8] =
      many[0] == .i32 ? [0x41, 0] : ModuleBytes.opcode(.f64Const) + [0, 0, 0, 0, 0, 0, 0, 0]
    let make = [0] + repeated(zero, arity) + [0x0B]
    let middle: [UInt8]
    switch random.below(4) {
    case 0: middle = repeated([0x10, 1, 0x10, 2], calls)
    case 1: middle = [0x10, 1] + repeated([0x10, 3], calls) + [0x10, 2]
    case 2: middle = [0x10, 1] + repeated([0x41, 0, 0x04, 3, 0x0B], calls) + [0x10, 2]
    default: middle = [0x10, 1] + repeated([0x02, 3, 0x41, 0, 0x0D, 0, 0x0B], calls) + [0x10, 2]
    }
    var pass: [UInt8] = [0]
    for index in 0..<arity { pass += [0x20] + ModuleBytes.unsigned(index) }
    return module(
      types: types,
      functions: [(0, [0] + middle + [0x0B]), (1, make), (2, [0, 0x0B]), (3, pass + [0x0B])])
  }

  /// Sizes of memories and tables that are absurd, or segments outside.
  mutating func hugeLimits() -> [UInt8] {
    let sizes: [UInt64] = [0, 1, 255, 65_535, 65_536, 65_537, 1 << 20, 0xFFFF_FFFF, 1 << 40]
    func limits() -> [UInt8] {
      var pair = [random.pick(sizes), random.pick(sizes)]
      if !random.chance(6) { pair.sort() }
      return [1] + ModuleBytes.unsigned(pair[0]) + ModuleBytes.unsigned(pair[1])
    }
    let memory = limits()
    let table = [0x70] + limits()
    let tableCount = random.pick([1, 10, 1000])
    let offset = ModuleBytes.signed(Int32(truncatingIfNeeded: random.interestingBits()))
    return module(
      types: [FunctionType()], functions: [(0, [0, 0x0B])],
      more: { module in
        module.section(4, Array(repeating: table, count: tableCount))
        module.section(5, [memory])
      },
      after: { $0.section(9, [[0, 0x41] + offset + [0x0B, 1, 0]]) })
  }
}
