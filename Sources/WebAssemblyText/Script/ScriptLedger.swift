/// The scripts that wait: expected to fail, by file, with a reason each.
///
/// A line is a path, relative to the suite, and the reason; `#` starts a comment. A script of the
/// ledger that passes is as much a failure as one outside that does not.
package struct ScriptLedger: Sendable {
  /// The reasons, by path.
  package private(set) var reasons: [String: String] = [:]

  package init() {}

  /// Reads lines.
  ///
  /// - Parameter text: of one ledger.
  package init(_ text: String) { add(text) }

  /// Adds the lines of another ledger.
  ///
  /// - Parameter text: its text.
  package mutating func add(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.prefix { $0 != "#" }.split(separator: " ", maxSplits: 1)
      guard let path = words.first else { continue }
      let reason = words.count > 1 ? words[1].drop { $0 == " " } : ""
      reasons[String(path)] = String(reason)
    }
  }

  /// Forgets an entry.
  ///
  /// - Parameter entry: its path.
  package mutating func remove(_ entry: String) { reasons[entry] = nil }

  /// The entry that a script belongs to.
  ///
  /// - Parameter path: of the script, as deep as it may be.
  /// - Returns: the path in the ledger, if it is there.
  package func entry(for path: String) -> String? {
    // The longest tail that is an entry; a top-level script has a tail without a folder, which
    // must not stand for one of the same name in another.
    let parts = path.split(separator: "/")
    for depth in [3, 2] where parts.count >= depth {
      let tail = parts.suffix(depth).joined(separator: "/")
      if reasons[tail] != nil { return tail }
    }
    return nil
  }
}
