import Platform
import Synchronization

/// Where a guest's randomness comes from.
public protocol WASIRandomness: Sendable {
  /// Fills a buffer; may be called by several guests at once.
  func fill(_ buffer: UnsafeMutableRawBufferPointer)
}

/// The system's cryptographically secure randomness.
public struct SystemRandomness: WASIRandomness {
  /// The system's randomness.
  public init() {}

  /// Fills a buffer.
  public func fill(_ buffer: UnsafeMutableRawBufferPointer) { Randomness.fill(buffer) }
}

/// The same bytes every time, for tests and replays; not secure.
public final class SeededRandomness: WASIRandomness {
  private let state: Guarded<UInt64>

  /// - Parameter seed: equal seeds give equal bytes.
  public init(seed: UInt64) { state = Guarded(seed) }

  /// Fills a buffer with the next bytes of the sequence.
  public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    state.withLock { state in
      for index in buffer.indices {
        // SplitMix64 by Guy Steele, Doug Lea and Christine Flood, one byte per step.
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        buffer[index] = UInt8(truncatingIfNeeded: mixed ^ (mixed >> 31))
      }
    }
  }
}
