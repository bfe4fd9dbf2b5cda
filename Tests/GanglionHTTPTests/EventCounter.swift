import Platform
import Synchronization

/// Counts, and lets a test wait for a number.
final class EventCounter: Sendable {
  private struct State {
    var count = 0
    var waiters: [(Int, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Guarded(State())

  var value: Int { state.withLock { $0.count } }

  func add() {
    let due = state.withLock { state in
      state.count += 1
      let due = state.waiters.filter { $0.0 <= state.count }
      state.waiters.removeAll { $0.0 <= state.count }
      return due
    }
    for (_, waiter) in due { waiter.resume() }
  }

  func wait(for number: Int) async {
    await withCheckedContinuation { continuation in
      let isDue = state.withLock { state in
        if state.count >= number { return true }
        state.waiters.append((number, continuation))
        return false
      }
      if isDue { continuation.resume() }
    }
  }
}
