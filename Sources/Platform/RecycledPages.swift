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
///
/// Each allocation may take a kernel mapping, of which a program has so many. The last ones are left
/// to the rest of the program: an allocator that gets none ends it.
package enum RecycledPages {
  /// As many of a size as are given back in a burst; what is beyond goes back to the system.
  private static let countLimit = 64
  /// As many sizes as are in use at a time, more or less.
  private static let sizeLimit = 4
  private static let pageByteCount = 4096
  /// What is larger goes back to the system at once.
  private static let byteLimit = 8 << 20

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

  /// The mappings a program may have where the system does not say: the default of Linux.
  private static let usualMappingLimit = 65_530
  /// The mappings that are left to the rest of the program.
  private static let reservedMappings = 2048
  private static let mappings = Atomic(0)
  private static let mappingLimit = Atomic(systemMappingLimit())

  private static func systemMappingLimit() -> Int {
    #if os(Linux)
      var mode = OpenMode()
      mode.reads = true
      var text = [UInt8](repeating: 0, count: 32)
      guard let path = try? SystemPath("/proc/sys/vm/max_map_count"),
        let file = try? FileDescriptor.open(path, mode),
        let count = try? text.withUnsafeMutableBytes({ try file.read(into: $0) })
      else { return usualMappingLimit - reservedMappings }
      let digits = String(decoding: text.prefix(count), as: UTF8.self).prefix { $0.isNumber }
      return max(2 * reservedMappings, Int(digits) ?? usualMappingLimit) - reservedMappings
    #else
      return .max
    #endif
  }

  /// How many more allocations there may be.
  package static var remainingCount: Int {
    mappingLimit.load(ordering: .relaxed) - mappings.load(ordering: .relaxed)
  }

  /// Replaces the number of allocations there may be, for tests.
  ///
  /// - Returns: what it was.
  package static func exchangeLimit(_ limit: Int) -> Int {
    mappingLimit.exchange(limit, ordering: .relaxed)
  }

  /// Reserves zeroed memory; as `ZeroedPages.allocate`.
  package static func allocate(byteCount: Int) -> UnsafeMutableRawPointer? {
    if let kept = pools.withLock({ $0.take(byteCount) }) {
      return UnsafeMutableRawPointer(bitPattern: kept)
    }
    let count = mappings.add(1, ordering: .relaxed).newValue
    if count <= mappingLimit.load(ordering: .relaxed),
      let address = ZeroedPages.allocate(byteCount: byteCount)
    {
      return address
    }
    mappings.subtract(1, ordering: .relaxed)
    return nil
  }

  /// Gives memory back whose first page was used, perhaps.
  package static func free(_ address: UnsafeMutableRawPointer, byteCount: Int) {
    #if os(Linux)
      if byteCount > pageByteCount, byteCount <= byteLimit,
        pools.withLock({ $0.hasRoom(byteCount) })
      {
        // The system takes all but the first page, and gives zeroed ones when they are touched.
        let rest = byteCount - pageByteCount
        if madvise(address + pageByteCount, rest, MADV_DONTNEED) == 0 {
          address.initializeMemory(as: UInt8.self, repeating: 0, count: pageByteCount)
          if pools.withLock({ $0.add(UInt(bitPattern: address), byteCount) }) { return }
        }
      }
    #endif
    ZeroedPages.free(address, byteCount: byteCount)
    mappings.subtract(1, ordering: .relaxed)
  }
}
