import Synchronization

/// The waiting calls of a store, by place, in the order they came.
final class AtomicWaiters {
  /// A call that waits. The call owns it: a call that is dropped waits no more.
  final class Waiter: Sendable {
    // Atomic because the request that names it may be read on any thread.
    private let notified = Atomic<Bool>(false)

    var isNotified: Bool { notified.load(ordering: .acquiring) }

    func notify() { notified.store(true, ordering: .releasing) }
  }

  private struct Place: Hashable {
    let memory: ObjectIdentifier
    let address: UInt64
  }

  private struct Entry {
    weak var waiter: Waiter?
  }

  private var entries: [Place: [Entry]] = [:]

  /// Adds a call that waits.
  func add(_ memory: Memory, _ address: UInt64) -> Waiter {
    let waiter = Waiter()
    let place = Place(memory: ObjectIdentifier(memory), address: address)
    entries[place, default: []].removeAll { $0.waiter == nil }
    entries[place, default: []].append(Entry(waiter: waiter))
    return waiter
  }

  /// Notifies the calls that have waited longest.
  ///
  /// - Returns: how many there were, at most `count`.
  func notify(_ memory: Memory, _ address: UInt64, count: UInt32) -> UInt32 {
    let place = Place(memory: ObjectIdentifier(memory), address: address)
    guard var waiting = entries[place] else { return 0 }
    var notified: UInt32 = 0
    while notified < count, let first = waiting.first {
      waiting.removeFirst()
      guard let waiter = first.waiter else { continue }
      waiter.notify()
      notified += 1
    }
    entries[place] = waiting.isEmpty ? nil : waiting
    return notified
  }
}
