
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
  /// The most pages it may grow to: the least of its type's maximum and the store's limit.
  package let maximumPageCount: UInt64
  private let lifetime = LiveObject(.memory)

  /// Makes a zeroed memory.
  ///
  /// - Parameters:
  ///   - type: its type.
  ///   - pageLimit: the store's limit in pages.
  /// - Throws: `Trap` with code `outOfMemory` when the system has none left.
  package init(type: MemoryType, pageLimit: UInt64) throws(Trap) {
    let maximum = min(type.limits.maximum ?? .max, pageLimit)
    let byteCount = type.limits.minimum << UInt64(type.pageSizeLog2)
    guard type.limits.minimum <= maximum,
      type.limits.minimum <= UInt64(Int.max) >> UInt64(type.pageSizeLog2)
    else { throw Trap(.outOfMemory, detail: "memory minimum is above the limit") }
    var base = UnsafeMutableRawPointer(bitPattern: 16)
    if byteCount > 0 { base = Pages.allocate(byteCount: Int(byteCount)) }
    guard let base else { throw Trap(.outOfMemory, detail: "no room for a linear memory") }
    self.type = type
    self.maximumPageCount = maximum
    record = .allocate(capacity: 1)
    record.initialize(to: MemoryRecord(base: base, byteCount: byteCount))
  }

  deinit {
    if record.pointee.byteCount > 0 {
      Pages.free(record.pointee.base, byteCount: Int(record.pointee.byteCount))
    }
    record.deallocate()
  }

  /// The size in bytes.
  public var byteCount: UInt64 { record.pointee.byteCount }

  /// The size in pages.
  public var pageCount: UInt64 { record.pointee.byteCount >> UInt64(type.pageSizeLog2) }

  /// Makes the memory larger by whole pages.
  ///
  /// - Parameter pages: how many pages to add.
  /// - Returns: the size before, in pages, or `nil` when it may not or can't grow that far.
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
    let base =
      oldByteCount == 0
      ? Pages.allocate(byteCount: newByteCount)
      : Pages.grow(record.pointee.base, from: oldByteCount, to: newByteCount)
    guard let base else { return nil }
    record.pointee = MemoryRecord(base: base, byteCount: UInt64(newByteCount))
    return old
  }
}

/// What handlers read of a memory.
package struct MemoryRecord {
  package var base: UnsafeMutableRawPointer
  package var byteCount: UInt64
}
