package import WebAssembly

/// An instance for the reference interpreter: plain arrays, one instance, no imports.
package final class ReferenceInstance {
  let structure: ModuleStructure
  var code: [[ReferenceInstruction]?]
  package internal(set) var memory: [UInt8] = []
  /// Function references are an index plus one; zero is null.
  package internal(set) var tables: [[UInt64]] = []
  package internal(set) var globals: [UInt64] = []
  var data: [[UInt8]] = []
  var elements: [[UInt64]] = []
  let pageLimit: UInt64
  let tableLimit: UInt64
  /// Whether an operator has made a NaN, whose bits may differ between engines.
  package internal(set) var madeNaN = false

  /// Instantiates a valid module.
  package init(bytes: [UInt8], limits: StoreLimits = StoreLimits()) throws {
    structure = try ModuleDecoder.decode(bytes)
    code = [[ReferenceInstruction]?](repeating: nil, count: structure.bodies.count)
    pageLimit = min(structure.memories.first?.limits.maximum ?? .max, limits.memoryPages)
    tableLimit = limits.tableElements
    if let memory = structure.memories.first {
      self.memory = [UInt8](repeating: 0, count: Int(memory.limits.minimum) * 65536)
    }
    tables = structure.tables.map { [UInt64](repeating: 0, count: Int($0.limits.minimum)) }
    globals = structure.globalInitializers.map { evaluate($0.range) }
    for segment in structure.elementSegments { try add(segment) }
    for segment in structure.dataSegments {
      let bytes = Array(structure.bytes[segment.range])
      if case .active(_, let offset) = segment.mode {
        let start = Int(UInt32(truncatingIfNeeded: evaluate(offset.range)))
        guard start + bytes.count <= memory.count else { throw Trap(.outOfBoundsMemoryAccess) }
        memory.replaceSubrange(start..<start + bytes.count, with: bytes)
        data.append([])
      } else {
        data.append(bytes)
      }
    }
  }

  private func add(_ segment: ModuleStructure.ElementSegment) throws {
    let values: [UInt64] =
      switch segment.items {
      case .functions(let indices): indices.map { UInt64($0) + 1 }
      case .expressions(let expressions): expressions.map { evaluate($0.range) }
      }
    switch segment.mode {
    case .passive: elements.append(values)
    case .declarative: elements.append([])
    case .active(let table, let offset):
      let start = Int(UInt32(truncatingIfNeeded: evaluate(offset.range)))
      guard start + values.count <= tables[Int(table)].count else {
        throw Trap(.outOfBoundsTableAccess)
      }
      tables[Int(table)].replaceSubrange(start..<start + values.count, with: values)
      elements.append([])
    }
  }

  private func evaluate(_ range: Range<Int>) -> UInt64 {
    var stack: [UInt64] = []
    for instruction in ReferenceInstruction.decode(structure, range) {
      switch instruction.opcode {
      case .i32Const, .i64Const, .f32Const, .f64Const: stack.append(instruction.x)
      case .refNull: stack.append(0)
      case .refFunc: stack.append(instruction.x + 1)
      case .globalGet: stack.append(globals[Int(instruction.x)])
      default: break
      }
    }
    return stack.last ?? 0
  }

  /// The index of an exported function.
  package func function(_ name: String) -> Int? {
    structure.exports.first { $0.name == name && $0.kind == .function }.map { Int($0.index) }
  }

  /// The type of a function.
  package func type(of function: Int) -> FunctionType {
    structure.functionType(of: UInt32(function))
  }

  func instructions(of function: Int) -> [ReferenceInstruction] {
    if let code = code[function] { return code }
    let decoded = ReferenceInstruction.decode(structure, structure.bodies[function].code)
    code[function] = decoded
    return decoded
  }
}
