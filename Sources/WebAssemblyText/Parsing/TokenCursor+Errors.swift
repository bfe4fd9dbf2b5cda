internal import WebAssembly

extension TokenCursor {
  /// The error about a token that can't stand where it stands.
  ///
  /// A word that nobody knows, or a malformed number, is an `unknown operator` anywhere.
  func unexpected(_ token: Token) -> TextError {
    if isKnown(token) { return error(token, .unexpectedToken, "unexpected token") }
    let text = stream.source.quote(token.range)
    return error(token, .unknownOperator, "unknown operator \(text)")
  }

  /// The error about the next token, which can't stand where it stands.
  func unexpected() -> TextError { unexpected(next) }

  /// An error about a token.
  func error(_ token: Token, _ code: TextError.Code, _ message: String) -> TextError {
    stream.source.error(at: token.range, code, message)
  }

  /// An error about the next token.
  func error(_ code: TextError.Code, _ message: String) -> TextError { error(next, code, message) }

  /// Whether a token means something, if perhaps not where it stands.
  func isKnown(_ token: Token) -> Bool {
    let text = stream.bytes(of: token)
    switch token.kind {
    case .open, .close, .string, .identifier, .end: return true
    case .reserved: return false
    case .number:
      return IntegerLiteral(text) != nil || FloatLiteral.read(text, as: .double) != .malformed
    case .word:
      switch token.word {
      case .unknown: return false
      case .keyword(.offsetEquals), .keyword(.alignEquals):
        return text.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false).last
          .flatMap { IntegerLiteral($0) }.map { !$0.hasSign } ?? false
      case .keyword, .instruction: return true
      }
    }
  }
}
