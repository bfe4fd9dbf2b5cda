/// One thing that happens in a vat.
enum Turn {
  /// A call reaches an object.
  case deliver(Call, LocalHook)
  /// A call's caller learns how it ended.
  case complete(Call)
  /// Anything else.
  case run(() -> Void)
}

/// What waits to happen in a vat, first in, first out, in memory that is used again and again.
struct TurnQueue: ~Copyable {
  private var ring = UnsafeMutablePointer<Turn>.allocate(capacity: 16)
  /// A power of two.
  private var capacity = 16
  private var first = 0
  private var count = 0

  init() {}

  deinit {
    for index in 0..<count { (ring + ((first &+ index) & (capacity &- 1))).deinitialize(count: 1) }
    ring.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ turn: consuming Turn) {
    if count == capacity { grow() }
    (ring + ((first &+ count) & (capacity &- 1))).initialize(to: turn)
    count &+= 1
  }

  /// Takes the first turn out.
  ///
  /// - Returns: Where it is, to be moved from there before anything else happens; nil if there is none.
  @inline(__always) mutating func takeFirst() -> UnsafeMutablePointer<Turn>? {
    guard count > 0 else { return nil }
    let turn = ring + first
    first = (first &+ 1) & (capacity &- 1)
    count &-= 1
    return turn
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Turn>.allocate(capacity: capacity * 2)
    for index in 0..<count {
      (larger + index).moveInitialize(from: ring + ((first &+ index) & (capacity &- 1)), count: 1)
    }
    ring.deallocate()
    ring = larger
    capacity *= 2
    first = 0
  }
}
