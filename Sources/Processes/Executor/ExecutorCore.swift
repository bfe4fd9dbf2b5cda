import Platform
import Synchronization
import WASI
import WebAssembly

/// The executor behind its handle: the state under one lock, and the carrying out of effects.
final class ExecutorCore: Sendable {
  typealias Table = ProcessTableStateMachine<GuestProcess>

  struct State: Sendable {
    var table: Table
    var queue = RunQueue<GuestProcess>()
    /// Lanes with nothing to do.
    var idleLanes: [UnsafeContinuation<Void, Never>] = []
    var laneCount = 0
    /// Slices that run now: those of lanes, and of tasks that wait for a process and run it meanwhile.
    var sliceCount = 0
    /// Lanes that run a slice or free what ended processes had.
    var busyLaneCount = 0
    /// The threads of lanes that run slices, and which of them have been left something in the run
    /// queue, to take once their slice is over.
    var slices: [(thread: UInt, hasLeft: Bool)] = []
    var leftCount = 0
    /// Whether a lane that has nothing to do looks for work without being suspended.
    var isLooking = false
    /// What ended processes had, to be freed by the lanes.
    var garbage: [GuestBody] = []
    /// How many are about to be added to that.
    var comingGarbageCount = 0
    var feeds: [(key: UInt64, feed: EventFeed)] = []
    var nextFeed: UInt64 = 0
    /// Random numbers for identifiers, made many at a time.
    var identifiers: [UInt64] = []
    /// The bytes of modules that are being read.
    var loadingByteCount = 0
    var isShutDown = false
    var endWaiters: [UnsafeContinuation<Void, Never>] = []

    /// Whether lanes can end: nothing is left, and nothing will come.
    var isOver: Bool {
      isShutDown && table.count == 0 && garbage.isEmpty && comingGarbageCount == 0
        && sliceCount == 0
    }

    /// Lanes that were started or woken, and ask for work before they rest.
    var comingLaneCount: Int {
      laneCount - idleLanes.count - busyLaneCount - (isLooking ? 1 : 0)
    }

    /// For how many lanes there is something to do now, beside what was left to some.
    func workCount(_ sliceLimit: Int) -> Int {
      min(max(0, queue.count - leftCount), sliceLimit - sliceCount) + (garbage.isEmpty ? 0 : 1)
    }

    mutating func makeIdentifier() -> UInt64 {
      if identifiers.isEmpty {
        identifiers = [UInt64](repeating: 0, count: 64)
        identifiers.withUnsafeMutableBytes { Randomness.fill($0) }
      }
      return identifiers.removeLast()
    }
  }

  let cache: BytecodeCache
  let laneLimit: Int
  let clock: SliceClock
  let state: Guarded<State>
  /// Raised when there is work for the lane that looks for some.
  let foundWork = Atomic(false)
  /// Whether that work has just been started: whoever waits for it may run it, which is quicker.
  let foundWorkIsNew = Atomic(false)
  /// Whether something was left to a lane whose slice goes on.
  let hasLeft = Atomic(false)
  /// Whether a process that just woke is in the run queue.
  let isWokenWaiting = Atomic(false)

  init(
    cache: BytecodeCache, limits: ExecutorLimits, laneLimit: Int, hasLateClock: Bool
  ) throws(WASIError) {
    self.cache = cache
    self.laneLimit = max(1, laneLimit)
    clock = hasLateClock ? SliceClock.late : try SliceClock.shared
    state = Guarded(State(table: Table(limits: limits)))
  }

  // MARK: Effects

  /// Changes the state, then carries out what follows from it.
  ///
  /// - Parameter isSlice: whether the calling thread may be that of a lane in its slice, to which
  ///   something can be left.
  /// - Returns: whether there was something to change.
  @discardableResult
  func change(isSlice: Bool = false, _ body: (inout State) -> [Table.Effect]?) -> Bool {
    let (effects, wakes, isDone) = state.withLock { state in
      guard var effects = body(&state) else {
        return ([Table.Effect](), Wakes(), false)
      }
      let wakes = self.settle(&state, &effects, isSlice: isSlice)
      return (effects, wakes, true)
    }
    wakes.perform(self)
    if !effects.isEmpty { perform(effects) }
    return isDone
  }

  /// Lanes to be woken or started, after the lock is released.
  struct Wakes: Sendable {
    var lanes: [UnsafeContinuation<Void, Never>] = []
    var newLanes = 0
    var endWaiters: [UnsafeContinuation<Void, Never>] = []

    func perform(_ core: ExecutorCore) {
      for lane in lanes { lane.resume() }
      for _ in 0..<newLanes { core.startLane() }
      for waiter in endWaiters { waiter.resume() }
    }
  }

  /// Does what is to be done under the lock: fills the run queue and calls lanes.
  ///
  /// - Parameters:
  ///   - isNew: whether what is to be run has just been started.
  ///   - isSlice: whether the calling thread may be that of a lane in its slice.
  func settle(
    _ state: inout State, _ effects: inout [Table.Effect], isNew: Bool = false,
    isSlice: Bool = false
  ) -> Wakes {
    var wakes = Wakes()
    if !effects.isEmpty {
      effects.removeAll { effect in
        guard case .enqueue(let process, let woken) = effect else { return false }
        state.queue.append(process, process.priority, woken: woken)
        return true
      }
      if state.queue.wokenCount > 0 { isWokenWaiting.store(true, ordering: .relaxed) }
    }
    // Those on their way will find something; who looks has to be told.
    var needed = state.workCount(laneLimit) - state.comingLaneCount
    if needed > 0 && state.isLooking {
      needed -= 1
      state.isLooking = false
      foundWorkIsNew.store(isNew, ordering: .relaxed)
      foundWork.store(true, ordering: .releasing)
    }
    // Who wakes another mostly waits itself next: to go on with that one is quicker than to wake a
    // thread for it. If the slice goes on, a thread is woken all the same.
    if needed > 0 && isSlice && leave(&state) { needed -= 1 }
    while needed > 0 {
      needed -= 1
      if let lane = state.idleLanes.popLast() {
        wakes.lanes.append(lane)
      } else if state.laneCount < laneLimit {
        state.laneCount += 1
        wakes.newLanes += 1
      } else {
        break
      }
    }
    if state.isOver {
      wakes.lanes += state.idleLanes
      state.idleLanes = []
      if state.laneCount == 0 {
        wakes.endWaiters = state.endWaiters
        state.endWaiters = []
      }
    }
    return wakes
  }

  /// Leaves something in the run queue to the lane that the calling thread runs a slice of.
  ///
  /// - Returns: whether there is such a lane, which has been left nothing yet.
  private func leave(_ state: inout State) -> Bool {
    let thread = WorkerThread.current
    guard let index = state.slices.firstIndex(where: { $0.thread == thread }),
      !state.slices[index].hasLeft
    else { return false }
    state.slices[index].hasLeft = true
    state.leftCount += 1
    hasLeft.store(true, ordering: .relaxed)
    return true
  }

  /// Gives what was left to lanes whose slices go on to others.
  func offerLeft() {
    let wakes = state.withLock { state in
      for index in state.slices.indices { state.slices[index].hasLeft = false }
      state.leftCount = 0
      hasLeft.store(false, ordering: .relaxed)
      var none: [Table.Effect] = []
      return self.settle(&state, &none)
    }
    wakes.perform(self)
  }

  /// A slice of a lane begins on the calling thread.
  func beginSlice(_ state: inout State) {
    state.slices.append((WorkerThread.current, false))
  }

  /// A slice of a lane that the calling thread began is over.
  func endSlice(_ state: inout State) {
    let thread = WorkerThread.current
    guard let index = state.slices.firstIndex(where: { $0.thread == thread }) else { return }
    if state.slices[index].hasLeft { state.leftCount -= 1 }
    state.slices.swapAt(index, state.slices.count - 1)
    state.slices.removeLast()
    if state.leftCount == 0 { hasLeft.store(false, ordering: .relaxed) }
  }

  /// Carries out effects in order, and those that follow from them.
  func perform(_ initial: [Table.Effect]) {
    var effects = initial
    var following: [Table.Effect] = []
    var position = 0
    // Freed when everybody has been told, or there is a lot: freeing memory takes longer than a kill
    // that goes through many, and would keep it from going on.
    var garbage: [GuestBody] = []
    while position < effects.count {
      let effect = effects[position]
      position += 1
      switch effect {
      case .enqueue: break
      case .interrupt(let process, let forGood):
        if forGood { process.body.control.stop() } else { process.body.control.pause() }
      case .close(let process):
        process.body.close()
        let fuelUsed = process.body.fuelUsed
        let memory = process.body.memoryByteCount
        let (more, wakes) = state.withLock { state in
          state.table.update(process.pid) {
            $0.fuelUsed = fuelUsed
            $0.memoryByteCount = memory
          }
          state.comingGarbageCount += 1
          var more = state.table.halted(process.pid, at: Clock.monotonic.now)
          let wakes = self.settle(&state, &more)
          return (more, wakes)
        }
        garbage.append(process.body)
        if garbage.count >= Self.garbageLimit { hand(over: &garbage) }
        wakes.perform(self)
        following += more
      case .gone(let process, let status): process.setStatus(status)
      case .told(let process): process.tellWaiters()
      case .tellLink(let link, let reason): link.end(link.ownID, reason)
      case .tell(let monitor, let status): monitor(status)
      case .event(let event):
        for (_, feed) in state.withLock({ $0.feeds }) { feed.send(event) }
      }
      // Long chains of links make long lists.
      if position == effects.count {
        effects = following
        following = []
        position = 0
      }
    }
    if !garbage.isEmpty { hand(over: &garbage) }
  }

  /// Enough that the lanes are rarely woken, few enough to take little memory.
  private static let garbageLimit = 4096

  /// Has the lanes free what ended processes had.
  private func hand(over garbage: inout [GuestBody]) {
    let wakes = state.withLock { state in
      state.comingGarbageCount -= garbage.count
      state.garbage += garbage
      var none: [Table.Effect] = []
      return self.settle(&state, &none)
    }
    garbage = []
    wakes.perform(self)
  }
}
