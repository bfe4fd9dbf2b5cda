import Platform
import Synchronization

/// Joins a task that waits with the end of its wait, whichever comes first.
final class WaitCell: Sendable {
  private enum State {
    case idle
    case waiting(CheckedContinuation<Void, Never>)
    case over
  }

  private let state = Guarded(State.idle)

  /// Waits until `finish` is called; returns at once when it was.
  nonisolated(nonsending) func wait() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if case .over = state { return true }
        state = .waiting(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// Ends the wait; later calls do nothing.
  func finish() {
    let continuation: CheckedContinuation<Void, Never>? = state.withLock { state in
      defer { state = .over }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume()
  }
}
