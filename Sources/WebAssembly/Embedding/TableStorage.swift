/// How many elements the tables of a store may still take.
final class TableBudget {
  let limit: UInt64
  private(set) var left: UInt64

  init(limit: UInt64) {
    self.limit = limit
    left = limit
  }

  /// Takes elements, all or none.
  func take(_ count: UInt64) -> Bool {
    guard count <= left else { return false }
    left -= count
    return true
  }

  func giveBack(_ count: UInt64) { left += count }
}

/// A table of a store.
final class TableStorage {
  let type: TableType
  let record: UnsafeMutablePointer<TableRecord>
  private var capacity: Int
  private let maximum: UInt64
  private let budget: TableBudget
  /// What type indices in the type refer to.
  let types: CanonicalTypes?

  init(
    type: TableType, types: CanonicalTypes?, budget: TableBudget, initial: UInt = 0
  ) throws(Trap) {
    self.types = types
    // Code relies on every index of a table being below the largest 32-bit integer.
    maximum = min(type.limits.maximum ?? .max, UInt64(UInt32.max))
    guard let count = Int(exactly: type.limits.minimum), count < Int.max / 16,
      budget.take(type.limits.minimum)
    else {
      throw Trap(
        .outOfMemory, detail: "table minimum is above the limit of \(budget.limit) elements")
    }
    self.type = type
    self.budget = budget
    capacity = max(1, count)
    record = .allocate(capacity: 1)
    let base = UnsafeMutablePointer<UInt>.allocate(capacity: capacity)
    base.initialize(repeating: initial, count: capacity)
    record.initialize(to: TableRecord(base: base, count: UInt64(count)))
  }

  deinit {
    budget.giveBack(count)
    record.pointee.base.deallocate()
    record.deallocate()
  }

  var count: UInt64 { record.pointee.count }

  /// Whether the limits let it take more elements.
  func canGrow(by more: UInt64) -> Bool {
    let (new, overflow) = count.addingReportingOverflow(more)
    return !overflow && new <= maximum && more <= budget.left && new < UInt64(Int.max / 16)
  }

  /// Adds elements.
  ///
  /// - Returns: the size before, or `nil` beyond the limit.
  func grow(by more: UInt64, _ value: UInt) -> UInt64? {
    guard canGrow(by: more), budget.take(more) else { return nil }
    let old = count
    let newCount = Int(old + more)
    if newCount > capacity {
      let newCapacity = min(max(newCount, capacity + capacity / 2), Int(clamping: maximum))
      let base = UnsafeMutablePointer<UInt>.allocate(capacity: newCapacity)
      base.update(from: record.pointee.base, count: Int(old))
      record.pointee.base.deallocate()
      record.pointee.base = base
      capacity = newCapacity
    }
    (record.pointee.base + Int(old)).initialize(repeating: value, count: Int(more))
    record.pointee.count = UInt64(newCount)
    return old
  }
}
