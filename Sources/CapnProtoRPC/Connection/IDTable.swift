/// Entries under numbers of our own choosing, as low as those in use allow.
///
/// Low numbers pack better, and peers keep arrays.
struct IDTable<Entry> {
  private var entries: [Entry?] = []
  private var free: [UInt32] = []
  private(set) var count = 0

  /// Adds an entry.
  ///
  /// - Returns: Its number.
  mutating func add(_ entry: consuming Entry) -> UInt32 {
    count += 1
    if let id = free.popLast() {
      entries[Int(id)] = entry
      return id
    }
    entries.append(entry)
    return UInt32(truncatingIfNeeded: entries.count - 1)
  }

  subscript(id: UInt32) -> Entry? {
    Int(id) < entries.count ? entries[Int(id)] : nil
  }

  mutating func update(_ id: UInt32, _ entry: Entry) {
    if Int(id) < entries.count { entries[Int(id)] = entry }
  }

  /// Takes an entry out. What it refers to must not go away before this is over, so it is returned.
  mutating func remove(_ id: UInt32) -> Entry? {
    guard Int(id) < entries.count, let entry = entries[Int(id)].take() else { return nil }
    count -= 1
    free.append(id)
    return entry
  }

  /// Takes everything out.
  mutating func removeAll() -> [Entry] {
    let all = entries.compactMap { $0 }
    entries = []
    free = []
    count = 0
    return all
  }
}
