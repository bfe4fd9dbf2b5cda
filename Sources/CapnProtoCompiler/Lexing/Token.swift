/// A token of the schema language, with the bytes it stands at.
struct Token {
  enum Kind {
    case identifier(String)
    case string([UInt8])
    case data([UInt8])
    case integer(UInt64)
    case float(Double)
    case symbol(String)
    /// What stands between parentheses, split at commas.
    case parenthesized([[Token]])
    /// What stands between brackets, split at commas.
    case bracketed([[Token]])
  }

  let kind: Kind
  let range: Range<Int>

  func isSymbol(_ text: String) -> Bool {
    if case .symbol(let symbol) = kind { return symbol == text }
    return false
  }

  func isWord(_ text: String) -> Bool {
    if case .identifier(let word) = kind { return word == text }
    return false
  }
}

/// A statement: tokens, then a semicolon or a block of statements.
struct Statement {
  let tokens: [Token]
  /// The statements of the block; `nil` when a semicolon ends it.
  let block: [Statement]?
  /// The comment that follows it, lines ended by line feeds.
  let comment: [UInt8]?
  let range: Range<Int>
}
