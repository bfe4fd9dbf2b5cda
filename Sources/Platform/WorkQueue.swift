/// What waits for the reactor's thread, first in, first out.
struct WorkQueue {
  private var ring: [Reactor.Work?] = []
  private var first = 0
  private(set) var count = 0

  private static var largestKept: Int { 4096 }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ work: Reactor.Work) {
    if count == ring.count { resize(to: max(16, ring.count * 2)) }
    ring[(first &+ count) & (ring.count &- 1)] = work
    count &+= 1
  }

  mutating func popFirst() -> Reactor.Work? {
    guard count > 0 else { return nil }
    let work = ring[first].take()
    first = (first &+ 1) & (ring.count &- 1)
    count &-= 1
    return work
  }

  /// Gives back the room that only a crowd needed.
  mutating func shrink() { if count == 0, ring.count > Self.largestKept { resize(to: 16) } }

  private mutating func resize(to size: Int) {
    var new: [Reactor.Work?] = []
    new.reserveCapacity(size)
    for index in 0..<count { new.append(ring[(first &+ index) & (ring.count &- 1)].take()) }
    while new.count < size { new.append(nil) }
    ring = new
    first = 0
  }
}
