import Foundation
import Platform

/// The built examples, run as a user runs them.
enum Example {
  /// Where an example was built: in the folder of the test bundle.
  static func path(_ name: String) -> String {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
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
    let paths = folders.map { ($0.isEmpty ? "." : $0) + "/\(name)" }
    return paths.first { ProgramFile.isExecutable($0) } ?? name
  }

  /// Runs one to its end.
  static func run(_ name: String, _ arguments: [String]) throws -> (output: String, code: Int32) {
    let result = try ChildProcess.run(path(name), arguments, timeout: 120 * 1_000_000_000)
    let code: Int32 = if case .exited(let code) = result.status { code } else { -1 }
    return (String(decoding: result.output, as: UTF8.self), code)
  }
}

/// A file that is there for one test.
final class ScratchFile: Sendable {
  let path: String

  init(_ text: String, name: String) throws {
    path = "\(NSTemporaryDirectory())/\(UUID().uuidString)-\(name)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// An example that serves until it is ended.
final class RunningExample: @unchecked Sendable {
  // Safe to share: nothing changes after it has been made.
  private let process = Process()
  let port: UInt16

  /// Starts it and waits until it has said where it listens.
  init(_ name: String, _ arguments: [String]) throws {
    let output = Foundation.Pipe()
    process.executableURL = URL(fileURLWithPath: Example.path(name))
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    var line = Data()
    while !line.contains(10) {
      let part = output.fileHandleForReading.availableData
      if part.isEmpty { break }
      line += part
    }
    let text = String(decoding: line, as: UTF8.self)
    port =
      text.split(whereSeparator: { $0 == ":" || $0.isNewline }).last.flatMap { UInt16($0) } ?? 0
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// Makes one request on the calling thread.
  ///
  /// - Returns: the status and the body.
  func request(_ target: String, _ body: String = "") throws -> (status: Int, body: String) {
    try raw(
      "POST \(target) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Sends bytes and takes what comes until the end.
  func raw(_ text: String) throws -> (status: Int, body: String) {
    let socket = try Socket.connect(port: port)
    let waiter = try ThreadWaiter()
    var rest = Array(text.utf8)[...]
    var answer: [UInt8] = []
    while true {
      do {
        if !rest.isEmpty {
          let count = try rest.withUnsafeBytes { try Socket.send(socket.descriptor, $0) }
          rest = rest.dropFirst(count)
          continue
        }
        let part = try [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
          count = try Socket.receive(
            socket.descriptor, into: UnsafeMutableRawBufferPointer(buffer))
        }
        if part.isEmpty { break }
        answer += part
      } catch {
        guard (error as? SystemError)?.code == .again else { break }
        var set = WaitSet()
        set.add(socket, rest.isEmpty ? .readable : .writable)
        set.add(deadline: Clock.monotonic.now + 60_000_000_000)
        _ = waiter.wait(for: set)
      }
    }
    let whole = String(decoding: answer, as: UTF8.self)
    let status = whole.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    let body = whole.range(of: "\r\n\r\n").map { String(whole[$0.upperBound...]) } ?? ""
    return (status, body)
  }
}
