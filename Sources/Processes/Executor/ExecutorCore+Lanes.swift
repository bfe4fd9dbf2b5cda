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
    // Detached, so that it keeps nothing of the task that happens to start it.
    Task.detached(priority: .low) { await self.runLane() }
  }

  private func runLane() async {
    var turnBegan = Clock.monotonic.now
    var lastPause: UInt64 = 0
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
        let start = Clock.monotonic.now
        let isLooking = lastPause < Self.shortPause && look(since: start)
        if !isLooking { await park() }
        turnBegan = Clock.monotonic.now
        lastPause = turnBegan &- start
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

  /// A pause that is shorter than it takes to wake a thread, twice.
  private static let shortPause: UInt64 = 50_000

  /// Looks for work for a moment without being suspended, as waking a thread takes longer than many
  /// a process runs. Only after a pause that was short, too: so who waits for long costs nothing.
  ///
  /// - Returns: whether there may be work.
  private func look(since start: UInt64) -> Bool {
    if laneLimit == 1 { return false }
    let mayLook = state.withLock { state in
      if state.isLooking || state.isOver || state.queue.count > 0 { return false }
      state.isLooking = true
      foundWork.store(false, ordering: .relaxed)
      return true
    }
    guard mayLook else { return false }
    while Clock.monotonic.now &- start < Self.shortPause {
      for _ in 0..<64 where foundWork.load(ordering: .acquiring) { return true }
    }
    return state.withLock { state in
      defer { state.isLooking = false }
      return !state.isLooking
    }
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
