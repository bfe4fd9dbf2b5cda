import CapnProtoAsync
import Synchronization

/// Lets a number of requests through at a time, the others in the order they came.
final class Gate: Sendable {
  private typealias Continuation = CheckedContinuation<Void, any Error>

  private struct State {
    var freeCount: Int
    var nextID: UInt64 = 0
    /// In the order they came.
    var waiting: [(id: UInt64, continuation: Continuation)] = []
  }

  private let state: Mutex<State>
  private let waitingLimit: Int

  /// - Parameters:
  ///   - limit: how many at a time.
  ///   - waitingLimit: how many wait.
  init(limit: Int, waitingLimit: Int) {
    state = Mutex(State(freeCount: max(0, limit)))
    self.waitingLimit = waitingLimit
  }

  /// How many wait.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Waits for a place; ``leave()`` gives it back.
  ///
  /// - Throws: `overloaded` when too many wait; a cancellation error.
  func enter() async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: Continuation) in
        let decision = state.withLock { state -> Result<Void, any Error>? in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.freeCount > 0 {
            state.freeCount -= 1
            return .success(())
          }
          if state.waiting.count >= waitingLimit {
            return .failure(RPCError(.overloaded, "too many requests wait for their turn"))
          }
          state.waiting.append((id, continuation))
          return nil
        }
        if let decision { continuation.resume(with: decision) }
      }
    } onCancel: {
      let continuation = state.withLock { state -> Continuation? in
        guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiting.remove(at: index).continuation
      }
      continuation?.resume(throwing: CancellationError())
    }
  }

  /// Gives a place to who came first.
  func leave() {
    let next = state.withLock { state -> Continuation? in
      if state.waiting.isEmpty {
        state.freeCount += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }
}
