import Platform

/// The built tool, run as a user runs it.
enum Tool {
  /// The top of the package.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// The path of a small program.
  static func program(_ name: String) -> String {
    "\(root)/Fixtures/programs/small/\(name).wasm"
  }

  /// Where the tool is: in the folder of the test bundle, or of whatever loaded it.
  static let path: String? = {
    var folders: [String] = []
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { continue }
      folders.append(parts[..<bundle].joined(separator: "/"))
    }
    #if DEBUG
      folders.append("\(root)/.build/debug")
    #else
      folders.append("\(root)/.build/release")
    #endif
    return folders.lazy.map { ($0.isEmpty ? "." : $0) + "/ganglion" }.first { exists($0) }
  }()

  /// How a run went.
  struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs the tool; after minutes it counts as hanging.
  static func run(_ arguments: [String], input: [UInt8]? = nil) throws -> Outcome {
    try spawn(path ?? "ganglion", arguments, input: input)
  }

  static func run(_ arguments: String..., input: String? = nil) throws -> Outcome {
    try run(arguments, input: input.map { [UInt8]($0.utf8) })
  }

  /// Runs a shell script, in which `$1` is the tool and `$2` a program.
  static func shell(_ script: String, _ program: String = "hello") throws -> Outcome {
    try spawn("sh", ["-c", script, "sh", path ?? "ganglion", Tool.program(program)], input: nil)
  }

  private static func spawn(
    _ path: String, _ arguments: [String], input: [UInt8]?
  ) throws -> Outcome {
    let result = try ChildProcess.run(
      path, arguments, input: input, timeout: 300 * 1_000_000_000)
    let code: Int32
    switch result.status {
    case .exited(let number): code = number
    case .signalled(let number): code = -number
    }
    return Outcome(
      code: code, output: String(decoding: result.output, as: UTF8.self),
      errors: String(decoding: result.errorOutput, as: UTF8.self))
  }

  static func exists(_ path: String) -> Bool {
    guard let system = try? SystemPath(path) else { return false }
    var mode = OpenMode()
    mode.reads = true
    return (try? FileDescriptor.open(system, mode).rawValue) != nil
  }
}
