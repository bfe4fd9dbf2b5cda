import Dispatch
import Ganglion
import Synchronization

/// Where Foundation is asked to start and to cancel its transfers.
///
/// Both may wait: on Linux, for a queue that all sessions of a program share, and that a server which
/// sends faster than it is read holds for as long as it likes. So neither is done on the threads that
/// tasks share; they wait here, one after the other, and it is noticed when they wait in vain.
package final class LoadingQueue: Sendable {
  /// The one of this program, as its sessions have one queue.
  package static let shared = LoadingQueue()

  /// How long one step may take before it counts as waiting in vain, in nanoseconds.
  private let patience: UInt64

  private struct State {
    /// When the step that is being done began.
    var start: UInt64?
    var isWatched = false
    var onStall: (@Sendable () -> Void)?
  }

  private let queue = DispatchQueue(label: "ganglion.http.loading")
  private let watch = DispatchQueue(label: "ganglion.http.loading.watch")
  private let state = Mutex(State())

  init(patience: Duration = .seconds(5)) { self.patience = patience.nanoseconds }

  /// Has it told once when a step waits in vain: the program can make no requests any more.
  package func whenStalled(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.onStall = action }
  }

  /// Whether a step waits in vain.
  var isStalled: Bool { state.withLock { isStalled($0) } }

  /// Does a step when those before it are done.
  func run(_ step: @escaping @Sendable () -> Void) {
    queue.async { [self] in
      let isFirst = state.withLock { state in
        state.start = Self.now
        defer { state.isWatched = true }
        return !state.isWatched
      }
      if isFirst { look() }
      step()
      state.withLock { $0.start = nil }
    }
  }

  /// Looks again and again, as long as there is something to see.
  private func look() {
    watch.asyncAfter(deadline: .now() + .nanoseconds(Int(patience))) { [self] in
      let (goesOn, action) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
        state.isWatched = state.start != nil
        guard isStalled(state) else { return (state.isWatched, nil) }
        defer { state.onStall = nil }
        return (state.isWatched, state.onStall)
      }
      action?()
      if goesOn { look() }
    }
  }

  private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  private func isStalled(_ state: State) -> Bool {
    state.start.map { Self.now - $0 >= patience } ?? false
  }
}
