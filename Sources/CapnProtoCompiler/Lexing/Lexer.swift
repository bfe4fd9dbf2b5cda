/// Takes the text of a schema apart.
///
/// The language is lexed into a tree: statements hold tokens and blocks, parentheses and brackets
/// hold lists of tokens.
///
/// https://capnproto.org/language.html
struct Lexer {
  let bytes: [UInt8]
  private let file: SourceFile
  private let diagnostics: DiagnosticCollector
  var position = 0
  /// Open blocks, parentheses and brackets.
  private var depth = 0

  init(_ file: SourceFile, _ diagnostics: DiagnosticCollector) {
    self.file = file
    self.bytes = file.bytes
    self.diagnostics = diagnostics
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The statements of the whole file.
  ///
  /// - Complexity: linear in the size of the file.
  mutating func statements() -> [Statement] {
    var result = block()
    while let byte = peek() {
      // A closing brace without an opening one.
      report("Unexpected '\(Character(Unicode.Scalar(byte)))'", at: position..<position + 1)
      position += 1
      result += block()
    }
    return result
  }

  /// Statements up to a closing brace or the end.
  private mutating func block() -> [Statement] {
    var result: [Statement] = []
    while true {
      skipSpace()
      guard let byte = peek(), byte != UInt8(ascii: "}"), !diagnostics.isFull else {
        if diagnostics.isFull { position = bytes.count }
        return result
      }
      if let statement = statement() { result.append(statement) }
    }
  }

  private mutating func statement() -> Statement? {
    let start = position
    let tokens = tokenSequence(closing: nil)
    let end = tokens.last?.range.upperBound ?? start
    switch peek() {
    case UInt8(ascii: ";"):
      position += 1
      let stop = position
      return Statement(tokens: tokens, block: nil, comment: comment(), range: start..<stop)
    case UInt8(ascii: "{"):
      return blockStatement(tokens, start)
    case UInt8(ascii: "}"), nil:
      report("Expected ';' or a block here", at: end..<end)
    case let byte?:
      report("Unexpected '\(Character(Unicode.Scalar(byte)))'", at: position..<position + 1)
      position += 1
    }
    return tokens.isEmpty
      ? nil : Statement(tokens: tokens, block: nil, comment: nil, range: start..<end)
  }

  private mutating func blockStatement(_ tokens: [Token], _ start: Int) -> Statement? {
    let opening = position
    guard enter(at: opening) else { return nil }
    position += 1
    let early = comment()
    let statements = block()
    depth -= 1
    var late: [UInt8]?
    if peek() == UInt8(ascii: "}") {
      position += 1
    } else if !diagnostics.isFull {
      report("This '{' is never closed", at: opening..<opening + 1)
    }
    let stop = position
    late = comment()
    return Statement(
      tokens: tokens, block: statements, comment: early ?? late, range: start..<stop)
  }

  /// Goes one level deeper, unless that is too deep: then nothing more is read.
  private mutating func enter(at opening: Int) -> Bool {
    guard depth < SchemaLimits.nesting else {
      report(
        "Nested too deeply: the limit is \(SchemaLimits.nesting) levels", at: opening..<opening + 1)
      position = bytes.count
      return false
    }
    depth += 1
    return true
  }

  /// Tokens up to something that ends them: `;`, a brace, a comma or a closing mark in a list.
  private mutating func tokenSequence(closing: UInt8?) -> [Token] {
    var tokens: [Token] = []
    while true {
      skipSpace()
      guard let byte = peek() else { return tokens }
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        return tokens
      case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"):
        if closing != nil { return tokens }
        report("Unexpected '\(Character(Unicode.Scalar(byte)))'", at: position..<position + 1)
        position += 1
      default:
        if let token = token(byte) { tokens.append(token) }
      }
    }
  }

  private mutating func token(_ byte: UInt8) -> Token? {
    let start = position
    switch byte {
    case UInt8(ascii: "("):
      return list(closing: UInt8(ascii: ")")).map {
        Token(kind: .parenthesized($0), range: start..<position)
      }
    case UInt8(ascii: "["):
      return list(closing: UInt8(ascii: "]")).map {
        Token(kind: .bracketed($0), range: start..<position)
      }
    case UInt8(ascii: "\""):
      return Token(kind: .string(string()), range: start..<position)
    case _ where byte.isDigit:
      return number().map { Token(kind: $0, range: start..<position) }
    case _ where byte.isNameStart:
      while let next = peek(), next.isNameStart || next.isDigit { position += 1 }
      return Token(kind: .identifier(text(start..<position)), range: start..<position)
    case _ where byte.isSymbol:
      while let next = peek(), next.isSymbol { position += 1 }
      return Token(kind: .symbol(text(start..<position)), range: start..<position)
    default:
      // One message for a run of bytes that mean nothing.
      while let next = peek(), next.isMeaningless { position += 1 }
      if position == start { position += 1 }
      report("These characters mean nothing here", at: start..<position)
      return nil
    }
  }

  /// The items of a list, after its opening mark.
  private mutating func list(closing: UInt8) -> [[Token]]? {
    let opening = position
    guard enter(at: opening) else { return nil }
    defer { depth -= 1 }
    position += 1
    var items: [[Token]] = []
    while true {
      let start = position
      let item = tokenSequence(closing: closing)
      switch peek() {
      case UInt8(ascii: ","):
        if item.isEmpty { report("This list has an empty item", at: start..<position + 1) }
        items.append(item)
        position += 1
      case closing:
        // A comma may end the list.
        if !item.isEmpty { items.append(item) }
        position += 1
        return items
      default:
        let mark = Character(Unicode.Scalar(bytes[opening]))
        report("This '\(mark)' is never closed", at: opening..<opening + 1)
        if !item.isEmpty { items.append(item) }
        if let byte = peek(), byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
          position += 1
        }
        return items
      }
    }
  }

  func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func report(_ message: String, at range: Range<Int>) {
    diagnostics.add(message, at: range, in: file)
  }
}
