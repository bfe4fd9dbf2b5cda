internal import WebAssembly

/// Annotations: kept when we know them, else skipped.
///
/// Specification: https://webassembly.github.io/spec/core/text/lexical.html#annotations
extension Lexer {
  /// Takes an annotation, of which `(@` is next.
  mutating func scanAnnotation() throws(TextError) {
    let start = index
    let kind = Annotation.Kind(identifier: try scanAnnotationIdentifier())
    let first = annotationTokens.count
    try scanAnnotationContent(from: start, keep: kind != nil)
    guard let kind else { return }
    annotations.append(
      Annotation(
        kind: kind, range: start..<index, tokenIndex: tokens.count,
        content: first..<annotationTokens.count))
  }

  private mutating func scanAnnotationIdentifier() throws(TextError) -> [UInt8] {
    let start = index
    index += 2
    var identifier: [UInt8] = []
    if peek(0) == 0x22, let end = try? StringLiteral.end(in: source.bytes, from: index) {
      identifier = StringLiteral.decode(source.bytes[index..<end])
      if UTF8Validation.firstInvalid(in: identifier[...]) != nil {
        throw source.error(at: index..<end, .malformedUTF8, "malformed UTF-8 encoding")
      }
      index = end
    } else {
      while index < source.bytes.count, Characters.isIdentifier(source.bytes[index]) { index += 1 }
      identifier = Array(source.bytes[start + 2..<index])
    }
    if identifier.isEmpty {
      throw source.error(at: start..<start + 2, .annotation, "empty annotation id")
    }
    return identifier
  }

  /// Takes everything up to the parenthesis that closes the annotation.
  private mutating func scanAnnotationContent(from start: Int, keep: Bool) throws(TextError) {
    var depth = 1
    while index < source.bytes.count {
      if try skipBlank() { continue }
      let token: Token
      switch source.bytes[index] {
      case 0x28:
        depth += 1
        token = punctuation(.open)
      case 0x29:
        depth -= 1
        token = punctuation(.close)
        if depth == 0 { return }
      case 0x2C, 0x3B, 0x5B, 0x5D, 0x7B, 0x7D: token = punctuation(.reserved)
      default: token = try scanRun(inAnnotation: true)
      }
      if keep { annotationTokens.append(token) }
    }
    throw source.error(at: start..<start + 2, .annotation, "unclosed annotation")
  }
}
