import Platform
import Synchronization
package import WebAssembly

/// Stops one run from any thread.
///
/// The guest ends at its next safepoint, or at once if it waits. A control serves one run; stopped
/// before the run begins, it keeps it from running at all.
public final class RunControl: Sendable {
  /// Why a run is stopped.
  package enum Reason: Sendable {
    case stopped, timedOut, cancelled
  }

  private struct State {
    var reason: Reason?
    var handle: InterruptHandle?
    var wake: (@Sendable () -> Void)?
  }

  private let state = Guarded(State())

  /// A control for one run.
  public init() {}

  /// Stops the run; later calls do nothing.
  public func stop() { stop(.stopped) }

  /// Why the run is to stop; `nil` while it isn't.
  package var reason: Reason? { state.withLock { $0.reason } }

  package func stop(_ reason: Reason) {
    let (handle, wake) = state.withLock { state in
      if state.reason == nil { state.reason = reason }
      defer { state.wake = nil }
      return (state.handle, state.wake)
    }
    handle?.interrupt()
    wake?()
  }

  /// Has the running call stop at its next safepoint, to be resumed later.
  package func pause() { state.withLock { $0.handle }?.interrupt(.pause) }

  /// Names the call that runs now.
  package func attach(_ handle: InterruptHandle) {
    let isStopped = state.withLock { state in
      state.handle = handle
      return state.reason != nil
    }
    if isStopped { handle.interrupt() }
  }

  /// Names what ends the wait that begins now.
  ///
  /// - Returns: whether to wait; when not, `wake` is not kept.
  package func beginWait(_ wake: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      if state.reason != nil { return false }
      state.wake = wake
      return true
    }
  }

  /// The wait is over.
  package func endWait() { state.withLock { $0.wake = nil } }
}
