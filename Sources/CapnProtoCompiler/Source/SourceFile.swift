/// A schema file as it was read.
final class SourceFile {
  /// The name in messages and in the display names of nodes.
  let displayName: String
  /// The path it was read from; relative imports start here.
  let path: String
  let bytes: [UInt8]
  /// Where each line starts; found when the first message needs it.
  private lazy var lineStarts: [Int] = {
    var starts = [0]
    for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(position + 1)
    }
    return starts
  }()

  init(displayName: String, path: String, bytes: [UInt8]) {
    self.displayName = displayName
    self.path = path
    self.bytes = bytes
  }

  /// The line and column of a byte, both from 1.
  ///
  /// - Complexity: logarithmic in the number of lines.
  func location(of position: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= position { low = middle } else { high = middle }
    }
    return (low + 1, position - lineStarts[low] + 1)
  }

  /// The text of a range, shortened to a line that fits a message.
  func excerpt(_ range: Range<Int>) -> String {
    let lower = min(max(range.lowerBound, 0), bytes.count)
    let upper = min(max(range.upperBound, lower), bytes.count, lower + 60)
    let line = bytes[lower..<upper].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line, as: UTF8.self)
  }
}
