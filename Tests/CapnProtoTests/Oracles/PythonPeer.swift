import Foundation

/// Python with `pycapnp`, where it is installed: another reader and writer of our bytes.
enum PythonPeer {
  static let isInstalled: Bool = (try? run("import capnp", input: [])) != nil

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - program: Its text.
  ///   - input: Its standard input.
  /// - Returns: Its standard output.
  static func run(_ program: String, input: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("pycapnp-\(UUID().uuidString)")
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let result = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CapnpTool.Failure(text: "python failed") }
    return result
  }
}
