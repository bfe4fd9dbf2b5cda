package import Platform
import Synchronization

/// Work that may block its thread, asked for by a suspended call.
///
/// Whoever drives the call decides where it runs: on a pool's thread, or at once where nobody else
/// would have to wait.
public final class BlockingOperation: Sendable {
  private let work: @Sendable () -> Void
  private let state = Guarded(State())

  private struct State {
    var isStarted = false
    var isDone = false
    var wakers = WakerList()
  }

  package init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  /// Whether it has been done.
  public var isDone: Bool { state.withLock { $0.isDone } }

  /// Does it on the calling thread, unless it is done or under way already.
  public func perform() {
    let isMine = state.withLock { state in
      if state.isStarted { return false }
      state.isStarted = true
      return true
    }
    guard isMine else { return }
    work()
    let wakers = state.withLock { state in
      state.isDone = true
      return state.wakers.takeAll()
    }
    for waker in wakers { waker.wake() }
  }

  /// Has it done by a thread of the shared pool.
  package func start() { BlockingPool.shared.run { self.perform() } }
}

extension BlockingOperation: Readiness {
  package func register(_ waker: Waker) {
    let isDone = state.withLock { state in
      if !state.isDone { state.wakers.add(waker) }
      return state.isDone
    }
    if isDone { waker.wake() }
  }

  package func unregister(_ waker: Waker) { state.withLock { $0.wakers.remove(waker) } }
}
