import Synchronization

/// Wakes somebody once; later calls do nothing.
package final class Waker: Sendable {
  private let hasFired = Atomic(false)
  private let action: @Sendable () -> Void

  /// - Parameter action: runs once, on the thread of the first call of `wake`; it must be short.
  package init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  /// Runs the action unless it ran before.
  package func wake() {
    if !hasFired.exchange(true, ordering: .acquiringAndReleasing) { action() }
  }
}

/// Something in memory that becomes ready.
package protocol Readiness: AnyObject, Sendable {
  /// Wakes when it is ready, at once if it is already; wrong alarms are allowed.
  func register(_ waker: Waker)
  /// Forgets a waker.
  func unregister(_ waker: Waker)
}

/// The wakers of one source.
///
/// A value to be kept inside the source's guarded state.
package struct WakerList: Sendable {
  private var wakers: [Waker] = []

  package init() {}

  package var isEmpty: Bool { wakers.isEmpty }

  package mutating func add(_ waker: Waker) { wakers.append(waker) }

  package mutating func remove(_ waker: Waker) { wakers.removeAll { $0 === waker } }

  /// Empties the list; the caller wakes what was in it, outside its lock.
  package mutating func takeAll() -> [Waker] {
    if wakers.isEmpty { return [] }
    defer { wakers.removeAll() }
    return wakers
  }
}
