#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// Zeroed memory of equal sizes that is given back and taken again all the time: the stacks of
/// short-lived guests.
///
/// A mapping that is kept costs less than a new one: no system call that changes the address space,
/// no page fault for its first page.
package enum RecycledPages {
  /// As many as are given back in a burst; what is beyond goes back to the system.
  private static let countLimit = 64
  private static let pageByteCount = 4096

  private struct Pool: Sendable {
    var byteCount = 0
    var addresses: [UInt] = []
  }

  private static let pool = Guarded(Pool())

  /// Reserves zeroed memory; as `ZeroedPages.allocate`.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    let kept: UInt? = pool.withLock { $0.byteCount == byteCount ? $0.addresses.popLast() : nil }
    return kept.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
      ?? ZeroedPages.allocate(byteCount: byteCount)
  }

  /// Gives memory back whose first page was used.
  package static func free(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    #if os(Linux)
      let isWanted = pool.withLock { pool in
        if pool.addresses.isEmpty { pool.byteCount = byteCount }
        return pool.byteCount == byteCount && pool.addresses.count < countLimit
      }
      if isWanted && byteCount > pageByteCount {
        // The system takes all but the first page, and gives zeroed ones when they are touched.
        let rest = byteCount - pageByteCount
        if madvise(address + pageByteCount, rest, MADV_DONTNEED) == 0 {
          address.initializeMemory(as: UInt8.self, repeating: 0, count: pageByteCount)
          let isKept = pool.withLock { pool in
            guard pool.byteCount == byteCount, pool.addresses.count < countLimit else {
              return false
            }
            pool.addresses.append(UInt(bitPattern: address))
            return true
          }
          if isKept { return }
        }
      }
    #endif
    ZeroedPages.free(address, byteCount: byteCount)
  }
}
