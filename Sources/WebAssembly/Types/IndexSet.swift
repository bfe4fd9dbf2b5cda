/// A set of indices into one of a module's index spaces, one bit each.
package struct IndexSet: Sendable {
  private var words: [UInt64] = []

  /// An empty set for indices below a count.
  package init(count: Int = 0) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// Adds an index; one beyond the count is ignored.
  package mutating func insert(_ index: UInt32) {
    let word = Int(index / 64)
    if word < words.count { words[word] |= 1 << UInt64(index % 64) }
  }

  /// Takes an index out.
  package mutating func remove(_ index: UInt32) {
    let word = Int(index / 64)
    if word < words.count { words[word] &= ~(1 << UInt64(index % 64)) }
  }

  /// Whether the index was added.
  package func contains(_ index: UInt32) -> Bool {
    let word = Int(index / 64)
    return word < words.count && words[word] & 1 << UInt64(index % 64) != 0
  }
}
