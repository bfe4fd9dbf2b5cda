import Ganglion
import Testing

@Suite("Describing a module before it is instantiated")
struct ModuleInterfaceTests {
  @Test("Exports have names, kinds and full types, in order")
  func exports() throws {
    let module = try Fixture.module("exports")
    let exports = module.exports
    #expect(exports.first?.name == "memory")
    #expect(exports.first?.type == .memory(MemoryType(limits: SizeLimits(minimum: 2))))
    #expect(
      module.exportType("mixed")
        == .function(FunctionType(parameters: [.i32], results: [.i32, .i64, .f32, .f64])))
    #expect(module.exportType("counter") == .global(GlobalType(value: .i32, isMutable: false)))
    #expect(module.exportType("missing") == nil)
    #expect(exports.map(\.type.kind).filter { $0 == .function }.count == 11)
  }

  @Test("Imports have module, name and full type, in order")
  func imports() throws {
    let imports = try Fixture.module("callbacks").imports
    #expect(imports.map(\.module) == ["host", "host", "host"])
    #expect(imports.map(\.name) == ["add", "log", "reenter"])
    #expect(
      imports[0].type == .function(FunctionType(parameters: [.i32, .i32], results: [.i32])))
  }

  @Test("Types read well")
  func descriptions() {
    let function = FunctionType(parameters: [.i32, .f64], results: [.i64])
    #expect("\(ExternalType.function(function))" == "function [i32 f64] -> [i64]")
    let memory = MemoryType(limits: SizeLimits(minimum: 1, maximum: 4))
    #expect("\(ExternalType.memory(memory))" == "memory of 1..4 pages")
    let table = TableType(element: .funcref, limits: SizeLimits(minimum: 3))
    #expect("\(ExternalType.table(table))" == "table of funcref, 3 or more elements")
    let global = GlobalType(value: .externref, isMutable: true)
    #expect("\(ExternalType.global(global))" == "mutable global of type externref")
  }

  @Test("One error lists every import that is missing or does not fit")
  func linkError() throws {
    var imports = Imports()
    imports.define("host", "add") { (_, a: Int64, b: Int64) -> Int64 in a &+ b }
    let module = try Fixture.module("callbacks")
    let error = #expect(throws: LinkError.self) {
      _ = try Store().instantiate(module, imports: imports)
    }
    #expect(error?.problems.map(\.name) == ["add", "log", "reenter"])
    #expect(error?.problems.first?.found == "function [i64 i64] -> [i64]")
    #expect(error?.problems.last?.found == nil)
  }
}
