import CapnProto
import CapnProtoCompiler
import Platform
import Testing

/// Schemas in memory, or a directory of them for the standard tool.
struct SchemaFiles {
  var files: [String: [UInt8]] = [:]

  init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  /// One file, `test.capnp`, with an id in front.
  init(_ text: String) { self.init(["test.capnp": "@0xbb0c61c5d8a1f3e8;\n" + text]) }

  func compile(_ paths: String...) throws(SchemaErrors) -> CompiledSchema {
    let compiler = SchemaCompiler(SchemaCompiler.Configuration(importPaths: ["include"])) { path in
      files[String(path.dropFirst())]
    }
    return try compiler.compile(paths.isEmpty ? ["test.capnp"] : paths)
  }

  /// What is wrong with them; nothing if they compile.
  func errors() -> [SchemaDiagnostic] {
    do throws(SchemaErrors) {
      _ = try compile()
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// The request that the standard tool writes; `nil` if it finds an error.
  func standardRequest(_ paths: [String]) throws -> [UInt8]? {
    try standardResult(paths).request
  }

  /// The request that the standard tool writes, or its errors.
  func standardResult(_ paths: [String]) throws -> (request: [UInt8]?, errors: String) {
    let directory = try TemporaryDirectory()
    // The tool refuses import directories that are not there.
    try directory.write([], to: "include/empty")
    for (path, bytes) in files { try directory.write(bytes, to: path) }
    let result = try ChildProcess.run(
      "/usr/bin/env",
      ["-u", "PWD", "-C", directory.path, "capnp", "-Iinclude", "compile", "-o-"] + paths,
      timeout: 60 * 1_000_000_000)
    let errors = String(decoding: result.errorOutput, as: UTF8.self)
    return (result.status == .exited(0) ? result.output : nil, errors)
  }
}
