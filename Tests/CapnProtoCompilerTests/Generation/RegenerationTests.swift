import Foundation
import Testing

@testable import CapnProtoCompiler

/// What is checked in is what the generator makes.
///
/// With `REGENERATE` set in the environment, the files are written instead.
@Suite struct RegenerationTests {
  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing), arguments: GeneratedFile.all)
  func checkedIn(file: GeneratedFile) throws {
    let source = try file.generate()
    let path = "\(CapnpTool.root)/\(file.path)"
    if ProcessInfo.processInfo.environment["REGENERATE"] != nil {
      try source.write(toFile: path, atomically: false, encoding: .utf8)
    }
    let there = try String(contentsOfFile: path, encoding: .utf8)
    let message: Comment = "\(file.path) is not what \(file.schema) gives; see REGENERATE"
    if there != source { Issue.record(message) }
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func isDeterministic() throws {
    for file in GeneratedFile.all { #expect(try file.generate() == file.generate()) }
  }
}
