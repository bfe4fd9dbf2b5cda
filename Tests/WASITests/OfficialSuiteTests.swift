import Foundation
import Testing

import WASI

/// The programs of the official WASI test suite.
@Suite(.serialized) struct OfficialSuiteTests {
  @Test func theSuiteIsComplete() { #expect(SuiteProgram.all.count == 26) }

  @Test(arguments: SuiteProgram.all) func programsPassOnDisk(_ program: SuiteProgram) throws {
    let scratch = try ScratchDirectory()
    try check(program) { root in
      for file in try files(of: root) {
        let target = URL(filePath: scratch.hostPath(file.path))
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.bytes.withUnsafeBytes { Data($0) }.write(to: target)
      }
      try FileManager.default.createDirectory(
        atPath: scratch.hostPath("writeable"), withIntermediateDirectories: true)
      return .host(scratch.path, as: "/", .readWrite)
    }
  }

  @Test(arguments: SuiteProgram.all.filter { $0.root != nil })
  func programsPassInMemory(_ program: SuiteProgram) throws {
    try check(program) { root in
      let fileSystem = MemoryFileSystem()
      let maker = try Guest { $0.directories = [.memory(fileSystem, as: "/")] }
      for file in try files(of: root) {
        let folders = file.path.split(separator: "/").dropLast()
        for count in 0..<folders.count {
          _ = try maker.makeDirectory(folders[...count].joined(separator: "/"))
        }
        try maker.makeFile(file.path, String(decoding: file.bytes, as: UTF8.self))
      }
      _ = try maker.makeDirectory("writeable")
      return .memory(fileSystem, as: "/")
    }
  }

  private func check(
    _ program: SuiteProgram, _ grant: (URL) throws -> WASIDirectory
  ) throws {
    let directory = try program.root.map(grant)
    let bytes = [UInt8](try Data(contentsOf: program.file))
    let outcome = try Program(bytes).run { configuration in
      configuration.arguments = [program.file.lastPathComponent] + program.arguments
      configuration.environment = program.environment.map { .init($0.0, $0.1) }
      if let directory { configuration.directories = [directory] }
    }
    #expect(outcome.exitCode == program.exitCode, "\(outcome.errorOutput)")
    if let output = program.output { #expect(outcome.output == output) }
  }

  /// The files beneath a directory, by relative path.
  private func files(of root: URL) throws -> [(path: String, bytes: [UInt8])] {
    try FileManager.default.subpathsOfDirectory(atPath: root.path).compactMap { path in
      let file = root.appending(path: path)
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory)
      return isDirectory.boolValue ? nil : (path, [UInt8](try Data(contentsOf: file)))
    }
  }
}
