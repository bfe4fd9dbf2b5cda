internal import WebAssembly

/// The tokens of a source, its annotations set apart.
package struct TokenStream: Sendable {
  package let source: SourceText
  /// The tokens; the last one has kind `end`.
  package let tokens: [Token]
  /// The annotations we know, in order.
  package let annotations: [Annotation]
  /// The tokens inside annotations.
  package let annotationTokens: [Token]

  /// Splits a source into tokens.
  ///
  /// - Parameters:
  ///   - bytes: the source.
  ///   - limits: the limits.
  /// - Throws: ``TextError`` when it is not made of tokens.
  package init(_ bytes: [UInt8], limits: TextLimits) throws(TextError) {
    let source = try SourceText(bytes, limits: limits)
    var lexer = Lexer(source)
    try lexer.run()
    self.source = source
    tokens = lexer.tokens
    annotations = lexer.annotations
    annotationTokens = lexer.annotationTokens
  }

  /// The bytes of a token.
  package func bytes(of token: Token) -> ArraySlice<UInt8> { source.bytes[token.range] }

  /// The bytes a string token stands for.
  package func stringBytes(of token: Token) -> [UInt8] {
    StringLiteral.decode(source.bytes[token.range])
  }

  /// The name a string token stands for.
  ///
  /// - Throws: ``TextError`` when it is not UTF-8.
  package func name(of token: Token) throws(TextError) -> [UInt8] {
    let bytes = stringBytes(of: token)
    guard UTF8Validation.firstInvalid(in: bytes[...]) == nil else {
      throw source.error(at: token.range, .malformedUTF8, "malformed UTF-8 encoding")
    }
    return bytes
  }

  /// The annotations that stand before the tokens of a range.
  package func annotations(before range: ClosedRange<Int>) -> Range<Int> {
    let first = firstAnnotation(from: range.lowerBound)
    return first..<max(first, firstAnnotation(from: range.upperBound + 1))
  }

  /// The index of the first annotation at or after a token index.
  package func firstAnnotation(from tokenIndex: Int) -> Int {
    var low = 0
    var high = annotations.count
    while low < high {
      let middle = (low + high) / 2
      if annotations[middle].tokenIndex < tokenIndex { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
