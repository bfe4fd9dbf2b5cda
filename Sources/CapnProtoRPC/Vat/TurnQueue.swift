/// One thing that happens in a vat.
enum Turn {
  /// A call reaches an object.
  case deliver(Call, LocalHook)
  /// A call's caller learns how it ended.
  case complete(Call)
  /// Anything else.
  case run(() -> Void)

  func perform() {
    switch self {
    case .deliver(let call, let hook): hook.dispatch(call)
    case .complete(let call): call.notify()
    case .run(let body): body()
    }
  }
}

/// What waits to happen in a vat, first in, first out.
struct TurnQueue {
  private var ring: [Turn?] = []
  private var first = 0
  private var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ turn: Turn) {
    if count == ring.count { grow() }
    ring[(first &+ count) & (ring.count &- 1)] = turn
    count &+= 1
  }

  mutating func popFirst() -> Turn? {
    guard count > 0 else { return nil }
    let turn = ring[first].take()
    first = (first &+ 1) & (ring.count &- 1)
    count &-= 1
    return turn
  }

  private mutating func grow() {
    var larger: [Turn?] = []
    larger.reserveCapacity(max(16, ring.count * 2))
    for index in 0..<count { larger.append(ring[(first &+ index) & (ring.count &- 1)].take()) }
    while larger.count < max(16, ring.count * 2) { larger.append(nil) }
    ring = larger
    first = 0
  }
}
