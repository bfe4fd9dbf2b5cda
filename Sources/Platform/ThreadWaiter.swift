import Synchronization

/// Puts the calling thread to sleep until something of a set is ready, or it is interrupted.
///
/// One thread waits at a time; any thread may interrupt it.
package final class ThreadWaiter: Sendable {
  private let signal: WakeSignal
  private let interruption = Atomic(false)

  package init() throws(SystemError) { signal = try WakeSignal() }

  /// Whether it was interrupted and not reset since.
  package var isInterrupted: Bool { interruption.load(ordering: .acquiring) }

  /// Ends the wait under way and every later one, until `reset`.
  package func interrupt() {
    interruption.store(true, ordering: .releasing)
    signal.raise()
  }

  /// Makes waiting possible again after an interrupt.
  package func reset() {
    interruption.store(false, ordering: .releasing)
    signal.clear()
  }

  /// Sleeps until something may be ready; wrong alarms are possible.
  ///
  /// - Returns: whether it was not interrupted.
  package func wait(for set: WaitSet) -> Bool {
    if isInterrupted { return false }
    let signal = signal
    let waker = Waker { signal.raise() }
    for source in set.sources { source.register(waker) }
    let isRaised = Poll.wait(
      first: signal.descriptor.rawValue, set.interests, until: set.deadline)
    for source in set.sources { source.unregister(waker) }
    if isInterrupted { return false }
    if isRaised { signal.clear() }
    return !isInterrupted
  }
}
