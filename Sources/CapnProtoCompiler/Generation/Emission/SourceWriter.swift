/// Writes indented source text.
struct SourceWriter {
  /// The text so far.
  private(set) var text = ""
  private var depth = 0
  private var closings: [String] = []

  /// How many columns are left at the present depth, of 100.
  var columns: Int { 100 - 2 * depth }

  /// Writes one line, or several if `line` holds line breaks; an empty line gets no indentation.
  mutating func line(_ line: String = "") {
    for part in line.split(separator: "\n", omittingEmptySubsequences: false) {
      if !part.isEmpty {
        for _ in 0..<depth { text += "  " }
        text += part
      }
      text += "\n"
    }
  }

  /// Writes what another writer has written.
  mutating func append(_ other: SourceWriter) { text += other.text }

  /// Writes an empty line, unless one was just written or a block was just opened.
  mutating func gap() {
    if text.isEmpty || text.hasSuffix("\n\n") || text.hasSuffix("{\n")
      || text.hasSuffix("(Embedded)\n")
    {
      return
    }
    text += "\n"
  }

  /// Writes `head {`, or `head` alone if it opens something else than a block, and goes one step
  /// to the right.
  mutating func open(_ head: String, closing: String = "}", isBlock: Bool = true) {
    line(isBlock ? head + " {" : head)
    closings.append(closing)
    depth += 1
  }

  /// Goes one step to the left and closes the block that was opened last.
  mutating func close() {
    depth -= 1
    line(closings.popLast() ?? "}")
  }

  /// Writes a documentation comment, wrapped at 100 columns.
  mutating func documentation(_ comment: String) {
    var trimmed = comment[...]
    while trimmed.last == "\n" || trimmed.last == " " { trimmed.removeLast() }
    if trimmed.isEmpty { return }
    for part in trimmed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      for wrapped in Self.wrap(part, columns: columns - 4) {
        line(wrapped.isEmpty ? "///" : "/// " + wrapped)
      }
    }
  }

  /// Breaks a line at spaces so that each part fits where that is possible.
  private static func wrap(_ line: Substring, columns: Int) -> [String] {
    if line.count <= columns { return [String(line)] }
    let indentation = line.prefix { $0 == " " }
    var parts: [String] = []
    var current = String(indentation)
    var isFresh = true
    for word in line.split(separator: " ") {
      if !isFresh, current.count + 1 + word.count > columns {
        parts.append(current)
        current = String(indentation)
        isFresh = true
      }
      current += isFresh ? word : " " + word
      isFresh = false
    }
    if !isFresh { parts.append(current) }
    return parts
  }
}
