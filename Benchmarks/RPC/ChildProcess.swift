import Foundation

/// A program run on the first core, and what it prints.
///
/// To be used on the main thread: programs started elsewhere inherit blocked signals, and then
/// nothing but `SIGKILL` ends them.
struct ChildProcess {
  private let process = Process()
  private let output = Pipe()

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - arguments: what it is told.
  init(_ program: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["taskset", "-c", "0", program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
  }

  /// Waits until the program has printed something.
  func waitForOutput() { _ = output.fileHandleForReading.availableData }

  /// What the program printed, once it has ended.
  func finish() -> String {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// Ends the program.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The numbers that a program prints.
  static func numbers(_ program: String, _ arguments: [String]) throws -> [Double] {
    try ChildProcess(program, arguments).finish().split(whereSeparator: \.isWhitespace)
      .compactMap { Double($0) }
  }
}
