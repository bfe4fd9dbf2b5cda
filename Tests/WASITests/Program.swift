import Foundation
import Testing
import WASI
import WebAssembly

/// Runs a real program to its end.
struct Program {
  /// How it ended, and what it said.
  struct Outcome {
    var exitCode: UInt32
    var output: String
    var errorOutput: String
  }

  let module: Module

  init(_ bytes: [UInt8]) throws { module = try Module(bytes: bytes) }

  /// Runs `_start`; output is collected unless the configuration says otherwise.
  func run(_ configure: (inout WASIConfiguration) -> Void) throws -> Outcome {
    let (output, errorOutput) = (CollectedOutput(), CollectedOutput())
    var configuration = WASIConfiguration()
    configuration.standardOutput = .collected(output)
    configuration.standardError = .collected(errorOutput)
    configure(&configuration)
    let store = Store()
    store.attach(try WASIContext(configuration))
    let instance = try store.instantiate(module, imports: WASI.imports)
    let exitCode = try finish(try instance.start("_start"))
    return Outcome(exitCode: exitCode, output: output.text, errorOutput: errorOutput.text)
  }

  private func finish(_ call: Call) throws -> UInt32 {
    let waiter = try BlockingWaiter()
    while true {
      switch try call.resume() {
      case .finished: return 0
      case .suspended(let host):
        let request = try #require(host.request as? WaitRequest)
        #expect(waiter.wait(for: request))
      case .trapped(let trap):
        guard let exit = trap.cause as? WASIExit else { throw trap }
        return exit.code
      case .outOfFuel, .interrupted: throw Trap(.interrupted)
      }
    }
  }
}

/// A program of the official suite, with what its manifest asks for.
struct SuiteProgram: CustomTestStringConvertible, Sendable {
  let name: String
  let file: URL
  var arguments: [String] = []
  var environment: [(String, String)] = []
  var root: URL?
  var exitCode: UInt32 = 0
  var output: String?

  var testDescription: String { name }

  static let directory: URL = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appending(path: "Fixtures/wasi-testsuite")
  }()

  static let all: [SuiteProgram] = ["c", "assemblyscript"].flatMap { language in
    let folder = directory.appending(path: language)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".wasm") }.sorted().map { name in
      SuiteProgram(name: language + "/" + name, file: folder.appending(path: name))
    }
  }

  private init(name: String, file: URL) {
    self.name = name
    self.file = file
    let manifest = file.deletingPathExtension().appendingPathExtension("json")
    guard let data = try? Data(contentsOf: manifest),
      let values = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return }
    arguments = values["args"] as? [String] ?? []
    let variables = values["env"] as? [String: String] ?? [:]
    environment = variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    root = (values["root"] as? String).map {
      file.deletingLastPathComponent().appending(path: $0)
    }
    exitCode = values["exit_code"] as? UInt32 ?? 0
    output = values["stdout"] as? String
  }
}
