import Ganglion
import Platform
import Testing

@Suite("Modules from files")
struct FileTests {
  @Test("A module is read from its file")
  func reads() throws {
    #expect(try Fixture.module("hello").exportType("_start") != nil)
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
