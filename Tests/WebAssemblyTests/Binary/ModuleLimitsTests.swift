import Testing
import WebAssembly

@Suite struct ModuleLimitsTests {
  private func check(
    _ limit: WritableKeyPath<ModuleLimits, Int>, _ count: Int, _ build: (Int) -> ModuleBuilder,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for extra in [0, 1] {
      let bytes = build(count + extra).bytes
      var limits = ModuleLimits()
      limits[keyPath: limit] = count
      func validate() throws {
        var module = try ModuleDecoder.decode(bytes, limits: limits)
        try ModuleValidator.validate(&module, features: .all, limits: limits)
      }
      if extra == 0 {
        #expect(throws: Never.self, sourceLocation: sourceLocation) { try validate() }
      } else {
        let error = #expect(throws: ModuleError.self, sourceLocation: sourceLocation) {
          try validate()
        }
        #expect(error?.code == .limitExceeded, sourceLocation: sourceLocation)
        #expect(error?.message.contains("\(count)") == true, sourceLocation: sourceLocation)
      }
    }
  }

  private func build(_ body: (inout ModuleBuilder) -> Void) -> ModuleBuilder {
    var builder = ModuleBuilder()
    body(&builder)
    return builder
  }

  @Test func declarations() throws {
    try check(\.types, 3) { n in build { b in for _ in 0..<n { _ = b.type() } } }
    try check(\.types, 5) { n in
      build { b in _ = b.recursionGroup(Array(repeating: functionType(), count: n)) }
    }
    try check(\.recursionGroupSize, 2) { n in
      build { b in _ = b.recursionGroup(Array(repeating: functionType(), count: n)) }
    }
    try check(\.parameters, 4) { n in build { b in _ = b.type(Array(repeating: .i32, count: n)) } }
    try check(\.results, 4) { n in build { b in _ = b.type([], Array(repeating: .i32, count: n)) } }
    try check(\.structureFields, 4) { n in
      build { b in _ = b.defineType([0x5F] + vector(Array(repeating: [0x7F, 0], count: n))) }
    }
    try check(\.imports, 2) { n in
      build { b in
        let type = b.type()
        for _ in 0..<n { _ = b.importFunction("a", "b", type) }
      }
    }
    try check(\.exports, 2) { n in
      build { b in
        b.memory(0)
        for number in 0..<n { b.export("\(number)", .memory, 0) }
      }
    }
    try check(\.functions, 2) { n in
      build { b in
        let type = b.type()
        for _ in 0..<n { _ = b.function(type) }
      }
    }
    try check(\.tables, 3) { n in
      build { b in
        _ = b.importTable("a", "b", 0)
        for _ in 1..<n { b.table(.funcref, 0) }
      }
    }
    try check(\.memories, 3) { n in
      build { b in
        _ = b.importMemory("a", "b", 0)
        for _ in 1..<n { b.memory(0) }
      }
    }
    try check(\.globals, 3) { n in
      build { b in for _ in 0..<n { b.global(.i32, Code().i32(0)) } }
    }
    try check(\.tags, 3) { n in
      build { b in
        let type = b.type()
        for _ in 0..<n { b.tag(type) }
      }
    }
  }

  @Test func contents() throws {
    try check(\.elementSegments, 2) { n in
      build { b in for _ in 0..<n { _ = b.passiveElement([]) } }
    }
    try check(\.elementsPerSegment, 2) { n in
      build { b in
        b.function([], [], Code())
        _ = b.passiveElement(Array(repeating: 0, count: n))
      }
    }
    try check(\.dataSegments, 2) { n in build { b in for _ in 0..<n { _ = b.passiveData([]) } } }
    try check(\.nameSize, 5) { n in
      build { b in b.custom(String(repeating: "x", count: n), []) }
    }
    try check(\.sections, 3) { n in build { b in for _ in 0..<n { b.custom("", []) } } }
    let empty = ModuleBuilder.header.count
    try check(\.moduleSize, empty + 20) { n in
      build { b in b.custom("", [UInt8](repeating: 0, count: n - empty - 3)) }
    }
  }

  @Test func code() throws {
    try check(\.functionBodySize, 20) { n in
      build { b in b.function([], [], Code().op(.nop) * (n - 2)) }
    }
    try check(\.locals, 10) { n in
      build { b in b.function([.i32, .i32], [], locals: [(UInt32(n) - 2, .i64)], Code()) }
    }
    for count in [3, 100] {
      try check(\.blockNesting, count) { n in
        build { b in
          b.function([], [], Code((0..<n).flatMap { _ in [0x02, 0x40] }) + Code().op(.end) * n)
        }
      }
    }
    for count in [3, 300] {
      try check(\.operands, count) { n in
        build { b in b.function([], [], Code().i32(0) * n + Code().drop() * n) }
      }
    }
    try check(\.branchTableLabels, 5) { n in
      build { b in b.function([], [], Code().i32(0).brTable(Array(repeating: 0, count: n + 1))) }
    }
    try check(\.fixedArrayElements, 5) { n in
      build { b in
        let array = b.defineType([0x5E, 0x7F, 0])
        b.function(
          [], [], (Code().i32(0) * n).op(.arrayNewFixed, array, UInt32(n)).drop())
      }
    }
    try check(\.subtypingDepth, 3) { n in
      build { b in
        _ = b.defineType([0x50, 0] + functionType())
        for index in 0..<n { _ = b.defineType([0x50, 1] + leb(index) + functionType()) }
      }
    }
  }
}
