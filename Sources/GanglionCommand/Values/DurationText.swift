/// Times as people write them.
package enum DurationText {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("min", 60e9),
    ("h", 3600e9), ("", 1e9),
  ]

  /// Reads a time such as `500ms`, `1.5s`, `2m`, `1h`; a bare number is in seconds.
  ///
  /// - Returns: the time, or `nil` when it is none, negative or beyond three centuries.
  package static func parse(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), number.isFinite,
      let unit = units.first(where: { $0.name == text[digits.endIndex...] }),
      let nanoseconds = Int64(exactly: (number * unit.nanoseconds).rounded())
    else { return nil }
    return .nanoseconds(nanoseconds)
  }

  /// Writes a time in a unit that leaves one to three digits before the point.
  package static func text(nanoseconds: UInt64) -> String {
    let steps: [(name: String, length: UInt64)] = [
      ("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1000),
    ]
    for (name, length) in steps where nanoseconds >= length {
      let hundredths = nanoseconds / (length / 100)
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) \(name)"
    }
    return "\(nanoseconds) ns"
  }
}
