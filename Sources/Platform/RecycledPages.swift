#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// Zeroed memory of a few sizes that is given back and taken again all the time: the stacks and
/// small memories of short-lived guests.
///
/// A mapping that is kept costs less than a new one: no system call that changes the address space,
/// no page fault for its first page.
package enum RecycledPages {
  /// As many of a size as are given back in a burst; what is beyond goes back to the system.
  private static let countLimit = 64
  /// As many sizes as are in use at a time, more or less.
  private static let sizeLimit = 4
  private static let pageByteCount = 4096

  private struct Pool: Sendable {
    var byteCount: Int
    var addresses: [UInt] = []
  }

  private struct Pools: Sendable {
    var pools: [Pool] = []

    mutating func take(_ byteCount: Int) -> UInt? {
      for index in pools.indices where pools[index].byteCount == byteCount {
        return pools[index].addresses.popLast()
      }
      return nil
    }

    /// Whether there is room for one more of a size.
    func hasRoom(_ byteCount: Int) -> Bool {
      for pool in pools where pool.byteCount == byteCount {
        return pool.addresses.count < countLimit
      }
      return pools.count < sizeLimit || pools.contains { $0.addresses.isEmpty }
    }

    mutating func add(_ address: UInt, _ byteCount: Int) -> Bool {
      for index in pools.indices where pools[index].byteCount == byteCount {
        guard pools[index].addresses.count < countLimit else { return false }
        pools[index].addresses.append(address)
        return true
      }
      if pools.count >= sizeLimit {
        // A size that nobody has given back for a while makes room.
        guard let unused = pools.firstIndex(where: { $0.addresses.isEmpty }) else { return false }
        pools.remove(at: unused)
      }
      pools.append(Pool(byteCount: byteCount, addresses: [address]))
      return true
    }
  }

  private static let pools = Guarded(Pools())

  /// Reserves zeroed memory; as `ZeroedPages.allocate`.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    pools.withLock { $0.take(byteCount) }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
      ?? ZeroedPages.allocate(byteCount: byteCount)
  }

  /// Gives memory back whose first page was used, perhaps.
  package static func free(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    #if os(Linux)
      if byteCount > pageByteCount && pools.withLock({ $0.hasRoom(byteCount) }) {
        // The system takes all but the first page, and gives zeroed ones when they are touched.
        let rest = byteCount - pageByteCount
        if madvise(address + pageByteCount, rest, MADV_DONTNEED) == 0 {
          address.initializeMemory(as: UInt8.self, repeating: 0, count: pageByteCount)
          if pools.withLock({ $0.add(UInt(bitPattern: address), byteCount) }) { return }
        }
      }
    #endif
    ZeroedPages.free(address, byteCount: byteCount)
  }
}
