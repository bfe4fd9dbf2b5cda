import Platform
import Synchronization

extension WaitRequest {
  /// Waits, holding no thread, until the call can be resumed.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  public func wait() async throws {
    switch kind {
    case .yield: await Task.yield()
    case .blocking(let operation):
      operation.start()
      while !operation.isDone { try await Self.wait(for: waitSet) }
    case .events(let set): try await Self.wait(for: set)
    }
    try Task.checkCancellation()
  }

  /// Calls back once when the call can be resumed.
  ///
  /// For executors with their own run queues. Blocking work is handed to a pool.
  ///
  /// - Parameter action: called on an unspecified thread, maybe before this returns; must be short.
  /// - Returns: ends the wait without calling back when its `cancel` is called.
  /// - Throws: `WASIError` when the system has no descriptors or threads left.
  package func notify(_ action: @escaping @Sendable () -> Void) throws(WASIError) -> WaitHandle {
    if case .blocking(let operation) = kind { operation.start() }
    do throws(SystemError) {
      return WaitHandle(try EventLoop.shared, waitSet, action)
    } catch {
      throw WASIError(.system, "\(error)")
    }
  }

  static func wait(for set: WaitSet) async throws {
    let cell = WaitCell()
    let loop = try EventLoop.shared
    try await withTaskCancellationHandler {
      try Task.checkCancellation()
      let waker = Waker { cell.fire() }
      let registration = loop.register(set, waker)
      await withCheckedContinuation { cell.suspend($0) }
      loop.cancel(registration)
      try Task.checkCancellation()
    } onCancel: {
      cell.fire()
    }
  }
}

/// A wait that is under way.
package final class WaitHandle: Sendable {
  private let loop: EventLoop
  private let registration: EventLoop.Registration
  private let isOver = SharedFlag()

  fileprivate init(_ loop: EventLoop, _ set: WaitSet, _ action: @escaping @Sendable () -> Void) {
    let isOver = isOver
    self.loop = loop
    registration = loop.register(set, Waker { if !isOver.isSet { action() } })
  }

  /// Forgets the wait; to be called after the call-back too.
  package func cancel() {
    if isOver.set() { loop.cancel(registration) }
  }

  deinit { cancel() }
}

private final class SharedFlag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  /// Sets it; tells whether it was not set before.
  func set() -> Bool { !value.exchange(true, ordering: .acquiringAndReleasing) }
}

/// Joins a task that suspends with a wake-up that may come before, after or twice.
private final class WaitCell: Sendable {
  private enum State {
    case idle
    case suspended(CheckedContinuation<Void, Never>)
    case fired
  }

  private let state = Guarded(State.idle)

  func suspend(_ continuation: CheckedContinuation<Void, Never>) {
    let isFired = state.withLock { state in
      if case .fired = state { return true }
      state = .suspended(continuation)
      return false
    }
    if isFired { continuation.resume() }
  }

  func fire() {
    let continuation: CheckedContinuation<Void, Never>? = state.withLock { state in
      defer { state = .fired }
      if case .suspended(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume()
  }
}
