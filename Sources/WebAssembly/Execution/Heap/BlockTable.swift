/// Answers whether an address lies in the first 32 KiB of a block: a hash set of block addresses.
struct BlockTable: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt>
  private var capacity = 64
  private var count = 0
  /// Bounds of all addresses in the set, to tell most words at once.
  private var lowest = UInt.max
  private var highest: UInt = 0

  init() {
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
  }

  deinit { slots.deallocate() }

  private func start(_ block: UInt) -> Int {
    let number = UInt64(block / UInt(HeapBlock.byteCount))
    return Int(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
  }

  mutating func insert(_ block: HeapBlock) {
    if count * 2 >= capacity { grow() }
    put(block.address)
    count += 1
    lowest = min(lowest, block.address)
    highest = max(highest, block.address + UInt(HeapBlock.byteCount))
  }

  private mutating func put(_ address: UInt) {
    var slot = start(address)
    while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
    slots[slot] = address
  }

  private mutating func grow() {
    let (old, oldCapacity) = (slots, capacity)
    capacity *= 2
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    for position in 0..<oldCapacity where old[position] != 0 { put(old[position]) }
    old.deallocate()
  }

  /// Forgets all blocks; those that stay are inserted again.
  mutating func removeAll() {
    slots.update(repeating: 0, count: capacity)
    count = 0
    lowest = .max
    highest = 0
  }

  /// The block that a word would point into, if it were a reference to an object.
  @inline(__always)
  func block(of word: UInt) -> HeapBlock? {
    if word < lowest || word >= highest || word & 15 != 0 { return nil }
    let address = word & ~UInt(HeapBlock.byteCount - 1)
    var slot = start(address)
    while slots[slot] != 0 {
      if slots[slot] == address { return HeapBlock(of: word) }
      slot = (slot + 1) & (capacity - 1)
    }
    return nil
  }
}
