/// What the instances of one store may take, each with a reason for its default.
public struct StoreLimits: Hashable, Sendable {
  /// Pages of 64 KiB all memories of the store may have together: as many as one memory with
  /// 32-bit addresses can have, so that every program that fits its addresses runs, and no number
  /// of memories takes more. Pages cost nothing before they are touched; a host that runs many
  /// stores sets less.
  public var memoryPages: UInt64 = 65_536
  /// Elements all tables of the store may have together: real modules have tens of thousands, an
  /// element takes 8 bytes.
  public var tableElements: UInt64 = 10_000_000
  /// Bytes of a call's value stack: room for tens of thousands of frames, taken only as touched.
  public var stackByteCount = 4 << 20
  /// Instances in the store: they live as long as the store does.
  public var instances = 10_000
  /// How deep host functions may call back into guests: each level takes native stack, 7 KiB in
  /// debug builds and 1 in release builds, and this many fit on a thread of 64 KiB either way.
  public var nestedCalls = 5
  /// Bytes of the garbage-collected heap, which structures, arrays, host values and exceptions
  /// that guests refer to share: several times what real programs keep alive, and little enough for a host to
  /// run a few guests that fill it. It is taken in blocks of 32 KiB, one size of object each.
  public var heapByteCount = 256 << 20

  /// The defaults.
  public init() {}
}
