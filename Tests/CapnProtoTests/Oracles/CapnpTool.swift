import Foundation

/// The `capnp` program, where it is installed: what our bytes are compared with.
enum CapnpTool {
  static let path: String? = ["/usr/bin/capnp", "/usr/local/bin/capnp", "/opt/homebrew/bin/capnp"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static var isInstalled: Bool { path != nil }
  static let absence = "the capnp program is not installed"

  struct Failure: Error { let text: String }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - input: Its standard input.
  /// - Returns: Its standard output.
  /// - Throws: What it wrote to standard error, if it failed.
  static func run(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
    guard let path else { throw Failure(text: absence) }
    let directory = FileManager.default.temporaryDirectory
    let inputFile = directory.appendingPathComponent("capnp-\(UUID().uuidString)")
    try Data(input).write(to: inputFile)
    defer { try? FileManager.default.removeItem(at: inputFile) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let result = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    let complaint = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(text: complaint) }
    return result
  }

  /// Converts one message, or more that follow each other.
  static func convert(_ formats: String, _ input: [UInt8]) throws -> [UInt8] {
    try run(["convert", "--quiet", formats], input: input)
  }
}
