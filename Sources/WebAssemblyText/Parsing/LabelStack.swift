/// The labels in scope, found by identifier in constant time.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html#labels
struct LabelStack {
  private struct Entry {
    let identifier: Identifier?
    /// The label that this one hides.
    let hidden: Int?
  }

  private var entries: [Entry] = []
  private var innermost: [Identifier: Int] = [:]

  mutating func push(_ identifier: Identifier?) {
    let hidden = identifier.flatMap { innermost.updateValue(entries.count, forKey: $0) }
    entries.append(Entry(identifier: identifier, hidden: hidden))
  }

  mutating func pop() {
    guard let entry = entries.popLast(), let identifier = entry.identifier else { return }
    innermost[identifier] = entry.hidden
  }

  /// The identifier of the innermost label.
  var last: Identifier? { entries.last?.identifier }

  /// How many labels are inside the one an identifier names.
  func depth(of identifier: Identifier) -> UInt32? {
    innermost[identifier].map { UInt32(truncatingIfNeeded: entries.count - 1 - $0) }
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    if !innermost.isEmpty { innermost.removeAll() }
  }
}
