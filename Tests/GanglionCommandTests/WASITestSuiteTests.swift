import Foundation
import Testing

/// The official programs for WASI preview 1, through the tool.
///
/// Source: https://github.com/WebAssembly/wasi-testsuite
@Suite("Official WASI programs")
struct WASITestSuiteTests {
  private static let folder = "\(Tool.root)/Fixtures/wasi-testsuite"

  private static let programs: [String] = {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".wasm") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// What the file beside a program says; everything may be left out.
  private struct Specification: Decodable {
    var args: [String]?
    var env: [String: String]?
    var root: String?
    var stdout: String?
    var stderr: String?
    var exitCode: Int32?

    private enum CodingKeys: String, CodingKey {
      case args, env, root, stdout, stderr
      case exitCode = "exit_code"
    }
  }

  @Test("All of them are there")
  func completeness() {
    #expect(Self.programs.count == 26)
  }

  @Test("A program does what the file beside it says", arguments: programs)
  func program(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let data = FileManager.default.contents(atPath: path + ".json") ?? Data("{}".utf8)
    let specification = try JSONDecoder().decode(Specification.self, from: data)
    var arguments = ["run"]
    for (key, value) in specification.env ?? [:] { arguments += ["--env", "\(key)=\(value)"] }
    let scratch = try ScratchFolder()
    if let root = specification.root {
      let parent = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
      try scratch.copy("\(parent)/\(root)", as: "root")
      arguments += ["--dir", "\(scratch.path("root"))::/"]
    }
    let run = try Tool.run(arguments + [path + ".wasm"] + (specification.args ?? []))
    #expect(run.code == specification.exitCode ?? 0, "\(run.errors)")
    if let expected = specification.stdout { #expect(run.output == expected) }
    if let expected = specification.stderr { #expect(run.errors == expected) }
  }
}
