import Synchronization

/// The waiting calls of a store, by place, in the order they came.
final class AtomicWaiters {
  /// How a wait stands; whoever drives the call may look at it from any thread.
  final class Waiter: Sendable {
    private static let waiting: UInt8 = 0
    private static let notified: UInt8 = 1
    private static let over: UInt8 = 2
    private let state = Atomic<UInt8>(Waiter.waiting)

    var isWaiting: Bool { state.load(ordering: .acquiring) == Waiter.waiting }
    var isNotified: Bool { state.load(ordering: .acquiring) == Waiter.notified }

    /// Notifies it, unless the wait is over.
    ///
    /// - Returns: whether it waited.
    func notify() -> Bool { leave(for: Waiter.notified) }

    /// Ends the wait, unless it was notified.
    func end() { _ = leave(for: Waiter.over) }

    private func leave(for new: UInt8) -> Bool {
      state.compareExchange(
        expected: Waiter.waiting, desired: new, ordering: .acquiringAndReleasing
      ).exchanged
    }
  }

  /// What the suspended call holds: a call that is dropped waits no more.
  final class Ticket: Sendable {
    let waiter = Waiter()

    deinit { waiter.end() }
  }

  private struct Place: Hashable {
    let memory: ObjectIdentifier
    let address: UInt64
  }

  private var entries: [Place: [Waiter]] = [:]

  /// Adds a call that waits.
  func add(_ memory: Memory, _ address: UInt64) -> Ticket {
    let ticket = Ticket()
    let place = Place(memory: ObjectIdentifier(memory), address: address)
    entries[place, default: []].removeAll { !$0.isWaiting }
    entries[place, default: []].append(ticket.waiter)
    return ticket
  }

  /// Notifies the calls that have waited longest.
  ///
  /// - Returns: how many there were, at most `count`.
  func notify(_ memory: Memory, _ address: UInt64, count: UInt32) -> UInt32 {
    let place = Place(memory: ObjectIdentifier(memory), address: address)
    guard let waiting = entries[place] else { return 0 }
    var notified: UInt32 = 0
    var rest = waiting[...]
    while notified < count, let first = rest.popFirst() {
      if first.notify() { notified += 1 }
    }
    entries[place] = rest.isEmpty ? nil : Array(rest)
    return notified
  }
}
