internal import WebAssembly

/// A source with what is needed to say where in it something is.
package struct SourceText: Sendable {
  /// The UTF-8 bytes.
  package let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [UInt32]
  private let quotedText: Int

  /// Takes a source and checks that it is UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: the source.
  ///   - limits: the limits.
  /// - Throws: ``TextError`` when it is too long or not UTF-8.
  package init(_ bytes: [UInt8], limits: TextLimits) throws(TextError) {
    self.bytes = bytes
    quotedText = limits.quotedText
    guard bytes.count <= min(limits.sourceSize, 1 << 30) else {
      lineStarts = [0]
      throw error(at: 0..<0, .limitExceeded, "text longer than \(limits.sourceSize) bytes")
    }
    lineStarts = SourceText.lineStarts(of: bytes)
    if let offset = UTF8Validation.firstInvalid(in: bytes[...]) {
      throw error(at: offset..<offset, .malformedUTF8, "malformed UTF-8 encoding")
    }
  }

  /// Lines end with a line feed, a carriage return, or one after the other.
  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    var previous: UInt8 = 0
    for (offset, byte) in bytes.enumerated() {
      if previous == 0x0D && byte != 0x0A || previous == 0x0A {
        starts.append(UInt32(truncatingIfNeeded: offset))
      }
      previous = byte
    }
    if previous == 0x0D || previous == 0x0A {
      starts.append(UInt32(truncatingIfNeeded: bytes.count))
    }
    return starts
  }

  /// The line of an offset, from 1.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line and column of an offset, both from 1.
  private func location(of offset: Int) -> (line: Int, column: Int) {
    let line = line(of: offset)
    let start = Int(lineStarts[line - 1])
    // Looking at the last thousand bytes only keeps errors in one endless line cheap; further
    // to the left, columns are counted in bytes.
    let near = max(start, offset - 1024)
    let scalars = bytes[near..<min(offset, bytes.count)]
      .reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
    return (line, near - start + scalars + 1)
  }

  /// The text of a range, cut off when it is long.
  package func quote(_ range: Range<Int>) -> String {
    let end = min(range.upperBound, range.lowerBound + quotedText)
    let text = String(decoding: bytes[range.lowerBound..<end], as: UTF8.self)
    return end < range.upperBound ? text + "…" : text
  }

  /// An error about a range of the source.
  package func error(
    at range: Range<Int>, _ code: TextError.Code, _ message: String
  ) -> TextError {
    let (line, column) = location(of: range.lowerBound)
    return TextError(
      code: code, message: message, text: quote(range), line: line, column: column,
      offset: range.lowerBound)
  }
}
