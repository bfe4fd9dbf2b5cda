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

  /// Our own front end leads to the same code, apart from comments, which it does not pass on.
  @Test(arguments: GeneratedFile.all)
  func throughOurFrontEnd(file: GeneratedFile) throws {
    let root = CapnpTool.root
    let compiler = SchemaCompiler(
      SchemaCompiler.Configuration(
        importPaths: ["\(root)/Fixtures/schemas"], workingDirectory: root, sourcePrefixes: [root])
    ) { path in FileManager.default.contents(atPath: path).map { [UInt8]($0) } }
    let output = try compiler.compile([file.schema]).swift(file.options)
    let there = try String(contentsOfFile: "\(root)/\(file.path)", encoding: .utf8)
    let source = try #require(output.first).source
    if Self.withoutComments(there) != Self.withoutComments(source) {
      Issue.record("\(file.path) is not what our front end gives for \(file.schema)")
    }
  }

  private static func withoutComments(_ source: String) -> [Substring] {
    source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
  }

  @Test(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing))
  func isDeterministic() throws {
    for file in GeneratedFile.all { #expect(try file.generate() == file.generate()) }
  }
}
