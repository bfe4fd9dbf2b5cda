import Platform
import WASI

/// Keeps processes running: starts them, starts them again when they end, and ends them in order.
///
///     let supervisor = Supervisor(
///       executor, SupervisorFlags(.oneForAll, intensity: 3, period: .seconds(10)),
///       [ChildSpecification("store", store), ChildSpecification("server", server)])
///     await supervisor.start()
///
/// Its meaning is OTP's. It never waits for a child: what happens to one is told to it.
///
/// Source: https://www.erlang.org/doc/system/sup_princ.html
public actor Supervisor {
  /// How a supervisor ended.
  public enum Outcome: Sendable, Hashable {
    /// It was told to.
    case stopped
    /// Children ended more often than its intensity allows.
    case tooManyRestarts
  }

  private let executor: ProcessExecutor
  private let specifications: [ChildSpecification]
  private let parent: UInt32?
  private var machine: SupervisorStateMachine
  /// The present run of each child.
  private var processes: [Int: (run: UInt64, process: GuestProcess)] = [:]
  private var timers: [UInt64: WaitHandle] = [:]
  private var waiters: [CheckedContinuation<Outcome, Never>] = []
  private var outcome: Outcome?
  private var restartTotal = 0

  /// A supervisor; nothing is started yet.
  ///
  /// - Parameters:
  ///   - executor: where its children run.
  ///   - flags: how it treats them.
  ///   - children: who they are, in the order in which they are started.
  ///   - parent: the process whose children they are; their own parents by default.
  public init(
    _ executor: ProcessExecutor, _ flags: SupervisorFlags = SupervisorFlags(),
    _ children: [ChildSpecification], parent: UInt32? = nil
  ) {
    self.executor = executor
    self.parent = parent
    specifications = children
    machine = SupervisorStateMachine(
      children.map { .init(id: $0.id, restart: $0.restart, shutdown: $0.shutdown) }, flags)
  }

  /// Starts all children, in order.
  public func start() { handle(.start) }

  /// Ends all children, the last first, and waits until they are gone.
  ///
  /// - Returns: how it ended; not `stopped` if it had given up before.
  @discardableResult
  public func stop() async -> Outcome {
    handle(.stop)
    return await wait()
  }

  /// Waits until it has ended.
  ///
  /// - Returns: how.
  public func wait() async -> Outcome {
    if let outcome { return outcome }
    return await withCheckedContinuation { waiters.append($0) }
  }

  /// The process of a child, if it runs now.
  ///
  /// - Parameter id: the child's name.
  public func process(_ id: String) -> GuestProcess? {
    specifications.firstIndex { $0.id == id }.flatMap { processes[$0]?.process }
  }

  /// How often children were started again.
  public var restartCount: Int { restartTotal }

  private func handle(_ event: SupervisorStateMachine.Event) {
    var events = [event]
    var position = 0
    while position < events.count {
      let effects = machine.on(events[position], at: Clock.monotonic.now)
      position += 1
      for effect in effects {
        if let event = perform(effect) { events.append(event) }
      }
    }
  }

  /// Does what is to be done.
  ///
  /// - Returns: what comes of it at once.
  private func perform(
    _ effect: SupervisorStateMachine.Effect
  ) -> SupervisorStateMachine.Event? {
    switch effect {
    case .start(let index, let run): return start(index, run)
    case .request(let index, let run):
      if let child = processes[index], child.run == run {
        specifications[index].requestShutdown(child.process)
      }
    case .kill(let index, let run):
      if let child = processes[index], child.run == run { child.process.kill() }
    case .timer(let run, let time): startTimer(run, time)
    case .ended(let outcome): end(outcome == .stopped ? .stopped : .tooManyRestarts)
    }
    return nil
  }

  private func start(_ index: Int, _ run: UInt64) -> SupervisorStateMachine.Event {
    var options = specifications[index].options
    if let parent { options.parent = parent }
    guard let process = try? executor.spawn(options) else { return .startFailed(run: run) }
    if processes[index] != nil { restartTotal += 1 }
    processes[index] = (run, process)
    process.monitor { status in
      var isNormal = false
      if case .exited(0) = status.reason { isNormal = true }
      Task { await self.exited(run, normally: isNormal) }
    }
    return .started(run: run)
  }

  private func exited(_ run: UInt64, normally: Bool) {
    timers.removeValue(forKey: run)?.cancel()
    handle(.exited(run: run, normally: normally))
  }

  private func startTimer(_ run: UInt64, _ time: Duration) {
    var set = WaitSet()
    let (sum, overflow) = Clock.monotonic.now.addingReportingOverflow(time.nanoseconds)
    set.add(deadline: overflow ? .max : sum)
    let timer = try? WaitRequest(.events(set)).notify { [weak self] in
      Task { await self?.timedOut(run) }
    }
    if let timer { timers[run] = timer } else { handle(.timedOut(run: run)) }
  }

  private func timedOut(_ run: UInt64) {
    timers.removeValue(forKey: run)?.cancel()
    handle(.timedOut(run: run))
  }

  private func end(_ outcome: Outcome) {
    self.outcome = outcome
    for waiter in waiters { waiter.resume(returning: outcome) }
    waiters = []
  }
}
