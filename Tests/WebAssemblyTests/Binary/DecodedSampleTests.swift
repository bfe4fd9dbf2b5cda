import Testing
import WebAssembly

/// A module that has something of everything, and what decoding makes of it.
@Suite struct DecodedSampleTests {
  static func sample() -> ModuleBuilder {
    var builder = ModuleBuilder()
    let log = builder.type([.i32])
    let pair = builder.type([.i32, .i64], [.f64, .externref])
    _ = builder.recursionGroup([
      [0x50] + vector([]) + [0x5F] + vector([[0x63, 3, 1], [0x78, 0]]),
      [0x4F] + vector([leb(2)]) + [0x5F] + vector([[0x63, 3, 1], [0x78, 0], [0x77, 1]]),
      [0x5E, 0x7B, 1],
    ])
    _ = builder.importFunction("env", "log", log)
    _ = builder.importGlobal("env", "base", .i64, mutable: true)
    _ = builder.function(
      pair, locals: [(2, .i32), (0, .f32), (3, .f64)],
      Code().f64(1).refNull(.external))
    let main = builder.function(log, Code().localGet(0).call(0))
    builder.memory(1, 10)
    builder.memory(2, flags: 4)
    builder.table(.funcref, 3, 7)
    builder.table(.reference(.any, nullable: true), 0, flags: 4, initial: Code().refNull(.any))
    builder.tag(log)
    builder.global(.i32, mutable: true, Code().i32(-7))
    builder.export("main", .function, main)
    builder.export("memory", .memory, 0)
    builder.element(at: 1, [1, 2])
    builder.declare([1])
    _ = builder.passiveElement([2])
    _ = builder.rawElement(
      [6, 0] + Code().i32(0).bytes + [0x0B, 0x70]
        + vector([Code().refNull(.function).bytes + [0x0B]]))
    _ = builder.passiveData([1, 2, 3])
    builder.data(at: 8, [4])
    builder.hasDataCount = true
    builder.names(module: "sample", functions: [(0, "log"), (2, "main")])
    return builder
  }

  @Test func everySectionIsDecoded() throws {
    let bytes = Self.sample().bytes
    let module = try ModuleDecoder.decode(bytes)
    #expect(module.bytes == bytes)
    #expect(module.types.count == 5)
    #expect(module.recursionGroups == [0..<1, 1..<2, 2..<5])
    #expect(
      module.types[1].function
        == FunctionType(
          parameters: [.i32, .i64], results: [.f64, .externref]))
    let link = FieldType(
      storage: .value(.reference(.index(3), nullable: true)), isMutable: true)
    let small = FieldType(storage: .i8, isMutable: false)
    #expect(module.types[2] == SubType(isFinal: false, composite: .structure([link, small])))
    #expect(
      module.types[3]
        == SubType(
          supertypes: [2],
          composite: .structure([link, small, FieldType(storage: .i16, isMutable: true)])))
    #expect(
      module.types[4]
        == SubType(
          composite: .array(FieldType(storage: .value(.v128), isMutable: true))))
    #expect(module.imports.map(\.name) == ["log", "base"])
    #expect(
      module.imports.map(\.type) == [
        .function(0), .global(GlobalType(value: .i64, isMutable: true)),
      ])
    #expect(module.functions == [0, 1, 0])
    #expect(module.importedFunctionCount == 1 && module.importedGlobalCount == 1)
    #expect(
      module.memories == [
        MemoryType(limits: SizeLimits(minimum: 1, maximum: 10)),
        MemoryType(limits: SizeLimits(minimum: 2), addressType: .i64),
      ])
    #expect(module.tables.map(\.limits.minimum) == [3, 0])
    #expect(module.tables[1].addressType == .i64)
    #expect(module.tableInitializers.map { $0 == nil } == [true, false])
    #expect(module.tags == [0])
    #expect(module.globals.count == 2 && module.globalInitializers.count == 1)
    #expect(bytes[module.globalInitializers[0].range].elementsEqual([0x41, 0x79, 0x0B]))
    #expect(module.exports.map(\.name) == ["main", "memory"])
    #expect(module.elementSegments.count == 4)
    #expect(module.dataCount == 2 && module.dataSegments.count == 2)
    #expect(bytes[module.dataSegments[0].range].elementsEqual([1, 2, 3]))
    #expect(module.bodies[0].locals.map(\.count) == [2, 0, 3])
    #expect(module.bodies[0].locals.map(\.type) == [.i32, .f32, .f64])
    #expect(bytes[module.bodies[1].code].elementsEqual([0x20, 0, 0x10, 0, 0x0B]))
    #expect(module.customSections.map(\.name) == ["name"])
    #expect(module.sections.map(\.id) == [1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11, 0])
  }

  @Test func everyTruncationIsAnError() throws {
    let bytes = Self.sample().bytes
    // A module cut between two sections can be whole.
    let sections = try ModuleDecoder.decode(bytes).sections
    let boundaries = Set([8] + sections.map(\.range.upperBound))
    for length in 0..<bytes.count {
      let cut = Array(bytes[..<length])
      if boundaries.contains(length) {
        _ = try? ModuleDecoder.decode(cut)
      } else {
        let error = #expect(throws: ModuleError.self) { try ModuleDecoder.decode(cut) }
        #expect(error?.code == .malformed && (error?.offset ?? .max) <= length)
      }
    }
  }

  @Test func namesAreFound() throws {
    let names = try ModuleDecoder.decode(Self.sample().bytes).names()
    #expect(names.moduleName == "sample")
    #expect(names.function(0) == "log")
    #expect(names.function(1) == nil)
    #expect(names.function(2) == "main")
    #expect(names.names(of: .global).count == 0)
  }
}
