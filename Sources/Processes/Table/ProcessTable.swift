/// Who is alive, who is tied to whom, and who must be told what: the executor's processes as a pure
/// state machine.
///
/// It knows neither guests nor threads nor clocks. Every operation returns the effects that whoever
/// drives it has to carry out, in order. A `Member` is what the driver knows a process by.
///
/// A process ends in three steps. First its end is *decided*: its reason stands, and all below it is
/// decided to end too. Then it *halts*: it no longer runs, and what it had open is closed. When all
/// below it is gone as well it is *gone*: linked processes end, monitors are told, in this order.
struct ProcessTableStateMachine<Member: Sendable>: Sendable {
  typealias Monitor = @Sendable (ProcessExit) -> Void

  /// What the driver has to do.
  enum Effect: Sendable {
    /// Close what the process has open, off the lanes, and report `halted`.
    case close(Member)
    /// It runs: make it stop at its next safepoint, for good or for a while.
    case interrupt(Member, forGood: Bool)
    /// Put it into the run queue.
    case enqueue(Member, woken: Bool)
    /// It is gone: keep the status with the member.
    case gone(Member, ProcessExit)
    /// Linked processes have ended and monitors were told.
    case told(Member)
    /// Tell a linked process elsewhere.
    case tellLink(RemoteLink, ExitReason)
    /// Tell a monitor.
    case tell(Monitor, ProcessExit)
    case event(LifecycleEvent)
  }

  /// A process elsewhere that a process is linked to.
  struct RemoteLink: Sendable {
    let id: UInt64
    /// Called with the identifier of the process that ended, and its reason.
    let end: @Sendable (UInt64, ExitReason) -> Void
    let ownID: UInt64
  }

  /// Where a process is between the lanes and its waits.
  enum Schedule: Sendable, Hashable {
    case loading, queued, running, waiting
    /// It could run but is paused.
    case parked
    /// Its end is decided, and its driver closes it.
    case closing
    case halted
  }

  struct Record: Sendable {
    let member: Member
    let id: UInt64
    var schedule = Schedule.loading
    var isPaused = false
    /// What it waits for came while it was still running.
    var wakeIsPending = false
    /// Set when its end is decided.
    var reason: ExitReason?
    var links: Set<UInt32> = []
    var remoteLinks: [UInt64: RemoteLink] = [:]
    var monitors: [(key: UInt64, tell: Monitor)] = []
    let childLimit: Int
    var fuelUsed: UInt64 = 0
    var memoryByteCount: UInt64 = 0
  }

  private(set) var tree = ProcessTree()
  typealias Records = PIDMap<Record>

  // Looked at in place, as copies of a record cost more than most of what is asked of it.
  private(set) var records = Records()
  private(set) var history: ExitHistory
  private var lastPID = ProcessTree.rootPID
  private var lastMonitor: UInt64 = 0
  /// Whether somebody wants to know of events.
  var hasListeners = false
  let limits: ExecutorLimits

  init(limits: ExecutorLimits) {
    self.limits = limits
    history = ExitHistory(countLimit: limits.exitStatuses, ageLimit: limits.exitStatusAge)
  }

  /// How many processes are alive or ending.
  var count: Int { records.count }

  // MARK: Starting

  /// A PID for a process that is about to be added; none that is alive or remembered.
  mutating func makePID() -> UInt32 {
    repeat {
      lastPID = lastPID == .max ? 2 : lastPID + 1
    } while records[lastPID] != nil || history[lastPID] != nil
    return lastPID
  }

  /// Checks that a process may be added.
  ///
  /// - Returns: its parent: the root where the one asked for is not alive.
  func admit(parent ppid: UInt32) throws(SpawnError) -> UInt32 {
    guard records.count < limits.processes else {
      throw SpawnError(.tooManyProcesses, "\(records.count) processes, as many as there may be")
    }
    guard let index = records.index(forKey: ppid) else { return ProcessTree.rootPID }
    guard records.values[index].reason == nil else {
      throw SpawnError(.parentEnding, "process \(ppid) is ending and can't start another one")
    }
    let childLimit = records.values[index].childLimit
    guard tree.childCount(of: ppid) < childLimit else {
      throw SpawnError(.tooManyChildren, "process \(ppid) has \(childLimit) children")
    }
    return ppid
  }

  /// Adds a process, which is loading, below a parent that was admitted.
  mutating func insert(
    _ pid: UInt32, parent: UInt32, _ member: Member, id: UInt64, childLimit: Int = .max
  ) -> [Effect] {
    tree.insert(pid, parent: parent)
    records[pid] = Record(member: member, id: id, childLimit: childLimit)
    return hasListeners ? [.event(.spawned(pid: pid, ppid: parent))] : []
  }

  /// The process can run.
  mutating func loaded(_ pid: UInt32) -> [Effect] {
    guard let index = records.index(forKey: pid), records.values[index].schedule == .loading else {
      return []
    }
    return makeRunnable(index, woken: true)
  }

  private mutating func makeRunnable(_ index: Records.Index, woken: Bool) -> [Effect] {
    records.values[index].wakeIsPending = false
    if records.values[index].isPaused {
      records.values[index].schedule = .parked
      return []
    }
    records.values[index].schedule = .queued
    return [.enqueue(records.values[index].member, woken: woken)]
  }

  // MARK: Running

  /// Whether a process waits in the run queue.
  func isQueued(_ pid: UInt32, id: UInt64) -> Bool {
    guard let index = records.index(forKey: pid) else { return false }
    return records.values[index].id == id && records.values[index].schedule == .queued
  }

  /// The process was taken from the run queue.
  ///
  /// - Returns: whether to run it.
  mutating func begin(_ pid: UInt32, id: UInt64) -> Bool {
    guard let index = records.index(forKey: pid), records.values[index].id == id,
      records.values[index].schedule == .queued
    else { return false }
    let isPaused = records.values[index].isPaused
    records.values[index].schedule = isPaused ? .parked : .running
    return !isPaused
  }

  /// How a slice ended, for a process that goes on.
  enum SliceEnd: Sendable {
    /// It used up its time, or gave way.
    case spent
    /// It waits, and somebody calls `wake`.
    case waits
  }

  /// A slice is over, and the process goes on.
  ///
  /// - Returns: what to do, or `nil` when the process is to be closed by whoever ran it, and
  ///   reported as halted.
  mutating func sliceEnded(
    _ pid: UInt32, _ end: SliceEnd, fuelUsed: UInt64 = 0, memoryByteCount: UInt64 = 0
  ) -> [Effect]? {
    guard let index = records.index(forKey: pid) else { return [] }
    records.values[index].fuelUsed = fuelUsed
    records.values[index].memoryByteCount = memoryByteCount
    if records.values[index].reason != nil {
      records.values[index].schedule = .closing
      return nil
    }
    switch end {
    case .spent: return makeRunnable(index, woken: false)
    case .waits:
      if records.values[index].wakeIsPending { return makeRunnable(index, woken: true) }
      records.values[index].schedule = .waiting
      return []
    }
  }

  /// What a process waits for has come; harmless when it waits for nothing.
  mutating func wake(_ pid: UInt32, id: UInt64) -> [Effect] {
    guard let index = records.index(forKey: pid), records.values[index].id == id else { return [] }
    switch records.values[index].schedule {
    case .running:
      records.values[index].wakeIsPending = true
      return []
    case .waiting: return makeRunnable(index, woken: true)
    case .loading, .queued, .parked, .closing, .halted: return []
    }
  }

  // MARK: Pausing

  /// Keeps a process from running until `resume`.
  ///
  /// - Returns: what to do, or `nil` when there is no such process.
  mutating func pause(_ pid: UInt32) -> [Effect]? {
    guard let record = records[pid], record.reason == nil else { return nil }
    if record.isPaused { return [] }
    records.update(pid) { $0.isPaused = true }
    var effects: [Effect] = []
    if record.schedule == .running { effects.append(.interrupt(record.member, forGood: false)) }
    if hasListeners { effects.append(.event(.paused(pid: pid))) }
    return effects
  }

  /// Lets a paused process go on.
  ///
  /// - Returns: what to do, or `nil` when there is no such process.
  mutating func resume(_ pid: UInt32) -> [Effect]? {
    guard let record = records[pid], record.reason == nil else { return nil }
    guard record.isPaused else { return [] }
    records.update(pid) { $0.isPaused = false }
    var effects: [Effect] = []
    if record.schedule == .parked, let index = records.index(forKey: pid) {
      effects += makeRunnable(index, woken: true)
    }
    if hasListeners { effects.append(.event(.resumed(pid: pid))) }
    return effects
  }

  // MARK: Records

  /// Changes a record in place.
  mutating func update(_ pid: UInt32, _ body: (inout Record) -> Void) {
    records.update(pid, body)
  }

  mutating func nextMonitorKey() -> UInt64 {
    lastMonitor &+= 1
    return lastMonitor
  }

  /// Takes a process out that is gone.
  mutating func remove(_ pid: UInt32) -> Record? {
    tree.pop(pid)
    return records.removeValue(forKey: pid)
  }

  mutating func remember(_ status: ProcessExit, at now: UInt64) { history.add(status, at: now) }

  mutating func expire(at now: UInt64) { history.expire(at: now) }
}
