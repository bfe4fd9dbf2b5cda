/// A linear memory of a store.
///
/// Every access is checked: an address outside the memory throws a trap, which ends the guest that
/// supplied it and harms nobody else. Addresses and counts are in bytes.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances
public final class Memory {
  /// The type it was made with; its minimum is the size at the start.
  public let type: MemoryType
  package let record: UnsafeMutablePointer<MemoryRecord>
  /// The most pages it may grow to, whatever the store still has.
  private let maximumPageCount: UInt64
  private let budget: MemoryBudget
  private let lifetime = LiveObject(.memory)

  /// Makes a zeroed memory.
  ///
  /// - Parameters:
  ///   - type: its type.
  ///   - budget: what the memories of its store may take.
  /// - Throws: `Trap` with code `outOfMemory` beyond the limit, or when the system has none left.
  package init(type: MemoryType, budget: MemoryBudget) throws(Trap) {
    let maximum = min(type.limits.maximum ?? .max, type.reachablePageCount)
    let byteCount = type.limits.minimum << UInt64(type.pageSizeLog2)
    guard type.limits.minimum <= maximum,
      type.limits.minimum <= UInt64(Int.max) >> UInt64(type.pageSizeLog2),
      budget.take(byteCount)
    else {
      throw Trap(
        .outOfMemory, detail: "memory minimum is above the limit of \(budget.pageLimit) pages")
    }
    var base = UnsafeMutableRawPointer(bitPattern: 16)
    if byteCount > 0 { base = Pages.allocateRecycled(byteCount: Int(byteCount)) }
    guard let base else {
      budget.giveBack(byteCount)
      throw Trap(.outOfMemory, detail: "no room for a linear memory")
    }
    self.type = type
    self.budget = budget
    self.maximumPageCount = maximum
    record = .allocate(capacity: 1)
    record.initialize(to: MemoryRecord(base: base, byteCount: byteCount))
  }

  deinit {
    if record.pointee.byteCount > 0 {
      Pages.freeRecycled(record.pointee.base, byteCount: Int(record.pointee.byteCount))
    }
    budget.giveBack(record.pointee.byteCount)
    record.deallocate()
  }

  /// The size in bytes.
  public var byteCount: UInt64 { record.pointee.byteCount }

  /// The size in pages.
  public var pageCount: UInt64 { record.pointee.byteCount >> UInt64(type.pageSizeLog2) }

  /// Makes the memory larger by whole pages.
  ///
  /// - Parameter pages: how many pages to add.
  /// - Returns: the size before, in pages, or `nil` when its type, its store's limit or the system
  ///   does not let it grow that far; then it stays as it was.
  @discardableResult
  public func grow(byPages pages: UInt64) -> UInt64? {
    let old = pageCount
    let (new, overflow) = old.addingReportingOverflow(pages)
    guard !overflow, new <= maximumPageCount else { return nil }
    if pages == 0 { return old }
    let shift = UInt64(type.pageSizeLog2)
    guard new <= UInt64(Int.max) >> shift else { return nil }
    let newByteCount = Int(new << shift)
    let oldByteCount = Int(record.pointee.byteCount)
    let more = UInt64(newByteCount - oldByteCount)
    guard budget.take(more) else { return nil }
    let base =
      oldByteCount == 0
      ? Pages.allocateRecycled(byteCount: newByteCount)
      : Pages.grow(record.pointee.base, from: oldByteCount, to: newByteCount)
    guard let base else {
      budget.giveBack(more)
      return nil
    }
    record.pointee = MemoryRecord(base: base, byteCount: UInt64(newByteCount))
    return old
  }
}

extension MemoryType {
  /// The most pages that addresses reach; their number must itself be an address.
  fileprivate var reachablePageCount: UInt64 {
    switch addressType {
    case .i64: UInt64(Int64.max) >> UInt64(pageSizeLog2)
    case .i32: min((1 << 32) >> UInt64(pageSizeLog2), UInt64(UInt32.max))
    }
  }
}

/// What handlers read of a memory.
package struct MemoryRecord {
  package var base: UnsafeMutableRawPointer
  package var byteCount: UInt64
}
