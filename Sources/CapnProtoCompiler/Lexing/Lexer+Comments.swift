extension Lexer {
  /// Skips white space and comments.
  mutating func skipSpace() {
    while let byte = peek() {
      if byte == UInt8(ascii: "#") {
        while let next = peek(), next != UInt8(ascii: "\n") { position += 1 }
      } else if byte.isSpace {
        position += 1
      } else {
        return
      }
    }
  }

  /// The comment that documents what was just read.
  ///
  /// It starts on the same line or the next one, and an empty line ends it.
  ///
  /// - Returns: the lines without their marks, each ended by a line feed; `nil` if there is none.
  mutating func comment() -> [UInt8]? {
    let start = position
    skipLineSpace()
    if peek() == UInt8(ascii: "\r") { position += 1 }
    if peek() == UInt8(ascii: "\n") { position += 1 }
    var lines: [UInt8] = []
    var end = start
    while true {
      skipLineSpace()
      guard peek() == UInt8(ascii: "#") else { break }
      position += 1
      if peek() == UInt8(ascii: " ") { position += 1 }
      let line = position
      while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
      lines += bytes[line..<position]
      lines.append(UInt8(ascii: "\n"))
      if position < bytes.count { position += 1 }
      end = position
    }
    position = end
    return lines.isEmpty ? nil : lines
  }

  private mutating func skipLineSpace() {
    while let byte = peek(), byte.isSpace, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
    }
  }
}
