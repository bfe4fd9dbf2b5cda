import Synchronization

#if !hasFeature(Embedded)
  /// Memory of large messages that are gone, for the next ones.
  ///
  /// Allocators give back what is large to the system at once, and getting it again costs a fault for
  /// each page: as much as it takes to copy the message.
  final class LargeChunks: @unchecked Sendable {
    // Safe to share: only who has set `isTaken` touches the list.
    static let shared = LargeChunks()

    /// Sizes are multiples of this, so that chunks fit other messages.
    private static var step: Int { 16 << 10 }
    private static var largest: Int { 1 << 20 }
    /// What is kept at most.
    private static var most: Int { 4 << 20 }

    private let isTaken = Atomic(false)
    private var chunks: [(memory: UnsafeMutableRawPointer, size: Int)] = []
    private var total = 0

    private init() { chunks.reserveCapacity(Self.most / Self.step) }

    /// The size of a chunk for so many bytes; `nil` if those are not kept.
    @inline(__always) private static func size(_ bytes: Int) -> Int? {
      bytes < step || bytes > largest ? nil : (bytes + step - 1) & ~(step - 1)
    }

    /// Memory for a message, not cleared.
    @inline(__always) static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
      guard let size = size(bytes) else {
        return .allocate(byteCount: bytes, alignment: MemoryLayout<Segment>.alignment)
      }
      return shared.take(size)
        ?? .allocate(byteCount: size, alignment: MemoryLayout<Segment>.alignment)
    }

    /// Gives back what was allocated for so many bytes.
    @inline(__always) static func deallocate(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
      if let size = size(bytes), shared.keep(memory, size) { return }
      memory.deallocate()
    }

    private func take(_ size: Int) -> UnsafeMutableRawPointer? {
      // Who finds it taken does without.
      if isTaken.exchange(true, ordering: .acquiring) { return nil }
      defer { isTaken.store(false, ordering: .releasing) }
      guard let index = chunks.lastIndex(where: { $0.size == size }) else { return nil }
      let chunk = chunks[index]
      let last = chunks.removeLast()
      if index < chunks.count { chunks[index] = last }
      total -= size
      return chunk.memory
    }

    private func keep(_ memory: UnsafeMutableRawPointer, _ size: Int) -> Bool {
      if isTaken.exchange(true, ordering: .acquiring) { return false }
      defer { isTaken.store(false, ordering: .releasing) }
      guard total + size <= Self.most else { return false }
      chunks.append((memory, size))
      total += size
      return true
    }
  }
#else
  /// Programs on small machines keep nothing.
  enum LargeChunks {
    static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
      .allocate(byteCount: bytes, alignment: MemoryLayout<Segment>.alignment)
    }
    static func deallocate(_ memory: UnsafeMutableRawPointer, _ bytes: Int) { memory.deallocate() }
  }
#endif
