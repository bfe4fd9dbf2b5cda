internal import Synchronization

/// The tasks that run the methods of a vat's servers.
///
/// A task whose method has returned takes the next call, or waits for one: to make a task costs more
/// than a call. The methods start in the order they were called in. One that waits keeps its task, and
/// the calls behind it get another.
final class ServerWorkers: Sendable {
  private struct State {
    var pending = RunningCallQueue()
    /// Somebody is on the way to look at what is pending.
    var isExpected = false
    var idle: [UnsafeContinuation<Void, Never>] = []
    var isClosed = false
  }

  /// Where the tasks run, one at a time.
  let executor: any TaskExecutor
  /// The same, if it can run a callee on top of its caller.
  let nesting: (any NestingExecutor)?
  private let state = VatLock(State())

  /// The tasks that are kept for later calls.
  private static var idleLimit: Int { 16 }
  /// The calls a task runs without making room for what else its executor has.
  private static var callsInARow: Int { 64 }

  init(_ executor: any TaskExecutor) {
    self.executor = executor
    nesting = executor as? any NestingExecutor
  }

  private enum Waking {
    case nobody, new
    case idle(UnsafeContinuation<Void, Never>)
  }

  /// Has a task run a call, after those that came before.
  func start(_ call: RunningCall) {
    let waking = state.withLock { state in
      state.pending.append(call)
      return Self.expectSomebody(&state)
    }
    wake(waking)
  }

  private static func expectSomebody(_ state: inout State) -> Waking {
    if state.isExpected || state.pending.isEmpty { return .nobody }
    state.isExpected = true
    return state.idle.popLast().map { .idle($0) } ?? .new
  }

  private func wake(_ waking: Waking) {
    switch waking {
    case .nobody: break
    case .idle(let continuation):
      if let nesting {
        nesting.enqueueFirst { continuation.resume() }
      } else {
        continuation.resume()
      }
    case .new:
      let worker = Worker()
      let task = Task.detached(executorPreference: executor, priority: .userInitiated) {
        await self.work(worker)
      }
      // It may be at work already, and its call given up.
      let isCanceled = state.withLock { _ in
        worker.task = task
        return worker.isCanceled
      }
      if isCanceled { task.cancel() }
    }
  }

  /// Cancels the task that runs a call, or is going to.
  func cancel(_ call: RunningCall) {
    let task: Task<Void, Never>? = state.withLock { _ in
      call.isCanceled = true
      guard let worker = call.worker else { return nil }
      worker.isCanceled = true
      return worker.task
    }
    task?.cancel()
  }

  /// Lets the tasks end that wait, now and later.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle
    }
    for continuation in idle { continuation.resume() }
  }

  // The life of a task.

  private enum Step {
    case run(RunningCall, isCanceled: Bool, Waking)
    case wait, end
  }

  @concurrent private func work(_ worker: Worker) async {
    var step = wokenUp(worker)
    var left = Self.callsInARow
    while true {
      switch step {
      case .run(let call, let isCanceled, let waking):
        // Before the call, which may wait.
        wake(waking)
        if isCanceled { withUnsafeCurrentTask { $0?.cancel() } }
        left -= 1
        // Here, not in a function of its own, because each of those costs a look at the executor.
        do {
          try await call.body(call)
          call.finish()
        } catch {
          call.fail(error)
        }
        step = next(worker, after: call, mayRun: left > 0)
      case .wait:
        await withUnsafeContinuation { continuation in
          if !addIdle(continuation) { continuation.resume() }
        }
        step = wokenUp(worker)
        left = Self.callsInARow
      case .end: return
      }
    }
  }

  private func wokenUp(_ worker: Worker) -> Step {
    state.withLock { state in
      state.isExpected = false
      return Self.next(&state, worker, mayRun: true)
    }
  }

  private func next(_ worker: Worker, after call: RunningCall, mayRun: Bool) -> Step {
    state.withLock { state in
      call.worker = nil
      // One that was cancelled is of no use to other calls.
      return worker.isCanceled ? .end : Self.next(&state, worker, mayRun: mayRun)
    }
  }

  private static func next(_ state: inout State, _ worker: Worker, mayRun: Bool) -> Step {
    // If somebody else is expected, that task can go on.
    if mayRun || !state.isExpected, let call = state.pending.popFirst() {
      call.worker = worker
      if call.isCanceled { worker.isCanceled = true }
      return .run(call, isCanceled: call.isCanceled, expectSomebody(&state))
    }
    return state.isClosed || state.idle.count >= idleLimit ? .end : .wait
  }

  /// - Returns: whether the task may wait.
  private func addIdle(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
    state.withLock { state in
      // Nobody was expected when this task decided to wait, so a call that came since may rely on
      // it only if it is among the idle ones.
      if state.isClosed { return false }
      state.idle.append(continuation)
      return true
    }
  }
}

/// A task that runs calls.
final class ServerWorker: @unchecked Sendable {
  // Safe to share: guarded by the lock of the workers.
  @exclusivity(unchecked) var task: Task<Void, Never>?
  @exclusivity(unchecked) var isCanceled = false
}

private typealias Worker = ServerWorker

/// Calls that wait for a task, first in, first out: a list through the calls themselves.
struct RunningCallQueue {
  private var first: RunningCall?
  /// Kept by the one before it, or by `first`.
  private unowned(unsafe) var last: RunningCall?

  var isEmpty: Bool { first == nil }

  mutating func append(_ call: RunningCall) {
    if let last { last.next = call } else { first = call }
    last = call
  }

  mutating func popFirst() -> RunningCall? {
    guard let call = first.take() else { return nil }
    first = call.next.take()
    if first == nil { last = nil }
    return call
  }
}
