import EngineTesting
import WASI
import WebAssembly

extension HostileCase {
  /// Loops without an end, of several shapes.
  mutating func endlessLoop() -> [UInt8] {
    let bodies: [[UInt8]] = [
      [0, 0x03, 0x40, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0x41, 1, 0x0D, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0x41, 1, 0x0E, 0, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0x03, 0x40, 0x0C, 1, 0x0B, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0x10, 1, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40] + ModuleBytes.opcode(.f64Const) + [0, 0, 0, 0, 0, 0, 0, 0]
        + ModuleBytes.opcode(.f64Const) + [0, 0, 0, 0, 0, 0, 0, 0] + [0x61, 0x0D, 0, 0x0B, 0x0B],
      // Bulk operators over and over.
      [0, 0x03, 0x40, 0x41, 0, 0x41, 7, 0x41] + ModuleBytes.signed(1_000_000)
        + [0xFC, 0x0B, 0, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0x41, 0, 0x41, 9, 0x41] + ModuleBytes.signed(1_000_000)
        + [0xFC, 0x0A, 0, 0, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x12, 0, 0x0B],
    ]
    let chosen = random.pick(bodies)
    return module(
      types: [FunctionType()], functions: [(0, chosen), (0, [0, 0x0B])],
      more: { $0.section(5, [[0, 32]]) })
  }

  /// Recursion without an end, with small and huge frames.
  mutating func endlessRecursion() -> [UInt8] {
    let locals = random.pick([0, 1, 100, 5000, 50_000])
    let start: [UInt8] = locals == 0 ? [0] : [1] + ModuleBytes.unsigned(locals) + [0x7E]
    let bodies: [[UInt8]] = [
      start + [0x10, 0, 0x0B],
      start + [0x10, 1, 0x0B],
      start + [0x41, 0, 0x11, 0, 0, 0x0B],
      start + [0x03, 0x40, 0x10, 0, 0x0C, 0, 0x0B, 0x0B],
    ]
    let chosen = random.pick(bodies)
    return module(
      types: [FunctionType()], functions: [(0, chosen), (0, start + [0x10, 0, 0x0B])],
      more: { $0.section(4, [[0x70, 0, 1]]) },
      after: { $0.section(9, [[0, 0x41, 0, 0x0B, 1, 0]]) })
  }

  /// Memory and tables that grow as long as they are let.
  mutating func endlessGrowth() -> [UInt8] {
    let step = ModuleBytes.signed(random.pick([1, 16, 1000, 65_536, Int(Int32.max), -1]))
    let bodies: [[UInt8]] = [
      [0, 0x03, 0x40, 0x41] + step + [0x40, 0, 0x1A, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0xD0, 0x70, 0x41] + step + [0xFC, 15, 0, 0x1A, 0x0C, 0, 0x0B, 0x0B],
      [0, 0x03, 0x40, 0xD2, 0, 0x41] + step + [0xFC, 15, 1, 0x1A, 0x0C, 0, 0x0B, 0x0B],
      // Grow and touch all of it.
      [0, 0x03, 0x40, 0x41, 16, 0x40, 0, 0x1A, 0x41, 0, 0x41, 7, 0x3F, 0, 0x41]
        + ModuleBytes.signed(65_536) + [0x6C, 0xFC, 0x0B, 0, 0x0C, 0, 0x0B, 0x0B],
    ]
    let chosen = random.pick(bodies)
    return module(
      types: [FunctionType()], functions: [(0, chosen)],
      more: {
        $0.section(4, [[0x70, 0, 1], [0x70, 0, 1]])
        $0.section(5, [[0, 0]])
      })
  }

  /// Every WASI function called with arguments that mean harm.
  mutating func badPointers() -> [UInt8] {
    let functions = WASI.imports.functions.map { ($0.name, $0.type) }
      .sorted { $0.0 < $1.0 }
    var types: [FunctionType] = [FunctionType()]
    var imports: [[UInt8]] = []
    for (name, type) in functions {
      imports.append(
        ModuleBytes.name(WASI.moduleName) + ModuleBytes.name(name) + [0]
          + ModuleBytes.unsigned(types.count))
      types.append(type)
    }
    var module = ModuleBytes()
    module.section(1, types.map { ModuleBytes.function($0) })
    module.section(2, imports)
    let bodies = (0..<8).map { _ in calls(functions.map(\.1)) }
    module.section(3, bodies.map { _ in [0] })
    module.section(5, [[1, 1, 2]])
    module.section(
      7,
      [ModuleBytes.name("memory") + [2, 0]]
        + bodies.indices.map {
          ModuleBytes.name("f\($0)") + [0] + ModuleBytes.unsigned(functions.count + $0)
        })
    module.section(10, bodies.map { ModuleBytes.unsigned($0.count) + $0 })
    // Buffers and paths of which some are inside and some are not.
    let words = (0..<64).map { _ in UInt32(truncatingIfNeeded: pointer()) }
    let data = words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    module.section(11, [[0, 0x41, 0, 0x0B] + ModuleBytes.unsigned(data.count) + data])
    return module.bytes
  }

  private mutating func calls(_ types: [FunctionType]) -> [UInt8] {
    var body: [UInt8] = [0]
    for _ in 0..<6 {
      let index = random.below(types.count)
      for parameter in types[index].parameters {
        let value = pointer()
        switch parameter {
        case .i64: body += [0x42] + ModuleBytes.signed(value)
        default: body += [0x41] + ModuleBytes.signed(Int32(truncatingIfNeeded: value))
        }
      }
      body += [0x10] + ModuleBytes.unsigned(index)
      body += types[index].results.map { _ in 0x1A }
    }
    return body + [0x0B]
  }

  private mutating func pointer() -> Int64 {
    switch random.below(8) {
    case 0: Int64(random.below(8))
    case 1: 65_536 - Int64(random.below(16))
    case 2: 0xFFFF_FFFF - Int64(random.below(16))
    case 3: Int64(bitPattern: random.next())
    case 4: Int64(1) << Int64(random.below(63))
    case 5: 3
    default: Int64(random.below(65_536))
    }
  }
}
