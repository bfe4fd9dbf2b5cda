/// Deadlines in order, each with the number of whom it concerns.
///
/// Cancelled entries stay until they come up or make up more than half of the heap.
package struct TimerHeap: Sendable {
  private struct Entry: Sendable {
    let deadline: UInt64
    let identifier: UInt64
  }

  private var entries: [Entry] = []
  private var live: Set<UInt64> = []

  package init() {}

  /// The earliest deadline, maybe of a cancelled entry.
  package var first: UInt64? { entries.first?.deadline }

  package mutating func add(_ identifier: UInt64, at deadline: UInt64) {
    live.insert(identifier)
    entries.append(Entry(deadline: deadline, identifier: identifier))
    siftUp(entries.count - 1)
  }

  package mutating func cancel(_ identifier: UInt64) {
    guard live.remove(identifier) != nil else { return }
    if entries.count > 64 && entries.count > 2 * live.count { compact() }
  }

  /// Removes the entries due at a time.
  ///
  /// - Returns: those that were not cancelled, earliest first.
  package mutating func takeDue(at now: UInt64) -> [UInt64] {
    var due: [UInt64] = []
    while let entry = entries.first, entry.deadline <= now {
      removeFirst()
      if live.remove(entry.identifier) != nil { due.append(entry.identifier) }
    }
    return due
  }

  private mutating func removeFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    siftDown(0)
  }

  private mutating func compact() {
    entries.removeAll { !live.contains($0.identifier) }
    for index in stride(from: entries.count / 2, through: 0, by: -1) { siftDown(index) }
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].deadline < entries[parent].deadline else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child].deadline < entries[least].deadline {
        least = child
      }
      if least == parent { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
