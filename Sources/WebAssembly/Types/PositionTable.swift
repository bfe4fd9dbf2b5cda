/// Finds elements of a list by hash: positions in one list of words, nothing generic.
///
/// A dictionary makes the language's run time build its types when it is first used, which costs a
/// short program more time and memory than its module does. This table costs nothing of the kind.
/// Whoever uses it has the list, compares the elements and makes the hashes, which must be keyed
/// (``KeyedHash``) where a guest chooses the elements.
package struct PositionTable: Sendable {
  /// By hash, with open addressing: the hash in the upper half, one more than the position in the
  /// lower half; zero where there is none.
  private var slots: [UInt64] = []
  /// The number of elements.
  package private(set) var count = 0

  package init() {}

  /// A table with room for some elements.
  package init(capacity: Int) {
    if capacity > 0 { slots = PositionTable.room(for: capacity) }
  }

  /// The position of the first element with a hash that is the one looked for.
  ///
  /// - Complexity: constant, for hashes that are spread.
  package func first(_ hash: Int, where isSame: (Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    let key = PositionTable.key(hash)
    var index = start(key)
    while slots[index] != 0 {
      if slots[index] >> 32 == key, isSame(PositionTable.position(slots[index])) {
        return PositionTable.position(slots[index])
      }
      index = next(index)
    }
    return nil
  }

  /// Adds an element that is not there yet.
  package mutating func insert(_ position: Int, _ hash: Int) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    place(PositionTable.key(hash) << 32 | UInt64(UInt32(truncatingIfNeeded: position + 1)))
    count += 1
  }

  /// Takes an element out that is there.
  package mutating func remove(_ position: Int, _ hash: Int) {
    if slots.isEmpty { return }
    let key = PositionTable.key(hash)
    var free = start(key)
    while slots[free] != 0,
      slots[free] >> 32 != key || PositionTable.position(slots[free]) != position
    {
      free = next(free)
    }
    if slots[free] == 0 { return }
    count -= 1
    // What follows moves up where the gap would keep it from being found.
    var index = next(free)
    while slots[index] != 0 {
      let home = start(slots[index] >> 32)
      let mask = slots.count - 1
      if (index - home) & mask >= (index - free) & mask {
        slots[free] = slots[index]
        free = index
      }
      index = next(index)
    }
    slots[free] = 0
  }

  private mutating func grow() {
    let old = slots
    slots = PositionTable.room(for: max(6, count * 2))
    for slot in old where slot != 0 { place(slot) }
  }

  private mutating func place(_ slot: UInt64) {
    var index = start(slot >> 32)
    while slots[index] != 0 { index = next(index) }
    slots[index] = slot
  }

  private func start(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key) & (slots.count - 1) }

  private func next(_ index: Int) -> Int { (index + 1) & (slots.count - 1) }

  private static func position(_ slot: UInt64) -> Int {
    Int(UInt32(truncatingIfNeeded: slot)) - 1
  }

  /// The half of a hash that is kept.
  private static func key(_ hash: Int) -> UInt64 {
    let bits = UInt64(bitPattern: Int64(hash))
    return (bits ^ bits >> 32) & 0xFFFF_FFFF
  }

  /// Empty slots, a power of two of them and a third more than elements.
  private static func room(for capacity: Int) -> [UInt64] {
    var size = 8
    while size * 3 < capacity * 4 + 3 { size *= 2 }
    return [UInt64](repeating: 0, count: size)
  }
}

extension PositionTable {
  /// A hash for numbers that no guest chooses.
  static func hash(_ number: Int) -> Int {
    let product = UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product ^ product >> 29)
  }
}
