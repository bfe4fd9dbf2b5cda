/// How many bytes the memories of a store may still take.
///
/// It counts bytes because pages differ in size.
package final class MemoryBudget {
  /// The limit in pages of 64 KiB.
  package let pageLimit: UInt64
  private var left: UInt64

  package init(pageLimit: UInt64) {
    self.pageLimit = pageLimit
    let (byteCount, overflow) = pageLimit.multipliedReportingOverflow(by: 1 << 16)
    left = overflow ? .max : byteCount
  }

  /// Takes bytes, all or none.
  func take(_ byteCount: UInt64) -> Bool {
    guard byteCount <= left else { return false }
    left -= byteCount
    return true
  }

  func giveBack(_ byteCount: UInt64) { left += byteCount }
}
