import Ganglion
import Platform

/// A folder for programs of others, removed with all that is in it.
final class ScratchFolder {
  private let place: String

  /// - Returns: `nil` when there is no place for one.
  init?() {
    var number: UInt64 = 0
    withUnsafeMutableBytes(of: &number) { Randomness.fill($0) }
    place = "/tmp/ganglion-busy-\(String(number, radix: 36))"
    // Nobody else's: it must not be there yet.
    guard let made = try? ChildProcess.run("mkdir", ["-m", "700", place]),
      made.status == .exited(0)
    else { return nil }
  }

  deinit { _ = try? ChildProcess.run("rm", ["-rf", place]) }

  func path(_ name: String) -> String { "\(place)/\(name)" }

  /// Writes a file; tells whether that worked.
  func write(_ name: String, _ bytes: [UInt8]) -> Bool {
    (try? FileContent.write(bytes, path: path(name))) != nil
  }

  func write(_ name: String, _ text: String) -> Bool { write(name, Array(text.utf8)) }
}
