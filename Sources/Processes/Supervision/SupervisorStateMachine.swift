/// A supervisor as OTP defines it: a pure state machine with times passed in.
///
/// Children are started in the order of their declaration, each when the one before it runs, and ended
/// in the reverse order, each when the one after it is gone. Every start of a child has a number of
/// its own, so that what is told of an earlier one is not taken for news of the present one.
///
/// Source: https://www.erlang.org/doc/system/sup_princ.html
struct SupervisorStateMachine: Sendable {
  /// What it knows of a child.
  struct Child: Sendable, Hashable {
    let id: String
    let restart: RestartKind
    let shutdown: ShutdownKind
  }

  /// What has happened.
  enum Event: Sendable, Hashable {
    /// Begin.
    case start
    /// A child was started.
    case started(run: UInt64)
    /// A child could not be started.
    case startFailed(run: UInt64)
    /// A child is gone.
    case exited(run: UInt64, normally: Bool)
    /// The time given to a child to end is over.
    case timedOut(run: UInt64)
    /// End all children.
    case stop
  }

  /// What the driver has to do.
  enum Effect: Sendable, Hashable {
    /// Start a child, and tell how that went, and later its end.
    case start(index: Int, run: UInt64)
    /// Ask a child to end.
    case request(index: Int, run: UInt64)
    /// Tell when a time is over.
    case timer(run: UInt64, Duration)
    case kill(index: Int, run: UInt64)
    /// The supervisor is over.
    case ended(Outcome)
  }

  /// How a supervisor ends.
  enum Outcome: Sendable, Hashable {
    /// It was told to.
    case stopped
    /// Children ended more often than its intensity allows.
    case tooManyRestarts
  }

  enum State: Sendable, Hashable {
    case idle
    case starting(run: UInt64)
    case running(run: UInt64)
    /// It was told to end.
    case stopping(run: UInt64)
    /// It ended and is not started again.
    case finished
  }

  let children: [Child]
  let flags: SupervisorFlags
  private(set) var states: [State]
  private(set) var outcome: Outcome?
  private var lastRun: UInt64 = 0
  /// The times of the last restarts.
  private var restarts: [UInt64] = []
  /// Children from this one on are to be idle before any is started.
  private var stopsFrom: Int?
  /// Why all children end.
  private var ending: Outcome?

  init(_ children: [Child], _ flags: SupervisorFlags) {
    self.children = children
    self.flags = flags
    states = children.map { _ in .idle }
  }

  /// Takes in what happened.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: the time in nanoseconds.
  /// - Returns: what to do, in order.
  mutating func on(_ event: Event, at now: UInt64) -> [Effect] {
    if outcome != nil { return [] }
    switch event {
    case .start: return proceed()
    case .started(let run):
      guard let index = index(of: run), states[index] == .starting(run: run) else { return [] }
      states[index] = .running(run: run)
      return proceed()
    case .startFailed(let run):
      guard let index = index(of: run) else { return [] }
      return childEnded(index, normally: false, at: now)
    case .exited(let run, let normally):
      guard let index = index(of: run) else { return [] }
      return childEnded(index, normally: normally, at: now)
    case .timedOut(let run):
      guard let index = index(of: run), states[index] == .stopping(run: run) else { return [] }
      return [.kill(index: index, run: run)]
    case .stop:
      ending = ending ?? .stopped
      stopsFrom = 0
      return proceed()
    }
  }

  /// Which child a run is of.
  private func index(of run: UInt64) -> Int? {
    states.firstIndex { state in
      switch state {
      case .starting(let present), .running(let present), .stopping(let present): present == run
      case .idle, .finished: false
      }
    }
  }

  private mutating func childEnded(_ index: Int, normally: Bool, at now: UInt64) -> [Effect] {
    let child = children[index]
    if case .stopping = states[index] {
      // What is temporary is not started again, whoever ended it.
      states[index] = child.restart == .temporary ? .finished : .idle
      return proceed()
    }
    if let first = stopsFrom, index >= first {
      // It was about to be ended with the others: that it did so by itself makes no difference.
      states[index] = child.restart == .temporary ? .finished : .idle
      return proceed()
    }
    let restarts = child.restart == .permanent || child.restart == .transient && !normally
    states[index] = restarts ? .idle : .finished
    if ending != nil || !restarts { return proceed() }
    if tooManyRestarts(at: now) {
      ending = .tooManyRestarts
      stopsFrom = 0
      return proceed()
    }
    switch flags.strategy {
    case .oneForOne: break
    case .oneForAll: restart(from: 0)
    case .restForOne: restart(from: index)
    }
    return proceed()
  }

  /// Has children ended and started again, those of a transient kind that had finished included.
  private mutating func restart(from index: Int) {
    stopsFrom = min(stopsFrom ?? index, index)
    for index in index..<states.count
    where states[index] == .finished && children[index].restart == .transient {
      states[index] = .idle
    }
  }

  private mutating func tooManyRestarts(at now: UInt64) -> Bool {
    let period = flags.period.nanoseconds
    restarts.removeAll { now > $0 && now - $0 > period }
    restarts.append(now)
    return restarts.count > flags.intensity
  }

  /// Does the next step: ends who is to end, last first; then starts who is to run, first first.
  private mutating func proceed() -> [Effect] {
    if let first = stopsFrom {
      for index in states.indices.reversed() where index >= first {
        switch states[index] {
        // It is ended as soon as it runs; a start under way can't be taken back.
        case .starting, .stopping: return []
        case .running(let run):
          states[index] = .stopping(run: run)
          switch children[index].shutdown {
          case .kill: return [.kill(index: index, run: run)]
          case .infinity: return [.request(index: index, run: run)]
          case .timeout(let time):
            return [.request(index: index, run: run), .timer(run: run, time)]
          }
        case .idle, .finished: break
        }
      }
      stopsFrom = nil
    }
    if let ending {
      outcome = ending
      return [.ended(ending)]
    }
    for index in states.indices {
      switch states[index] {
      case .starting: return []
      case .idle:
        lastRun += 1
        states[index] = .starting(run: lastRun)
        return [.start(index: index, run: lastRun)]
      case .running, .stopping, .finished: break
      }
    }
    return []
  }
}
