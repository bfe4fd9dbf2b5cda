import Platform

/// A folder of its own for a test, removed afterwards with all that is in it.
final class ScratchFolder {
  let path: String

  init() throws {
    path = "/tmp/ganglion-test-\(UInt64.random(in: 0 ... .max))"
    try ScratchFolder.shell("mkdir -p \"$1\"", path)
  }

  deinit { try? ScratchFolder.shell("rm -rf \"$1\"", path) }

  /// The path of something in it.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, [UInt8](text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    _ = try ChildProcess.run("sh", ["-c", "cat > \"$1\"", "sh", path(name)], input: bytes)
    return path(name)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try ChildProcess.run("cat", [path(name)]).output, as: UTF8.self)
  }

  /// Copies a folder into it.
  func copy(_ source: String, as name: String) throws {
    try ScratchFolder.shell("cp -R \"$1\" \"$2\"", source, path(name))
  }

  static func shell(_ script: String, _ arguments: String...) throws {
    _ = try ChildProcess.run("sh", ["-c", script, "sh"] + arguments)
  }
}
