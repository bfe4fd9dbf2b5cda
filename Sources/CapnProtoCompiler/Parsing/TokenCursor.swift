/// Walks over the tokens of a statement or of a list item.
struct TokenCursor {
  private let tokens: [Token]
  private var index = 0
  /// Where to report that the tokens end too early.
  private let end: Int

  init(_ tokens: [Token], end: Int) {
    self.tokens = tokens
    self.end = end
  }

  var isAtEnd: Bool { index == tokens.count }
  /// The next token.
  var next: Token? { peek(0) }
  /// What the next token covers, or the place where one is missing.
  var range: Range<Int> { next?.range ?? end..<end }
  /// Where the last token read ends.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : range.lowerBound }

  func peek(_ ahead: Int) -> Token? {
    index + ahead < tokens.count ? tokens[index + ahead] : nil
  }

  mutating func advance() { if index < tokens.count { index += 1 } }

  /// Takes a symbol if it comes next.
  mutating func take(symbol: String) -> Bool {
    guard next?.isSymbol(symbol) == true else { return false }
    index += 1
    return true
  }

  /// Takes a word if it comes next.
  mutating func take(word: String) -> Bool {
    guard next?.isWord(word) == true else { return false }
    index += 1
    return true
  }

  /// Takes a name if one comes next.
  mutating func takeName() -> Name? {
    guard case .identifier(let text)? = next?.kind else { return nil }
    let name = Name(text: text, range: range)
    index += 1
    return name
  }
}
