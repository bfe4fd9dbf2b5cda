import Foundation
import Ganglion
import Platform
import Testing

@Suite("Modules from files")
struct FileTests {
  @Test("A module is read from its file")
  func reads() throws {
    #expect(try Fixture.module("hello").exportType("_start") != nil)
  }

  @Test("Modules in the text format are taken as well, from files and from strings")
  func readsText() throws {
    let text = "(module (func (export \"f\") (result i32) (i32.const 7)))"
    let path =
      FileManager.default.temporaryDirectory.path
      + "/ganglion-\(UInt64.random(in: 0 ... .max)).wat"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    for module in [try Module(path: path), try Module(text: text), try Program(path: path).module] {
      let instance = try Store().instantiate(module)
      #expect(try instance.call("f") as Int32 == 7)
    }
    let error = #expect(throws: TextError.self) { try Module(text: "(module\n (func i32.foo))") }
    #expect(error?.description == "2:8: unknown operator i32.foo")
    #expect(throws: ModuleError.self) { try Module(text: "(func (result i32))") }
  }

  @Test("A missing file, a directory and a path with a zero byte are told apart")
  func refuses() {
    #expect(throws: FileError.self) { try Module(path: "/nowhere/at/all.wasm") }
    let missing = #expect(throws: FileError.self) { try Module(path: "/nowhere.wasm") }
    #expect(missing?.code == .notFound)
    #expect(missing?.path == "/nowhere.wasm")
    #expect(#expect(throws: FileError.self) { try Module(path: "/") }?.code == .isDirectory)
    #expect(throws: FileError.self) { try Module(path: "a\0b") }
    #expect(throws: FileError.self) { try Module(path: "") }
  }

  @Test("No more is read than the limit on modules allows, of files and of devices")
  func limits() {
    var configuration = ModuleConfiguration()
    configuration.limits.moduleSize = 1000
    let large = #expect(throws: FileError.self) {
      try Module(path: Fixture.path("hello"), configuration: configuration)
    }
    #expect(large?.code == .tooLarge)
    configuration.limits.moduleSize = 1 << 20
    let endless = #expect(throws: FileError.self) {
      try Module(path: "/dev/zero", configuration: configuration)
    }
    #expect(endless?.code == .tooLarge)
  }

  @Test("What is no module is an error of the module, not of the file")
  func notAModule() {
    #expect(throws: ModuleError.self) { try Module(path: #filePath) }
    #expect(throws: ModuleError.self) { try Module(path: "/dev/null") }
  }
}
