/// Values by PID: a hash table for keys that are handed out in sequence.
///
/// Quicker than a dictionary, which has to expect hostile keys. And a program whose first processes
/// are few starts sooner: the runtime need not search everything loaded for how keys are hashed.
struct PIDMap<Value: Sendable>: Sendable {
  /// The place of an entry, until one is removed.
  typealias Index = Int

  /// The entries, in no order, without gaps.
  private(set) var keys: [UInt32] = []
  /// Their values; what is changed here is changed in place.
  var values: [Value] = []
  /// Where a search starts, by hash: positions of entries from 1 on, 0 where there is none.
  private var table: [UInt32] = []

  init() {}

  var count: Int { keys.count }

  /// The value of a PID: a copy, see `values` for how to change one.
  ///
  /// - Complexity: O(1).
  subscript(pid: UInt32) -> Value? {
    get { find(pid).map { values[$0.position] } }
    set {
      switch (find(pid), newValue) {
      case (let found?, let value?): values[found.position] = value
      case (let found?, nil): _ = remove(found)
      case (nil, let value?): insert(value, pid)
      case (nil, nil): break
      }
    }
  }

  /// Where the value of a PID is, if it has one.
  func index(forKey pid: UInt32) -> Index? { find(pid)?.position }

  /// Changes the value of a PID in place, if it has one.
  mutating func update(_ pid: UInt32, _ body: (inout Value) -> Void) {
    if let found = find(pid) { body(&values[found.position]) }
  }

  /// Takes out the value of a PID.
  mutating func removeValue(forKey pid: UInt32) -> Value? { find(pid).map { remove($0) } }

  // MARK: The table

  /// Where an entry is.
  private struct Place {
    /// In the table.
    let bucket: Int
    /// In `keys` and `values`.
    let position: Int
  }

  /// Neighbours are far apart; the table's size is a power of two.
  private func bucket(of pid: UInt32) -> Int {
    Int((pid &* 0x9E37_79B1) >> 7) & (table.count &- 1)
  }

  private func find(_ pid: UInt32) -> Place? {
    guard !table.isEmpty else { return nil }
    var bucket = bucket(of: pid)
    while table[bucket] != 0 {
      let position = Int(table[bucket]) - 1
      if keys[position] == pid { return Place(bucket: bucket, position: position) }
      bucket = (bucket + 1) & (table.count - 1)
    }
    return nil
  }

  private mutating func insert(_ value: Value, _ pid: UInt32) {
    keys.append(pid)
    values.append(value)
    // At most three of four are taken, so that searches are short and come to an end.
    if keys.count * 4 > table.count * 3 {
      table = [UInt32](repeating: 0, count: max(8, table.count * 2))
      for position in keys.indices { enter(position) }
    } else {
      enter(keys.count - 1)
    }
  }

  private mutating func enter(_ position: Int) {
    var bucket = bucket(of: keys[position])
    while table[bucket] != 0 { bucket = (bucket + 1) & (table.count - 1) }
    table[bucket] = UInt32(position + 1)
  }

  private mutating func remove(_ place: Place) -> Value {
    close(place.bucket)
    // The last entry takes its place.
    let last = keys.count - 1
    if place.position != last, let moved = find(keys[last]) {
      table[moved.bucket] = UInt32(place.position + 1)
      keys[place.position] = keys[last]
      values.swapAt(place.position, last)
    }
    keys.removeLast()
    return values.removeLast()
  }

  /// Empties a bucket; those behind it that a search would no longer find move up.
  private mutating func close(_ emptied: Int) {
    let mask = table.count - 1
    var hole = emptied
    var next = (hole + 1) & mask
    while table[next] != 0 {
      let home = bucket(of: keys[Int(table[next]) - 1])
      if (next &- home) & mask >= (next &- hole) & mask {
        table[hole] = table[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    table[hole] = 0
  }
}
