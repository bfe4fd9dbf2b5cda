/// Names by index, as ranges into the bytes that hold them: a name becomes a string when asked for.
///
/// A key is an index, or two: the one outside in the upper half.
package struct NameMap: Sendable {
  struct Entry {
    var key: UInt64
    var offset: UInt32
    var length: UInt32
  }

  private let bytes: [UInt8]
  /// Ascending by key.
  private let entries: [Entry]

  init(bytes: [UInt8] = [], entries: [Entry] = []) {
    self.bytes = bytes
    let isAscending = zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
    self.entries = isAscending ? entries : entries.sorted { $0.key < $1.key }
  }

  /// The number of names.
  package var count: Int { entries.count }

  /// The name of an index; bytes that are not UTF-8 are replaced.
  ///
  /// - Complexity: O(log *n*) in the number of names.
  package subscript(index: UInt32) -> String? { name(UInt64(index)) }

  /// The name of an index inside another.
  ///
  /// - Complexity: O(log *n*) in the number of names.
  package subscript(outer: UInt32, inner: UInt32) -> String? {
    name(UInt64(outer) << 32 | UInt64(inner))
  }

  /// All names, ascending by index.
  package var all: [(key: UInt64, name: String)] { entries.map { ($0.key, text($0)) } }

  private func name(_ key: UInt64) -> String? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].key == key ? text(entries[low]) : nil
  }

  private func text(_ entry: Entry) -> String {
    let range = Int(entry.offset)..<(Int(entry.offset) + Int(entry.length))
    return String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
  }
}
