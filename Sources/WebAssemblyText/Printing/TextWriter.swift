internal import WebAssembly

/// Collects the text of a module, up to a limit: what goes beyond is dropped.
struct TextWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private let limit: Int

  /// Deeper lines are not indented any more, so that deep nesting does not make long texts.
  private static let deepestIndentation = 32

  init(limit: Int) { self.limit = limit }

  /// Whether the text is longer than it may be, and thus not complete.
  var isFull: Bool { bytes.count > limit }

  mutating func text(_ text: String) {
    if !isFull { bytes.append(contentsOf: text.utf8) }
  }

  mutating func text(_ text: StaticString) {
    // Safe: the pointer of a static string is valid for ever.
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func quoted(_ content: ArraySlice<UInt8>, isText: Bool) {
    if !isFull { QuotedText.append(content, isText: isText, to: &bytes) }
  }

  /// Starts a line.
  mutating func line() {
    if isFull { return }
    if !bytes.isEmpty { bytes.append(0x0A) }
    for _ in 0..<min(depth, TextWriter.deepestIndentation) {
      bytes.append(0x20)
      bytes.append(0x20)
    }
  }

  /// Starts a line with a parenthesis and a word, and indents what follows.
  mutating func open(_ word: StaticString) {
    line()
    text("(")
    text(word)
    depth += 1
  }

  mutating func close() {
    depth -= 1
    text(")")
  }

  mutating func indent() { depth += 1 }

  mutating func outdent() { depth -= 1 }
}
