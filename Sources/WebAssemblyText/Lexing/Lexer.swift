internal import WebAssembly

/// Splits a source into tokens, in one pass and without recursion.
///
/// Specification: https://webassembly.github.io/spec/core/text/lexical.html
struct Lexer {
  let source: SourceText
  private(set) var tokens: [Token] = []
  var annotations: [Annotation] = []
  var annotationTokens: [Token] = []
  /// Where in the source it is.
  var index = 0

  var bytes: [UInt8] { source.bytes }

  init(_ source: SourceText) {
    self.source = source
    tokens.reserveCapacity(source.bytes.count / 4 + 1)
  }

  /// The byte some places ahead, or zero at the end.
  @inline(__always)
  func peek(_ distance: Int) -> UInt8 {
    index + distance < source.bytes.count ? source.bytes[index + distance] : 0
  }

  mutating func run() throws(TextError) {
    let count = source.bytes.count
    while index < count {
      if try skipBlank() { continue }
      switch source.bytes[index] {
      case 0x28:
        if peek(1) == 0x40 {
          try scanAnnotation()
        } else {
          tokens.append(punctuation(.open))
        }
      case 0x29: tokens.append(punctuation(.close))
      case 0x2C, 0x3B, 0x5B, 0x5D, 0x7B, 0x7D: tokens.append(punctuation(.reserved))
      default: tokens.append(try scanRun(inAnnotation: false))
      }
    }
    tokens.append(Token(.end, count..<count))
  }

  /// Takes a token of one byte.
  mutating func punctuation(_ kind: Token.Kind) -> Token {
    index += 1
    return Token(kind, index - 1..<index)
  }

  /// Skips a space or a comment.
  ///
  /// - Returns: whether there was one.
  mutating func skipBlank() throws(TextError) -> Bool {
    let byte = source.bytes[index]
    if Characters.isSpace(byte) {
      index += 1
    } else if byte == 0x3B && peek(1) == 0x3B {
      skipLineComment()
    } else if byte == 0x28 && peek(1) == 0x3B {
      try skipBlockComment()
    } else {
      return false
    }
    return true
  }

  private mutating func skipLineComment() {
    while index < source.bytes.count {
      let byte = source.bytes[index]
      if byte == 0x0A || byte == 0x0D { return }
      index += 1
    }
  }

  /// Skips a block comment and those nested in it.
  private mutating func skipBlockComment() throws(TextError) {
    let start = index
    var depth = 0
    let count = source.bytes.count
    while index < count {
      let byte = source.bytes[index]
      if byte == 0x28 && peek(1) == 0x3B {
        depth += 1
        index += 2
      } else if byte == 0x3B && peek(1) == 0x29 {
        depth -= 1
        index += 2
        if depth == 0 { return }
      } else {
        index += 1
      }
    }
    throw source.error(at: start..<start + 2, .illegalCharacter, "unclosed comment")
  }

  /// Takes a longest run of identifier characters and strings; what it is follows from how it
  /// starts, unless it mixes both.
  mutating func scanRun(inAnnotation: Bool) throws(TextError) -> Token {
    let start = index
    let first = source.bytes[start]
    guard Characters.isIdentifier(first) || first == 0x22 else {
      let end = start + (first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4)
      throw source.error(at: start..<end, .illegalCharacter, "illegal character")
    }
    if first == 0x24 && !inAnnotation { return try scanIdentifier() }
    if first == 0x22 {
      index = try stringEnd(from: start)
      let end = index
      _ = try skipRun()
      return Token(index == end ? .string : .reserved, start..<index)
    }
    let hasString = try skipRun()
    return hasString ? Token(.reserved, start..<index) : classify(start..<index)
  }

  /// Moves past identifier characters and strings.
  ///
  /// - Returns: whether there was a string.
  private mutating func skipRun() throws(TextError) -> Bool {
    var hasString = false
    let count = source.bytes.count
    while index < count {
      let byte = source.bytes[index]
      if Characters.isIdentifier(byte) {
        index += 1
      } else if byte == 0x22 {
        hasString = true
        index = try stringEnd(from: index)
      } else {
        break
      }
    }
    return hasString
  }

  /// The index after the string that starts here.
  func stringEnd(from start: Int) throws(TextError) -> Int {
    do {
      return try StringLiteral.end(in: source.bytes, from: start)
    } catch {
      let end = min(error.index + 1, source.bytes.count)
      throw source.error(at: error.index..<end, .illegalCharacter, error.message)
    }
  }

  /// Takes `$x` or `$"x"`.
  private mutating func scanIdentifier() throws(TextError) -> Token {
    let start = index
    index += 1
    if peek(0) == 0x22, let end = try? StringLiteral.end(in: source.bytes, from: index) {
      let literal = Token(.string, index..<end)
      index = end
      let content = StringLiteral.decode(source.bytes[literal.range])
      if content.isEmpty { throw emptyIdentifier(at: start) }
      if UTF8Validation.firstInvalid(in: content[...]) != nil {
        throw source.error(at: literal.range, .malformedUTF8, "malformed UTF-8 encoding")
      }
      _ = try skipRun()
      return Token(index == end ? .identifier : .reserved, start..<index)
    }
    while index < source.bytes.count, Characters.isIdentifier(source.bytes[index]) { index += 1 }
    if index == start + 1 { throw emptyIdentifier(at: start) }
    let end = index
    _ = try skipRun()
    return Token(index == end ? .identifier : .reserved, start..<index)
  }

  private func emptyIdentifier(at start: Int) -> TextError {
    source.error(at: start..<start + 1, .illegalCharacter, "empty identifier")
  }

  /// Decides what a run without strings is.
  private func classify(_ range: Range<Int>) -> Token {
    let text = source.bytes[range]
    switch source.bytes[range.lowerBound] {
    case 0x30...0x39, 0x2B, 0x2D: return Token(.number, range)
    case 0x24: return Token(.identifier, range)
    case 0x61...0x7A:
      let word = WordTable.shared.lookUp(text)
      if word != .unknown { return Token(.word, range, word: word) }
      if text.starts(with: Lexer.offsetPrefix) {
        return Token(.word, range, word: .keyword(.offsetEquals))
      }
      if text.starts(with: Lexer.alignPrefix) {
        return Token(.word, range, word: .keyword(.alignEquals))
      }
      return Token(FloatLiteral.isSpecial(text) ? .number : .word, range)
    default: return Token(.reserved, range)
    }
  }

  private static let offsetPrefix = Array(Keyword.offsetEquals.rawValue.utf8)
  private static let alignPrefix = Array(Keyword.alignEquals.rawValue.utf8)
}
