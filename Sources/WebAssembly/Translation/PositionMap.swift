/// Which operator each translated instruction stands for.
///
/// It is made again, by translating again, when a trap asks for it; running code carries none.
struct PositionMap {
  struct Entry {
    /// The byte offset of the instruction in the function's code.
    var code: Int
    /// The offset of the operator in the module.
    var `operator`: Int
    /// How many operators of the stretch have run once this one has.
    var cost: UInt32
    /// How many operators the whole stretch has.
    var stretchCost: UInt32 = 0
  }

  private(set) var entries: [Entry] = []
  private var openStretch = 0

  var last: Entry? { entries.last }

  mutating func append(code: Int, operator position: Int, cost: UInt32) {
    entries.append(Entry(code: code, operator: position, cost: cost))
  }

  mutating func truncate(to code: Int) {
    while let last = entries.last, last.code >= code { entries.removeLast() }
    openStretch = min(openStretch, entries.count)
  }

  /// Notes that the last instruction pays for a stretch: what it can't pay was not taken.
  mutating func markMeter() {
    guard !entries.isEmpty else { return }
    entries[entries.count - 1].cost = .max
  }

  mutating func endStretch(cost: UInt32) {
    for position in openStretch..<entries.count { entries[position].stretchCost = cost }
    openStretch = entries.count
  }

  /// The entry of the instruction that covers a code offset.
  func entry(at code: Int) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].code <= code { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : entries[low - 1]
  }
}
