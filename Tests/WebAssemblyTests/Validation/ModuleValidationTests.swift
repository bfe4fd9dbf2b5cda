import Testing
import WebAssembly

@Suite struct ModuleValidationTests {
  @Test func theSampleIsValid() throws {
    let module = try validated(DecodedSampleTests.sample())
    #expect(module.canonicalTypes?.count == 5)
    // By export, element segments; function 0 is named nowhere.
    #expect((0..<4).map { module.declaredFunctions.contains($0) } == [false, true, true, false])
  }

  @Test func imports() {
    expectInvalid("unknown type 1") { b in
      _ = b.type()
      _ = b.importFunction("a", "b", 1)
    }
    expectInvalid("unknown type 0") { b in
      _ = b.defineType([0x5F, 0])
      _ = b.importFunction("a", "b", 0)
    }
    expectInvalid("unknown type 3") { b in
      _ = b.importGlobal("a", "b", .reference(.index(3), nullable: true))
    }
    expectInvalid("unknown type 268435456") { b in
      _ = b.addImport("a", "b", .global, [0x63] + signedLEB(1 << 28) + [0])
    }
    expectInvalid("non-empty tag result type") { b in
      _ = b.addImport("a", "b", .tag, [0] + leb(b.type([], [.i32])))
    }
  }

  @Test func memoriesAndTables() {
    expectValid { b in b.memory(65536, 65536) }
    let tooLarge = "memory size must be at most 65536 pages (4GiB)"
    expectInvalid(tooLarge) { b in b.memory(65537) }
    expectInvalid(tooLarge) { b in b.memory(0, 65537) }
    expectInvalid("size minimum must not be greater than maximum") { b in b.memory(2, 1) }
    expectValid { b in b.memory(1 << 48, flags: 4) }
    expectInvalid("memory size") { b in b.memory(1 << 48 + 1, flags: 4) }
    expectInvalid("shared memory must have maximum") { b in b.memory(1, flags: 2) }
    expectValid { b in b.table(.funcref, 0xFFFF_FFFF) }
    expectInvalid("table size") { b in b.table(.funcref, 0x1_0000_0000) }
    expectValid { b in b.table(.funcref, .max, .max, flags: 4) }
    expectInvalid("size minimum must not be greater than maximum") { b in b.table(.funcref, 2, 1) }
    let function = ValueType.reference(.function, nullable: false)
    expectInvalid("type mismatch") { b in b.table(function, 1) }
    expectValid { b in
      b.function([], [], Code())
      b.table(function, 1, initial: Code().op(.refFunc, 0))
    }
    expectInvalid("type mismatch") { b in b.table(.funcref, 1, initial: Code().i32(0)) }
    expectInvalid("unknown global 0") { b in
      b.global(.funcref, Code().refNull(.function))
      b.table(.funcref, 1, initial: Code().op(.globalGet, 0))
    }
  }

  @Test func customPageSizes() {
    func memory(_ log2: UInt8, _ minimum: UInt64) -> ModuleBuilder {
      var builder = ModuleBuilder()
      builder.memories.append([8] + leb(minimum) + [log2])
      return builder
    }
    #expect(validationError(memory(0, 0xFFFF_FFFF).bytes) == nil)
    #expect(validationError(memory(16, 1).bytes) == nil)
    #expect(validationError(memory(1, 1).bytes)?.message == "invalid custom page size")
    #expect(validationError(memory(64, 1).bytes)?.message == "invalid custom page size")
    #expect(validationError(memory(16, 65537).bytes)?.message.hasPrefix("memory size") == true)
    let features = FeatureSet.all.subtracting(.customPageSizes)
    let error = validationError(memory(0, 1).bytes, features: features)
    #expect(error?.message == "malformed limits flags")
  }

  @Test func globalsAndConstants() {
    func global(
      _ message: String?, _ type: ValueType, _ code: Code, features: FeatureSet = .all,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      func build(_ b: inout ModuleBuilder) {
        _ = b.importGlobal("a", "b", .i32)
        _ = b.importGlobal("a", "c", .i32, mutable: true)
        b.function([], [], Code())
        b.global(.i64, Code().i64(1))
        b.global(type, code)
      }
      if let message {
        expectInvalid(message, features: features, sourceLocation: sourceLocation, build)
      } else {
        expectValid(features: features, sourceLocation: sourceLocation, build)
      }
    }
    global(nil, .i32, Code().op(.globalGet, 0))
    global(nil, .i64, Code().op(.globalGet, 2))
    global(nil, .i32, Code().i32(1).i32(2).op(.i32Add).op(.globalGet, 0).op(.i32Mul))
    global(
      "constant expression required", .i32, Code().i32(1).i32(2).op(.i32Add),
      features: FeatureSet.all.subtracting(.extendedConstants))
    global(nil, .v128, Code().v128([UInt8](repeating: 1, count: 16)))
    global(nil, .funcref, Code().op(.refFunc, 0))
    global(nil, .reference(.i31, nullable: false), Code().i32(1).op(.refI31))
    global("constant expression required", .i32, Code().op(.globalGet, 1))
    global("unknown global 3", .i32, Code().op(.globalGet, 3))
    global("unknown global 9", .i32, Code().op(.globalGet, 9))
    global("unknown function 9", .funcref, Code().op(.refFunc, 9))
    global("constant expression required", .i32, Code().i32(1).op(.i32Eqz))
    global("constant expression required", .i32, Code().i32(1).op(.nop))
    global("constant expression required", .i32, Code().block(.block, .value(.i32), Code().i32(1)))
    global("constant expression required", .i32, Code().i32(1).i32(0).op(.i32DivS))
    global("type mismatch", .i32, Code())
    global("type mismatch", .i32, Code().i64(0))
    global("type mismatch", .i32, Code().i32(0).i32(0))
    global("type mismatch", .externref, Code().refNull(.function))
  }

  @Test func exports() {
    for (kind, what) in [
      (ExternalKind.function, "function"), (.table, "table"), (.memory, "memory"),
      (.global, "global"), (.tag, "tag"),
    ] {
      expectInvalid("unknown \(what) 1") { b in b.export("x", kind, 1) }
    }
    expectInvalid("duplicate export name") { b in
      b.memory(0)
      b.export("x", .memory, 0)
      b.export("x", .memory, 0)
    }
    // Names are bytes: two spellings of one letter are two names.
    expectValid { b in
      b.memory(0)
      b.export("\u{E9}", .memory, 0)
      b.export("e\u{301}", .memory, 0)
    }
  }

  @Test func start() {
    expectValid { b in
      b.function([], [], Code())
      b.start = 0
    }
    expectInvalid("unknown function 1") { b in
      b.function([], [], Code())
      b.start = 1
    }
    expectInvalid("start function") { b in
      b.function([.i32], [], Code())
      b.start = 0
    }
    expectInvalid("start function") { b in
      b.function([], [.i32], Code().i32(0))
      b.start = 0
    }
  }

  @Test func segments() {
    expectInvalid("unknown table 0") { b in b.element([]) }
    expectInvalid("unknown function 0") { b in _ = b.passiveElement([0]) }
    expectInvalid("unknown memory 0") { b in b.data([1]) }
    expectInvalid("type mismatch") { b in
      b.memory(1)
      b.data.append([0] + Code().i64(0).bytes + [0x0B, 0])
    }
    expectValid { b in
      b.memory(1, flags: 4)
      b.data.append([0] + Code().i64(0).bytes + [0x0B, 0])
    }
    expectInvalid("type mismatch") { b in
      b.table(.externref, 1)
      b.element([])
    }
    expectInvalid("type mismatch") { b in
      _ = b.rawElement([5, 0x6F] + vector([Code().refNull(.function).bytes + [0x0B]]))
    }
    expectInvalid("constant expression required") { b in
      b.memory(1)
      b.data.append([0] + Code().i32(0).op(.nop).bytes + [0x0B, 0])
    }
  }

  @Test func references() {
    expectInvalid("undeclared function reference") { b in
      b.function([], [], Code().op(.refFunc, 0).drop())
    }
    expectValid { b in
      b.function([], [], Code().op(.refFunc, 0).drop())
      b.declare([0])
    }
    expectValid { b in b.function(export: "f", [], [], Code().op(.refFunc, 0).drop()) }
    expectInvalid("unknown function 4") { b in
      b.function([], [], Code().op(.refFunc, 4).drop())
    }
    // The start function does not count.
    expectInvalid("undeclared function reference") { b in
      b.function([], [], Code().op(.refFunc, 0).drop())
      b.start = 0
    }
    expectInvalid("type mismatch") { b in
      b.function([.i32], [.i32], Code().localGet(0).op(.refIsNull))
    }
  }

  @Test func storage() {
    func check(
      _ message: String?, _ code: Code, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      func build(_ b: inout ModuleBuilder) {
        b.memory(1)
        b.memory(1, flags: 4)
        b.table(.funcref, 1)
        b.table(.externref, 1)
        b.table(.funcref, 1, flags: 4)
        _ = b.passiveElement([])
        _ = b.passiveData([])
        b.hasDataCount = true
        b.global(.i32, mutable: true, Code().i32(0))
        b.global(.i32, Code().i32(0))
        b.function([.i32, .i64, .funcref, .externref], [], code)
      }
      if let message {
        expectInvalid(message, sourceLocation: sourceLocation, build)
      } else {
        expectValid(sourceLocation: sourceLocation, build)
      }
    }
    let i32 = Code().localGet(0)
    let i64 = Code().localGet(1)
    let function = Code().localGet(2)
    let external = Code().localGet(3)
    check(nil, (i32 + i32 + i32).op(.memoryCopy, 0, 0))
    check(nil, (i64 + i64 + i64).op(.memoryCopy, 1, 1))
    check(nil, (i64 + i32 + i32).op(.memoryCopy, 1, 0))
    check("type mismatch", (i64 + i32 + i64).op(.memoryCopy, 1, 0))
    check("unknown memory 2", (i32 + i32 + i32).op(.memoryCopy, 0, 2))
    check(nil, (i64 + i32 + i64).op(.memoryFill, 1))
    check(nil, (i64 + i32 + i32).op(.memoryInit, 0, 1))
    check("unknown data segment 1", (i32 + i32 + i32).op(.memoryInit, 1, 0))
    check("unknown memory 3", (i32 + i32 + i32).op(.memoryInit, 1, 3))
    check(nil, Code().op(.dataDrop, 0))
    check("unknown data segment 1", Code().op(.dataDrop, 1))
    check(nil, i64.op(.memoryGrow, 1).op(.i64Eqz).drop())
    check(nil, Code().op(.memorySize, 0).op(.i32Eqz).drop())
    check(nil, (i32 + i32 + i32).op(.tableCopy, 0, 0))
    check(nil, (i32 + i64 + i32).op(.tableCopy, 0, 2))
    check("type mismatch", (i32 + i32 + i32).op(.tableCopy, 0, 1))
    check(nil, (i32 + i32 + i32).op(.tableInit, 0, 0))
    check("type mismatch", (i32 + i32 + i32).op(.tableInit, 0, 1))
    check("unknown elem segment 1", (i32 + i32 + i32).op(.tableInit, 1, 0))
    check("unknown table 4", (i32 + i32 + i32).op(.tableInit, 1, 4))
    check(nil, Code().op(.elemDrop, 0))
    check("unknown elem segment 7", Code().op(.elemDrop, 7))
    check(nil, (i32 + external).op(.tableSet, 1))
    check("type mismatch", (i32 + function).op(.tableSet, 1))
    check(nil, i64.op(.tableGet, 2).drop())
    check(nil, (function + i64).op(.tableGrow, 2).op(.i64Eqz).drop())
    check(nil, (i32 + function + i32).op(.tableFill, 0))
    check(nil, Code().op(.tableSize, 2).op(.i64Eqz).drop())
    check("unknown table 9", Code().op(.tableSize, 9).drop())
    check(nil, i32.op(.globalSet, 0))
    check("immutable global", i32.op(.globalSet, 1))
    check("unknown global 2", Code().op(.globalGet, 2).drop())
    check("type mismatch", i64.op(.globalSet, 0))
    check(nil, (i64 + i64 + i64 + i64).op(.i64Add128).drop().drop())
    check("type mismatch", (i64 + i64 + i64).op(.i64Sub128).drop().drop())
    check(nil, (i64 + i64).op(.i64MulWideU).drop().drop())
  }

  @Test func features() {
    func refuse(
      _ feature: FeatureSet, _ name: String, _ build: (inout ModuleBuilder) -> Void,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      expectInvalid(
        name, features: FeatureSet.all.subtracting(feature), code: .unsupported,
        sourceLocation: sourceLocation, build)
    }
    refuse(.simd, "SIMD: v128") { b in _ = b.type([.v128]) }
    refuse(.simd, "SIMD: v128") { b in b.function([], [], locals: [(1, .v128)], Code()) }
    refuse(.simd, "SIMD: v128") { b in
      b.function([], [], Code().block(.block, .value(.v128), Code()))
    }
    refuse(.referenceTypes, "reference types") { b in _ = b.type([.externref]) }
    refuse(.referenceTypes, "reference types") { b in
      b.table(.funcref, 0)
      b.table(.funcref, 0)
    }
    refuse(.functionReferences, "typed function references") { b in
      _ = b.type([.reference(.function, nullable: false)])
    }
    refuse(.garbageCollection, "garbage collection") { b in _ = b.defineType([0x5F, 0]) }
    refuse(.garbageCollection, "garbage collection") { b in _ = b.recursionGroup([]) }
    refuse(.garbageCollection, "garbage collection: eqref") { b in
      _ = b.importGlobal("a", "b", .reference(.eq, nullable: true))
    }
    refuse(.exceptions, "exceptions") { b in b.tag(b.type()) }
    refuse(.multiMemory, "multiple memories") { b in
      b.memory(0)
      b.memory(0)
    }
    refuse(.memory64, "64-bit memory") { b in b.memory(0, flags: 4) }
    refuse(.memory64, "64-bit memory") { b in b.table(.funcref, 0, flags: 4) }
    refuse(.threads, "threads") { b in b.memory(0, 1, flags: 2) }
    refuse(.multiValue, "multiple values") { b in _ = b.type([], [.i32, .i32]) }
  }
}
