/// Entries under numbers of the peer's choosing.
///
/// Peers choose low ones as a rule, but they need not.
struct PeerTable<Entry> {
  private var low: [Entry?] = []
  private var high: [UInt32: Entry] = [:]
  private(set) var count = 0

  /// The numbers below this one are kept in an array, which grows to the largest in use.
  private static var bound: UInt32 { 1 << 12 }

  subscript(id: UInt32) -> Entry? {
    if Int(id) < low.count { return low[Int(id)] }
    return id < Self.bound || high.isEmpty ? nil : high[id]
  }

  /// Whether there is an entry.
  func contains(_ id: UInt32) -> Bool {
    guard Int(id) < low.count else { return id >= Self.bound && high[id] != nil }
    if case nil = low[Int(id)] { return false }
    return true
  }

  mutating func set(_ id: UInt32, _ entry: consuming Entry) {
    if !contains(id) { count += 1 }
    guard id < Self.bound else {
      high[id] = entry
      return
    }
    while low.count <= Int(id) { low.append(nil) }
    low[Int(id)] = entry
  }

  /// Takes an entry out. What it refers to must not go away before this is over, so it is returned.
  mutating func remove(_ id: UInt32) -> Entry? {
    var entry: Entry?
    if Int(id) < low.count {
      entry = low[Int(id)].take()
    } else if id >= Self.bound {
      entry = high.removeValue(forKey: id)
    }
    if entry != nil { count -= 1 }
    return entry
  }

  func forEach(_ body: (Entry) -> Void) {
    for entry in low { if let entry { body(entry) } }
    for entry in high { body(entry.value) }
  }

  /// Takes everything out.
  mutating func removeAll() -> [Entry] {
    var all = low.compactMap { $0 }
    for entry in high { all.append(entry.value) }
    low = []
    high = [:]
    count = 0
    return all
  }
}
