/// What is to happen at a later time.
struct Timers {
  private struct Entry {
    let time: UInt64
    let id: UInt64
    let body: () -> Void
  }

  /// The earliest last.
  private var entries: [Entry] = []
  private var lastID: UInt64 = 0

  /// When the next is due, in nanoseconds of the monotonic clock.
  var next: UInt64? { entries.last?.time }

  /// Adds one; of two at the same time, the one added first comes first.
  mutating func add(at time: UInt64, _ body: @escaping () -> Void) -> UInt64 {
    lastID += 1
    var place = entries.count
    while place > 0, entries[place - 1].time <= time { place -= 1 }
    entries.insert(Entry(time: time, id: lastID, body: body), at: place)
    return lastID
  }

  mutating func cancel(_ id: UInt64) { entries.removeAll { $0.id == id } }

  /// Takes the next one out if it is due.
  fileprivate mutating func popDue(at time: UInt64) -> (() -> Void)? {
    guard let next, next <= time else { return nil }
    return entries.removeLast().body
  }
}

extension EventLoop {
  /// Runs what is due now, and not what that adds.
  ///
  /// - Returns: whether there was anything.
  func runDueTimers() -> Bool {
    if timers.next == nil { return false }
    let now = MonotonicClock.now
    var ran = false
    while let body = timers.popDue(at: now) {
      body()
      ran = true
    }
    return ran
  }
}
