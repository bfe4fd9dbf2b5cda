import CapnProto
import Platform
import Testing

@testable import CapnProtoCompiler

/// The standard `capnp` tool, an oracle where it is installed.
enum CapnpTool {
  static let missing: Comment = "the capnp tool is not installed"

  /// The top of the package.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  static let isInstalled: Bool = {
    guard let result = try? ChildProcess.run("capnp", ["--version"]) else { return false }
    if case .exited(0) = result.status { return true }
    return false
  }()

  /// Runs the tool.
  ///
  /// - Returns: What it wrote to standard output; the test fails if it ends with an error.
  static func run(_ arguments: [String], input: [UInt8]? = nil) throws -> [UInt8] {
    let result = try ChildProcess.run(
      "capnp", arguments, input: input, timeout: 60 * 1_000_000_000)
    guard case .exited(0) = result.status else {
      let errors = String(decoding: result.errorOutput, as: UTF8.self)
      Issue.record("capnp \(arguments.joined(separator: " ")): \(errors)")
      return []
    }
    return result.output
  }

  /// The request for files, named from the top of the package.
  static func request(_ files: [String]) throws -> [UInt8] {
    let roots = ["-I", "\(root)/Fixtures/schemas", "--src-prefix=\(root)"]
    return try run(["compile", "-o-"] + roots + files.map { "\(root)/\($0)" })
  }

  /// The declarations in files, named from the top of the package.
  static func schemas(_ files: String...) throws -> RequestContents {
    try RequestReader.read(Message(framed: request(files), limits: .trusted))
  }
}
