import Platform
import Synchronization

extension GuestProcess {
  /// Ends it, and everything below it: first those, then itself, then those linked to it; then who
  /// monitors them is told.
  ///
  /// - Returns: whether it was still there.
  @discardableResult
  public func kill() -> Bool { core.end(self, .killed) }

  /// Ends it with a reason of the caller's.
  @discardableResult
  package func end(_ reason: ExitReason) -> Bool { core.end(self, reason) }

  /// Stops it at its next safepoint until `resume`; what it waits for may come meanwhile.
  ///
  /// - Returns: whether it was still there.
  @discardableResult
  public func pause() -> Bool { core.change(self) { $0.pause($1) } }

  /// Lets it go on after `pause`.
  ///
  /// - Returns: whether it was still there.
  @discardableResult
  public func resume() -> Bool { core.change(self) { $0.resume($1) } }

  // MARK: Links

  /// Links it to another process, in this executor or another one: if either ends, for whatever
  /// reason, so does the other. Doing it twice changes nothing.
  ///
  /// - Parameter other: the other process; if it has ended already, this one ends.
  public func link(to other: GuestProcess) {
    if other.core === core {
      return core.link(self, other.pid, otherID: other.id)
    }
    // Each first knows of the other; then whoever is gone by now is found out.
    let isThere = addLink(id: other.id) { id, _ in other.linkedProcessEnded(id) }
    let otherIsThere = other.addLink(id: id) { id, _ in self.linkedProcessEnded(id) }
    if !isThere { other.linkedProcessEnded(id) }
    if !otherIsThere { linkedProcessEnded(other.id) }
  }

  /// Undoes a link; there need not be one.
  ///
  /// - Parameter other: the other process.
  public func unlink(from other: GuestProcess) {
    if other.core === core { return core.unlink(self, other.pid) }
    removeLink(id: other.id)
    other.removeLink(id: id)
  }

  /// Links it to a process of the same executor.
  ///
  /// - Parameter other: the PID; if nobody alive has it, this process ends.
  public func linkLocal(_ other: UInt32) { core.link(self, other, otherID: nil) }

  /// Undoes a link to a process of the same executor; there need not be one.
  ///
  /// - Parameter other: the PID.
  public func unlinkLocal(_ other: UInt32) { core.unlink(self, other) }

  /// Links it, one way, to a process that is reached by other means, such as a connection.
  ///
  /// - Parameters:
  ///   - id: the other process's identifier.
  ///   - end: called once when this process ends, with its identifier and reason.
  /// - Returns: whether this process is still there; if not, nothing was done.
  package func addLink(
    id: UInt64, _ end: @escaping @Sendable (UInt64, ExitReason) -> Void
  ) -> Bool {
    core.addLink(self, .init(id: id, end: end, ownID: self.id))
  }

  /// Undoes such a link; there need not be one.
  package func removeLink(id: UInt64) { core.removeLink(self, id) }

  /// A process linked by `addLink` ended; this one does too.
  ///
  /// - Parameters:
  ///   - id: its identifier.
  ///   - reason: another reason than that, such as a lost connection.
  package func linkedProcessEnded(_ id: UInt64, _ reason: ExitReason? = nil) {
    core.remoteEnded(self, id, reason)
  }

  // MARK: Monitors

  /// Has its end told once; at once if it has ended.
  ///
  /// - Parameter tell: called on an unspecified thread; must be short.
  /// - Returns: removes the monitor when cancelled.
  @discardableResult
  public func monitor(_ tell: @escaping @Sendable (ProcessExit) -> Void) -> ProcessMonitor {
    core.monitor(pid, id: id, status: { self.exitStatus }, tell)
  }

  /// Waits for its end.
  ///
  /// A task that waits for a process which is about to run anyway may lend it its thread for a
  /// moment; one with threads of its own, a preferred task executor, never does.
  ///
  /// - Returns: how it ended, as often as asked.
  /// - Throws: `CancellationError` as soon as the task is cancelled; the process goes on.
  public nonisolated(nonsending) func wait() async throws -> ProcessExit {
    if let status = exitStatus { return status }
    try Task.checkCancellation()
    if withUnsafeCurrentTask(body: { $0?.unownedTaskExecutor == nil }) {
      core.help(self)
      if let status = exitStatus { return status }
    }
    let cell = ExitCell()
    let status = await withTaskCancellationHandler {
      addWaiter(cell)
      return await cell.value
    } onCancel: {
      cell.finish(nil)
    }
    guard let status else {
      removeWaiter(cell)
      throw CancellationError()
    }
    return status
  }

  /// What is known of it now; `nil` when it is gone.
  public var info: Info? { core.info(self) }
}

/// A monitor of a process.
public struct ProcessMonitor: Sendable {
  let core: ExecutorCore
  let pid: UInt32
  let key: UInt64

  /// Removes it.
  ///
  /// - Returns: whether it had not fired, and so never will.
  @discardableResult
  public func cancel() -> Bool { core.demonitor(pid, key) }
}

/// Joins a task that waits with the end of a process, whichever comes first.
final class ExitCell: Sendable {
  private enum State {
    case idle
    case waiting(UnsafeContinuation<ProcessExit?, Never>)
    case over(ProcessExit?)
  }

  private let state = Guarded(State.idle)

  nonisolated(nonsending) var value: ProcessExit? {
    get async {
      await withUnsafeContinuation { continuation in
        let outcome: ProcessExit?? = state.withLock { state in
          if case .over(let status) = state { return .some(status) }
          state = .waiting(continuation)
          return nil
        }
        if let outcome { continuation.resume(returning: outcome) }
      }
    }
  }

  /// Ends the wait; later calls do nothing.
  func finish(_ status: ProcessExit?) {
    let continuation: UnsafeContinuation<ProcessExit?, Never>? = state.withLock { state in
      switch state {
      case .idle:
        state = .over(status)
        return nil
      case .waiting(let continuation):
        state = .over(status)
        return continuation
      case .over: return nil
      }
    }
    continuation?.resume(returning: status)
  }
}
