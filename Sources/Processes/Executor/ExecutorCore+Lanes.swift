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
    var workEnded = turnBegan
    var lastPause: UInt64 = 0
    // What the lane has done since it last asked.
    var done: Done?
    while true {
      let work = nextWork(done)
      if done == nil {
        if case .idle = work {} else { lastPause = turnBegan &- workEnded }
      }
      done = nil
      switch work {
      case .slice(let process, let turn):
        let start = Clock.monotonic.now
        runSlice(process, start: start, limit: RunQueue<GuestProcess>.slice)
        workEnded = Clock.monotonic.now
        done = .slice(turn, nanoseconds: workEnded &- start)
      case .free(let bodies):
        for body in bodies { body.release() }
        workEnded = Clock.monotonic.now
        done = .free
      case .idle:
        let isEarly = lastPause < Self.shortPause
        if !(isEarly && look(since: workEnded)) { await park() }
        turnBegan = Clock.monotonic.now
      case .end: return
      }
      // Others of the same priority have their turn, and the system's other threads theirs.
      if done != nil, workEnded &- turnBegan >= RunQueue<GuestProcess>.slice {
        state.withLock { self.account(&$0, done) }
        done = nil
        WorkerThread.giveWay()
        await Task.yield()
        turnBegan = Clock.monotonic.now
        workEnded = turnBegan
      }
    }
  }

  /// What is freed in well less than a slice.
  private static let freedAtOnce = 32

  /// What a lane did.
  private enum Done {
    case slice(RunQueue<GuestProcess>.Turn, nanoseconds: UInt64)
    case free
  }

  /// Notes what a lane did.
  private func account(_ state: inout State, _ done: Done?) {
    switch done {
    case .slice(let turn, let nanoseconds):
      state.queue.charge(turn, nanoseconds: nanoseconds)
      endSlice(&state)
      state.sliceCount -= 1
      state.busyLaneCount -= 1
    case .free: state.busyLaneCount -= 1
    case nil: break
    }
  }

  private func nextWork(_ done: Done?) -> Work {
    let (work, waiters): (Work, [UnsafeContinuation<Void, Never>]) = state.withLock { state in
      account(&state, done)
      // In turn with slices, so that neither waits for all of the other.
      var mustFree = !state.garbage.isEmpty
      if case .free = done, state.queue.count > 0, state.sliceCount < laneLimit { mustFree = false }
      if mustFree {
        let bodies = Array(state.garbage.suffix(Self.freedAtOnce))
        state.garbage.removeLast(bodies.count)
        state.busyLaneCount += 1
        return (.free(bodies), [])
      }
      while state.sliceCount < laneLimit, let (process, turn) = state.queue.popFirst() {
        guard state.table.begin(process.pid, id: process.id) else { continue }
        if state.queue.wokenCount == 0 { isWokenWaiting.store(false, ordering: .relaxed) }
        beginSlice(&state)
        state.sliceCount += 1
        state.busyLaneCount += 1
        return (.slice(process, turn), [])
      }
      guard state.isOver else { return (.idle, []) }
      state.laneCount -= 1
      var waiters = state.idleLanes
      state.idleLanes = []
      if state.laneCount == 0 {
        waiters += state.endWaiters
        state.endWaiters = []
      }
      return (.end, waiters)
    }
    for waiter in waiters { waiter.resume() }
    return work
  }

  // MARK: Helping

  /// Runs a process that is about to run anyway on the thread of a task that waits for its end, if
  /// nobody else waits for a turn: for a short process, waking a lane and the task again takes
  /// longer than all it does.
  ///
  /// It is one of the slices that may run at a time, and short.
  func help(_ process: GuestProcess) {
    let turn = state.withLock { state -> RunQueue<GuestProcess>.Turn? in
      guard state.queue.count == 1, state.sliceCount < laneLimit,
        state.table.isQueued(process.pid, id: process.id),
        let (first, turn) = state.queue.popFirst()
      else { return nil }
      guard first === process else {
        state.queue.append(first, first.priority, woken: turn.isWoken)
        return nil
      }
      isWokenWaiting.store(false, ordering: .relaxed)
      guard state.table.begin(process.pid, id: process.id) else { return nil }
      state.sliceCount += 1
      return turn
    }
    guard let turn else { return }
    let start = Clock.monotonic.now
    runSlice(process, start: start, limit: Self.helpLimit)
    let time = Clock.monotonic.now &- start
    change { state in
      state.queue.charge(turn, nanoseconds: time)
      state.sliceCount -= 1
      return []
    }
  }

  /// The most time, in nanoseconds, that a task lends its thread.
  private static let helpLimit: UInt64 = 200_000

  /// A pause that is shorter than it takes to wake a thread, twice.
  private static let shortPause: UInt64 = 50_000

  /// How long what has just been started is left to who may run it.
  private static let grace: UInt64 = 5000

  /// Looks for work for a moment without being suspended, as waking a thread takes longer than many
  /// a process runs. Only after a pause that was short, too: so who waits for long costs nothing.
  ///
  /// - Returns: whether there may be work.
  private func look(since start: UInt64) -> Bool {
    if laneLimit == 1 { return false }
    let mayLook = state.withLock { state in
      if state.isLooking || state.isOver || state.workCount(laneLimit) > 0 { return false }
      state.isLooking = true
      foundWork.store(false, ordering: .relaxed)
      return true
    }
    guard mayLook else { return false }
    var graceEnd: UInt64?
    while true {
      let now = Clock.monotonic.now
      if let graceEnd {
        if now >= graceEnd { return true }
      } else if now &- start >= Self.shortPause {
        break
      }
      for _ in 0..<16 where graceEnd == nil && foundWork.load(ordering: .acquiring) {
        guard foundWorkIsNew.load(ordering: .relaxed) else { return true }
        graceEnd = now &+ Self.grace
      }
    }
    return state.withLock { state in
      defer { state.isLooking = false }
      return !state.isLooking
    }
  }

  private func park() async {
    await withUnsafeContinuation { continuation in
      let hasWork = state.withLock { state in
        if state.workCount(laneLimit) > 0 || state.isOver { return true }
        state.idleLanes.append(continuation)
        return false
      }
      if hasWork { continuation.resume() }
    }
  }

  private func runSlice(_ process: GuestProcess, start: UInt64, limit: UInt64) {
    let slice = TimeSlice(self, start: start, limit: limit)
    let advance = process.body.advance(process, slice) { [self] in wake(process) }
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
    let goesOn = change(isSlice: true) { state in
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
      state.table.exited(
        process.pid, reason, fuelUsed: fuelUsed, memoryByteCount: memory,
        at: Clock.monotonic.now)
    }
    // Whoever is told of its end does not wait for that.
    body.release()
  }

  private func wake(_ process: GuestProcess) {
    change(isSlice: true) { $0.table.wake(process.pid, id: process.id) }
  }
}
