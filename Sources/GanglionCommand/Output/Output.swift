import Ganglion

/// What goes to standard output, in large pieces.
struct Output: ~Copyable {
  private var pending = ""
  /// Enough to make the cost of a system call small.
  private static let limit = 64 << 10

  /// Adds a line.
  mutating func line(_ text: String = "") throws(CommandError) {
    pending += text
    pending += "\n"
    if pending.utf8.count >= Output.limit { try flush() }
  }

  /// Writes out what was added.
  ///
  /// Nobody reading any more ends the program quietly, as with other tools.
  mutating func flush() throws(CommandError) {
    defer { pending = "" }
    do throws(FileError) {
      try StandardStream.output.write(pending)
    } catch {
      throw CommandError(.output, "\(error)")
    }
  }

  /// Writes a text out at once.
  static func write(_ text: String) throws(CommandError) {
    var output = Output()
    output.pending = text
    try output.flush()
  }
}
