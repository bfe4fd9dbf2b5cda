import Foundation
import Platform
import Testing

/// `capnpc-swift` as the standard tool runs it.
@Suite(.enabled(if: CapnpTool.isInstalled, CapnpTool.missing)) struct PluginTests {
  /// Where the tool is: in the folder of the test bundle, or of whatever loaded it.
  static let path: String? = {
    var folders = CommandLine.arguments.compactMap { argument -> String? in
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { return nil }
      return parts[..<bundle].joined(separator: "/")
    }
    #if DEBUG
      folders.append("\(CapnpTool.root)/.build/debug")
    #else
      folders.append("\(CapnpTool.root)/.build/release")
    #endif
    return folders.map { "\($0)/capnpc-swift" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()

  @Test(.enabled(if: path != nil, "capnpc-swift is not built"))
  func writesFilesNextToSchemas() throws {
    let tool = try #require(Self.path)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let schemas = "\(CapnpTool.root)/Fixtures/schemas"
    _ = try CapnpTool.run([
      "compile", "-o\(tool):\(folder.path)", "--src-prefix=\(schemas)", "\(schemas)/other.capnp",
    ])
    let source = try String(
      contentsOf: folder.appending(path: "other.capnp.swift"), encoding: .utf8)
    let file = GeneratedFile("Fixtures/schemas/other.capnp", in: "") { _ in }
    #expect(try source == file.generate())
  }

  @Test(.enabled(if: path != nil, "capnpc-swift is not built"))
  func refusesWhatIsNoRequest() throws {
    let tool = try #require(Self.path)
    for input: [UInt8] in [[], [1, 2, 3], Array(repeating: 0xff, count: 64)] {
      let result = try ChildProcess.run(tool, input: input, timeout: 60 * 1_000_000_000)
      #expect(result.status == .exited(1))
      #expect(!result.errorOutput.isEmpty)
    }
    let result = try ChildProcess.run(tool, ["--access", "secret"], input: [])
    #expect(result.status == .exited(1))
  }
}
