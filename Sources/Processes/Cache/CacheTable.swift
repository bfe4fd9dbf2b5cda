/// What a cache holds, bounded by bytes: entries in use stay, of the others the one that was used
/// least recently goes first.
///
/// A pure state machine: it knows keys, sizes and uses, and holds contents without looking at them.
struct CacheTable<Content: Sendable>: Sendable {
  private struct Slot: Sendable {
    var id: ContentID
    var content: Content
    var byteCount: Int
    var pinCount = 0
    /// Neighbours in the list of entries that may go; -1 is none.
    var older = -1
    var newer = -1
  }

  /// The most bytes all entries may have together.
  let byteLimit: Int
  /// The bytes all entries have.
  private(set) var byteCount = 0
  private var slots: [Slot?] = []
  private var free: [Int] = []
  private var positions: [ContentID: Int] = [:]
  private var oldest = -1
  private var newest = -1

  init(byteLimit: Int) { self.byteLimit = max(0, byteLimit) }

  /// How many entries there are.
  var count: Int { positions.count }

  /// The content of an entry, without counting as a use.
  func peek(_ id: ContentID) -> Content? { positions[id].flatMap { slots[$0]?.content } }

  /// The content of an entry, which is the most recently used one then.
  mutating func use(_ id: ContentID) -> Content? {
    guard let position = positions[id], let slot = slots[position] else { return nil }
    if slot.pinCount == 0 {
      unlink(position)
      append(position)
    }
    return slot.content
  }

  /// Adds an entry, for which others may have to go.
  ///
  /// - Returns: what went, or `nil` when there is no room because the rest is in use, or because
  ///   there is such an entry already.
  mutating func insert(_ id: ContentID, _ content: Content, byteCount: Int) -> [Content]? {
    guard positions[id] == nil, let evicted = makeRoom(for: byteCount) else { return nil }
    self.byteCount += byteCount
    let slot = Slot(id: id, content: content, byteCount: byteCount)
    let position: Int
    if let reused = free.popLast() {
      position = reused
      slots[position] = slot
    } else {
      position = slots.count
      slots.append(slot)
    }
    positions[id] = position
    append(position)
    return evicted
  }

  /// Notes that an entry is in use, and stays.
  ///
  /// - Returns: its content.
  mutating func pin(_ id: ContentID) -> Content? {
    guard let position = positions[id], let slot = slots[position] else { return nil }
    if slot.pinCount == 0 { unlink(position) }
    slots[position]?.pinCount += 1
    return slot.content
  }

  /// Undoes one `pin`; with the last one the entry becomes the most recently used one that may go.
  mutating func unpin(_ id: ContentID) {
    guard let position = positions[id], let slot = slots[position], slot.pinCount > 0 else {
      return
    }
    slots[position]?.pinCount -= 1
    if slot.pinCount == 1 { append(position) }
  }

  /// Changes the size of an entry, for which others may have to go.
  ///
  /// - Returns: what went, and whether everything fits now.
  mutating func resize(
    _ id: ContentID, byteCount newCount: Int
  ) -> (evicted: [Content], fits: Bool) {
    guard let position = positions[id], let slot = slots[position] else { return ([], true) }
    // It must not go in favour of itself.
    _ = pin(id)
    byteCount += newCount - slot.byteCount
    slots[position]?.byteCount = newCount
    let evicted = evict(downTo: byteLimit)
    unpin(id)
    return (evicted, byteCount <= byteLimit)
  }

  /// Removes an entry that nobody uses.
  ///
  /// - Returns: its content.
  mutating func remove(_ id: ContentID) -> Content? {
    guard let position = positions[id], let slot = slots[position], slot.pinCount == 0 else {
      return nil
    }
    return remove(position: position)
  }

  // MARK: Making room

  private mutating func makeRoom(for needed: Int) -> [Content]? {
    guard needed <= byteLimit else { return nil }
    var removable = 0
    var position = oldest
    // Nothing goes in vain.
    while byteCount - removable > byteLimit - needed {
      guard position >= 0, let slot = slots[position] else { return nil }
      removable += slot.byteCount
      position = slot.newer
    }
    return evict(downTo: byteLimit - needed)
  }

  private mutating func evict(downTo limit: Int) -> [Content] {
    var evicted: [Content] = []
    while byteCount > limit, oldest >= 0 {
      if let content = remove(position: oldest) { evicted.append(content) }
    }
    return evicted
  }

  private mutating func remove(position: Int) -> Content? {
    guard let slot = slots[position] else { return nil }
    unlink(position)
    slots[position] = nil
    free.append(position)
    positions[slot.id] = nil
    byteCount -= slot.byteCount
    return slot.content
  }

  private mutating func unlink(_ position: Int) {
    guard let slot = slots[position] else { return }
    if slot.older >= 0 { slots[slot.older]?.newer = slot.newer } else { oldest = slot.newer }
    if slot.newer >= 0 { slots[slot.newer]?.older = slot.older } else { newest = slot.older }
    slots[position]?.older = -1
    slots[position]?.newer = -1
  }

  private mutating func append(_ position: Int) {
    slots[position]?.older = newest
    if newest >= 0 { slots[newest]?.newer = position } else { oldest = position }
    newest = position
  }

  /// Checks that counts and lists agree.
  ///
  /// - Returns: what is wrong; empty when nothing is.
  package func _checkInvariants() -> [String] {
    var problems: [String] = []
    let live = slots.compactMap { $0 }
    if live.reduce(0, { $0 + $1.byteCount }) != byteCount { problems.append("byte count") }
    if live.count != positions.count || live.count + free.count != slots.count {
      problems.append("entry count")
    }
    var listed = 0
    var (position, previous) = (oldest, -1)
    while position >= 0, listed <= slots.count, let slot = slots[position] {
      if slot.pinCount > 0 || slot.older != previous { problems.append("list at \(position)") }
      listed += 1
      (previous, position) = (position, slot.newer)
    }
    if previous != newest { problems.append("end of the list") }
    if listed != live.filter({ $0.pinCount == 0 }).count { problems.append("list length") }
    return problems
  }
}
