import Ganglion
import Platform

/// What is going on, on standard error: when that is a terminal, and it has taken long.
enum Progress {
  /// When something was first to be shown.
  private static let start = Clock.monotonic.now
  private static let isTerminal = StandardStream.error.isTerminal

  /// Before so many nanoseconds nobody wonders.
  private static let patience: UInt64 = 2_000_000_000

  /// Shows a line in place of the last one.
  static func show(_ text: String) {
    let start = start
    let isLate = Clock.monotonic.now - start >= patience
    if isLate && isTerminal { try? StandardStream.error.write("\r\u{1B}[K\(text)") }
  }

  /// Takes the line away.
  static func clear() { show("") }
}
