#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Somebody a reactor tells when a descriptor is ready.
package protocol ReactorHandler: AnyObject, Sendable {
  /// Called on the reactor's thread, as long as any of the events holds.
  func descriptorIsReady(_ events: DescriptorEvents)
}

/// One thread that serves thousands of descriptors and runs tasks between their events.
///
/// Unlike ``EventLoop``, interest stays registered, so that a busy descriptor costs one system call
/// a wake-up. It is a task executor: a task that prefers it runs where its input arrives, and no
/// other thread has to wake up. What is put off until the end of a turn, such as writing, sees
/// everything the turn produced.
package final class Reactor: TaskExecutor, @unchecked Sendable {
  // Safe to share: `local` is touched on the reactor's own thread only, the rest has locks.

  enum Work {
    case job(UnownedJob)
    case body(@Sendable () -> Void)
  }

  private struct Remote {
    var work: [Work] = []
    var isSleeping = false
    var isStopped = false
  }

  struct Local {
    var queue = WorkQueue()
    /// What somebody may wait for, who would let it run first.
    var urgent = WorkQueue()
    /// Whether what is added now is urgent.
    var addsUrgent = false
    /// Whether a job runs on top of another.
    var isNested = false
    /// How many more may, until the next job that is none of those.
    var nestedLeft = 0

    var isIdle: Bool { queue.isEmpty && urgent.isEmpty }
    var handlers: [Int32: any ReactorHandler] = [:]
    var turnEnds: [@Sendable () -> Void] = []
    var events: [SelectorEvent] = []
  }

  private let remote = Guarded(Remote())
  /// Whether there is work of other threads, which comes before what this one adds now.
  private let hasRemote = Atomic(false)
  private let thread = Atomic<UInt>(0)
  let selector: EventSelector
  @exclusivity(unchecked) var local = Local()

  /// Memory that whoever runs on the reactor's thread may use until it returns, for receiving.
  package let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 8)

  /// - Throws: when the system has no descriptors or threads left.
  package init() throws(SystemError) {
    selector = try EventSelector()
    guard WorkerThread.start({ self.run() }) else {
      throw SystemError(number: noThreadError, operation: "pthread_create")
    }
  }

  deinit { scratch.deallocate() }

  private static let sharedResult: Result<Reactor, SystemError> = Result {
    () throws(SystemError) in try Reactor()
  }

  /// The reactor that connections use when they are given no other.
  package static var shared: Reactor {
    get throws(SystemError) { try sharedResult.get() }
  }

  /// Whether the caller runs on the reactor's thread.
  @inline(__always)
  package var isCurrent: Bool { thread.load(ordering: .relaxed) == Self.currentThread }

  private static var currentThread: UInt {
    #if canImport(Darwin) || canImport(Musl)
      UInt(bitPattern: pthread_self())
    #else
      UInt(pthread_self())
    #endif
  }

  package func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

  /// Runs a closure on the reactor's thread, after all that was handed over before.
  package func execute(_ body: @escaping @Sendable () -> Void) { add(.body(body)) }

  private func add(_ work: Work) {
    if isCurrent {
      // One order for all: whoever hands over after another is served after it.
      if hasRemote.load(ordering: .acquiring) { takeRemote() }
      if local.addsUrgent { local.urgent.append(work) } else { local.queue.append(work) }
      return
    }
    let (mustWake, isStopped) = remote.withLock { remote in
      if remote.isStopped { return (false, true) }
      remote.work.append(work)
      hasRemote.store(true, ordering: .releasing)
      defer { remote.isSleeping = false }
      return (remote.isSleeping, false)
    }
    if mustWake { selector.interrupt() }
    if isStopped { runElsewhere(work) }
  }

  /// After the end of the thread, tasks still have to finish somewhere.
  private func runElsewhere(_ work: Work) {
    let executor = asUnownedTaskExecutor()
    _ = WorkerThread.start {
      switch work {
      case .job(let job): job.runSynchronously(on: executor)
      case .body(let body): body()
      }
    }
  }

  /// Ends the thread once what was handed over has run; its handlers hear nothing any more.
  package func stop() {
    let mustWake = remote.withLock { remote in
      remote.isStopped = true
      defer { remote.isSleeping = false }
      return remote.isSleeping
    }
    if mustWake { selector.interrupt() }
  }

  private func run() {
    thread.store(Self.currentThread, ordering: .relaxed)
    let executor = asUnownedTaskExecutor()
    while true {
      runQueue(executor)
      runTurnEnds()
      let (mayBlock, isStopped) = remote.withLock { remote in
        let isIdle = local.isIdle && remote.work.isEmpty
        if isIdle && !remote.isStopped { remote.isSleeping = true }
        return (isIdle, remote.isStopped)
      }
      if isStopped && mayBlock { break }
      selector.wait(into: &local.events, isBlocking: mayBlock)
      if mayBlock { remote.withLock { $0.isSleeping = false } }
      dispatch()
    }
    thread.store(0, ordering: .relaxed)
    local.handlers = [:]
  }

  /// Runs what is queued now; what that queues waits for the next round, so that input is not
  /// starved by tasks that never suspend for it.
  private func runQueue(_ executor: UnownedTaskExecutor) {
    var jobsLeft = Self.jobsPerTurn
    for _ in 0..<16 where jobsLeft > 0 {
      if hasRemote.load(ordering: .acquiring) { takeRemote() }
      if local.isIdle { break }
      var left = max(local.queue.count, local.urgent.count)
      let share = max(Self.nestedJobsPerRound / left, Self.nestedJobsPerJob)
      while left > 0 {
        // By turns, so that neither has to wait for the other for long.
        if let work = local.urgent.popFirst() { perform(work, executor) }
        local.nestedLeft = share
        if let work = local.queue.popFirst() { perform(work, executor) }
        left -= 1
        jobsLeft -= 1 + share - local.nestedLeft
      }
    }
    local.queue.shrink()
    local.urgent.shrink()
  }

  @inline(__always)
  private func perform(_ work: Work, _ executor: UnownedTaskExecutor) {
    switch work {
    case .job(let job): job.runSynchronously(on: executor)
    case .body(let body): body()
    }
  }

  // How much runs before input is looked at again.
  private static var jobsPerTurn: Int { 4096 }
  private static var nestedJobsPerRound: Int { 256 }
  private static var nestedJobsPerJob: Int { 4 }

  /// Runs what is queued on top of the job that calls this, until a condition holds.
  ///
  /// For who would be suspended until then. Does nothing on other threads and in jobs that are run so
  /// themselves; and only so much in one round, because input and other jobs have to wait for it.
  package func runNested(until isDone: () -> Bool) {
    guard isCurrent, !local.isNested, local.nestedLeft > 0 else { return }
    local.isNested = true
    let executor = asUnownedTaskExecutor()
    while !isDone(), local.nestedLeft > 0,
      let work = local.urgent.popFirst() ?? local.queue.popFirst()
    {
      local.nestedLeft -= 1
      perform(work, executor)
    }
    local.isNested = false
  }

  /// Has what a closure adds run before what else is queued, by who runs it nested; by turns with
  /// that otherwise.
  ///
  /// - Parameter body: adds a job, at most; runs nothing else of the program.
  package func enqueueFirst(_ body: () -> Void) {
    guard isCurrent else { return body() }
    local.addsUrgent = true
    body()
    local.addsUrgent = false
  }

  private func takeRemote() {
    let work = remote.withLock { remote in
      hasRemote.store(false, ordering: .relaxed)
      let work = remote.work
      remote.work = []
      return work
    }
    for work in work { local.queue.append(work) }
  }

  private func runTurnEnds() {
    while !local.turnEnds.isEmpty {
      var ends: [@Sendable () -> Void] = []
      swap(&ends, &local.turnEnds)
      for end in ends { end() }
      if local.turnEnds.isEmpty {
        ends.removeAll(keepingCapacity: true)
        swap(&ends, &local.turnEnds)
      }
    }
  }

  private func dispatch() {
    for index in local.events.indices {
      guard case .descriptor(let raw, let events) = local.events[index] else { continue }
      let handler = local.handlers[raw]
      handler?.descriptorIsReady(events)
    }
    local.events.removeAll(keepingCapacity: true)
  }
}
