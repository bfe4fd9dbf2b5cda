import Platform
import Synchronization

/// One turn of a process on a thread: tells when it is over.
struct TimeSlice: ~Copyable {
  /// Interrupts what runs beyond its time.
  let clock: SliceClock
  private let core: ExecutorCore
  private let start: UInt64
  /// The most it may take, in nanoseconds.
  private let limit: UInt64

  init(_ core: ExecutorCore, start: UInt64, limit: UInt64) {
    self.core = core
    clock = core.clock
    self.start = start
    self.limit = limit
  }

  /// Whether to stop: its time is up, or half of it while somebody who just woke waits.
  func isOver(at now: UInt64) -> Bool {
    if core.hasLeft.load(ordering: .relaxed) { core.offerLeft() }
    let time = now &- start
    if time >= limit { return true }
    return time >= limit / 2 && core.isWokenWaiting.load(ordering: .relaxed)
  }
}
