import Platform
import Synchronization

/// Lanes: one per core at most, each a task of low priority that runs slices.
///
/// So the pool of threads that tasks share never has more than one slice per core, and everything of
/// higher priority goes first. A lane without work is suspended and costs nothing.
extension ExecutorCore {
  /// What a lane does next.
  private enum Work {
    case slice(GuestProcess, RunQueue<GuestProcess>.Turn)
    case free([GuestBody])
    case idle
    case end
  }

  func startLane() {
    Task(priority: .low) { await self.runLane() }
  }

  private func runLane() async {
    var turnBegan = Clock.monotonic.now
    while true {
      switch nextWork() {
      case .slice(let process, let turn):
        let start = Clock.monotonic.now
        runSlice(process)
        let now = Clock.monotonic.now
        state.withLock { $0.queue.charge(turn, nanoseconds: now &- start) }
        // Others of the same priority have their turn, and the system's other threads theirs.
        if now &- turnBegan >= RunQueue<GuestProcess>.slice {
          WorkerThread.giveWay()
          await Task.yield()
          turnBegan = Clock.monotonic.now
        }
      case .free(let bodies): for body in bodies { body.release() }
      case .idle:
        await park()
        turnBegan = Clock.monotonic.now
      case .end: return
      }
    }
  }

  private func nextWork() -> Work {
    let (work, waiters): (Work, [UnsafeContinuation<Void, Never>]) = state.withLock { state in
      if !state.garbage.isEmpty {
        defer { state.garbage = [] }
        return (.free(state.garbage), [])
      }
      while let (process, turn) = state.queue.popFirst() {
        if state.table.begin(process.pid, id: process.id) { return (.slice(process, turn), []) }
      }
      guard state.isOver else { return (.idle, []) }
      state.laneCount -= 1
      guard state.laneCount == 0 else { return (.end, []) }
      defer { state.endWaiters = [] }
      return (.end, state.endWaiters)
    }
    for waiter in waiters { waiter.resume() }
    return work
  }

  private func park() async {
    await withUnsafeContinuation { continuation in
      let hasWork = state.withLock { state in
        if state.queue.count > 0 || !state.garbage.isEmpty || state.isOver { return true }
        state.idleLanes.append(continuation)
        return false
      }
      if hasWork { continuation.resume() }
    }
  }

  private func runSlice(_ process: GuestProcess) {
    let advance = process.body.advance(process, clock) { [self] in wake(process) }
    if case .offload = advance {
      BlockingPool.shared.run {
        let failure = process.body.prepare(process)
        self.finishSlice(process, failure.map { .ended($0) } ?? .spent)
      }
    } else {
      finishSlice(process, advance)
    }
  }

  /// Reports how a slice ended.
  private func finishSlice(_ process: GuestProcess, _ advance: GuestBody.Advance) {
    let body = process.body
    let end: Table.SliceEnd
    switch advance {
    case .ended(let reason): return finish(process, reason)
    case .waits: end = .waits
    case .spent, .offload: end = .spent
    }
    let (fuelUsed, memory) = (body.fuelUsed, body.memoryByteCount)
    let goesOn = change { state in
      state.table.sliceEnded(process.pid, end, fuelUsed: fuelUsed, memoryByteCount: memory)
    }
    // From here on somebody else may own the body, unless its end was decided meanwhile.
    if !goesOn { finish(process, .killed) }
  }

  /// Closes a process that this lane runs; a reason that was decided before stands.
  private func finish(_ process: GuestProcess, _ reason: ExitReason) {
    let body = process.body
    body.close()
    let (fuelUsed, memory) = (body.fuelUsed, body.memoryByteCount)
    change { state in
      state.garbage.append(body)
      return state.table.exited(
        process.pid, reason, fuelUsed: fuelUsed, memoryByteCount: memory,
        at: Clock.monotonic.now)
    }
  }

  private func wake(_ process: GuestProcess) {
    change { $0.table.wake(process.pid, id: process.id) }
  }
}
