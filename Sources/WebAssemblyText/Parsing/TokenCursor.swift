internal import WebAssembly

/// A place in a token stream, and the steps every parser takes.
struct TokenCursor {
  let stream: TokenStream
  /// The index of the next token.
  var position = 0

  init(_ stream: TokenStream, position: Int = 0) {
    self.stream = stream
    self.position = position
  }

  /// The next token.
  var next: Token { stream.tokens[min(position, stream.tokens.count - 1)] }

  /// The token some places ahead.
  func peek(_ distance: Int) -> Token {
    stream.tokens[min(position + distance, stream.tokens.count - 1)]
  }

  /// The next token when it is a keyword.
  var keyword: Keyword? {
    if case .keyword(let keyword) = next.word { keyword } else { nil }
  }

  /// The keyword after a parenthesis, when both are next.
  var openKeyword: Keyword? {
    guard next.kind == .open, case .keyword(let keyword) = peek(1).word else { return nil }
    return keyword
  }

  mutating func advance() { position += 1 }

  /// Takes a keyword if it is next.
  mutating func take(_ keyword: Keyword) -> Bool {
    guard next.word == .keyword(keyword) else { return false }
    advance()
    return true
  }

  /// Whether a parenthesis and a keyword are next.
  func isOpen(_ keyword: Keyword) -> Bool {
    next.kind == .open && peek(1).word == .keyword(keyword)
  }

  /// Takes a parenthesis and a keyword if they are next.
  mutating func takeOpen(_ keyword: Keyword) -> Bool {
    guard isOpen(keyword) else { return false }
    position += 2
    return true
  }

  /// Takes a closing parenthesis if it is next.
  mutating func takeClose() -> Bool {
    guard next.kind == .close else { return false }
    advance()
    return true
  }

  mutating func expectOpen() throws(TextError) {
    guard next.kind == .open else { throw unexpected() }
    advance()
  }

  mutating func expectOpen(_ keyword: Keyword) throws(TextError) {
    try expectOpen()
    try expect(keyword)
  }

  mutating func expectClose() throws(TextError) {
    guard takeClose() else { throw unexpected() }
  }

  mutating func expect(_ keyword: Keyword) throws(TextError) {
    guard take(keyword) else { throw unexpected() }
  }

  /// Takes an identifier if one is next.
  mutating func takeIdentifier() -> Identifier? {
    guard let identifier else { return nil }
    advance()
    return identifier
  }

  /// The next token when it is an identifier.
  var identifier: Identifier? {
    let token = next
    guard token.kind == .identifier else { return nil }
    let content = stream.bytes(of: token).dropFirst()
    guard content.first == 0x22 else { return Identifier(bytes: content) }
    return Identifier(bytes: StringLiteral.decode(content)[...])
  }

  /// Takes a string that is UTF-8.
  mutating func expectName() throws(TextError) -> [UInt8] {
    guard next.kind == .string else { throw unexpected() }
    let name = try stream.name(of: next)
    advance()
    return name
  }

  /// Takes any number of strings and joins their bytes.
  mutating func takeStrings() -> [UInt8] {
    var bytes: [UInt8] = []
    while next.kind == .string {
      bytes += stream.stringBytes(of: next)
      advance()
    }
    return bytes
  }

  /// Moves to the parenthesis that closes the list the cursor is in.
  mutating func skipToClose() throws(TextError) {
    var depth = 0
    while true {
      switch next.kind {
      case .open: depth += 1
      case .close:
        if depth == 0 { return }
        depth -= 1
      case .end: throw unexpected()
      default: break
      }
      advance()
    }
  }
}
