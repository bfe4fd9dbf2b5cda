import Platform
import Synchronization
public import WASI

/// Runs thousands of WebAssembly programs as processes on the threads that tasks share.
///
///     let executor = try ProcessExecutor()
///     let id = try await executor.cache.put(bytes)
///     let process = try executor.spawn(ProcessOptions(.cached(id), arguments: ["hello"]))
///     let status = try await process.wait()
///
/// Processes run in slices of about a millisecond, one per core at a time, at a lower priority than
/// the tasks of the program around. One that waits holds no thread. When the executor is let go of,
/// all of its processes end.
///
/// Its operations do not wait, so that any thread and any task may call them.
public final class ProcessExecutor: Sendable {
  /// What an executor is made with.
  public struct Configuration: Sendable {
    /// How many slices run at a time; `nil`, the default, for as many as there are cores.
    public var lanes: Int?
    /// What it may hold.
    public var limits = ExecutorLimits()
    /// Whether the thread that ends slices is started by the first of them, rather than with the
    /// executor: for tools whose one process runs on the calling thread.
    package var hasLateClock = false

    /// The defaults.
    public init() {}
  }

  /// The bytecode it runs; executors may share one.
  public let cache: BytecodeCache
  let core: ExecutorCore

  /// An executor without processes.
  ///
  /// - Parameters:
  ///   - cache: the bytecode; a new cache in memory by default.
  ///   - configuration: its bounds.
  /// - Throws: `WASIError` when the system has no threads or descriptors left.
  public init(
    cache: BytecodeCache = BytecodeCache(), configuration: Configuration = Configuration()
  ) throws(WASIError) {
    self.cache = cache
    core = try ExecutorCore(
      cache: cache, limits: configuration.limits,
      laneLimit: configuration.lanes ?? ProcessorCount.available,
      hasLateClock: configuration.hasLateClock)
  }

  deinit {
    core.beginShutdown()
    // Whoever takes events is told that there will be no more.
    if core.state.withLock({ $0.feeds.isEmpty }) { return }
    Task.detached { [core] in await core.waitForEnd() }
  }

  /// Starts a process.
  ///
  /// Its module is read and its grants are opened later; what fails then is the reason of its end.
  ///
  /// - Parameter options: what to run, and with what.
  /// - Returns: the process, at once.
  /// - Throws: `SpawnError` when a limit is reached, the parent is ending, the cache has nothing of
  ///   that identifier, more bytes are being read than the cache holds, or no socket or no kernel
  ///   mappings can be had.
  @discardableResult
  public func spawn(_ options: ProcessOptions) throws(SpawnError) -> GuestProcess {
    try core.spawn(options)
  }

  /// A process that is there.
  ///
  /// - Parameter pid: its number.
  /// - Returns: the process, or `nil` when it is gone.
  public func find(_ pid: UInt32) -> GuestProcess? {
    core.state.withLock { $0.table.records[pid]?.member }
  }

  /// How many processes are there.
  public var count: Int { core.state.withLock { $0.table.count } }

  /// All processes, parents before their children.
  ///
  /// - Complexity: linear in their number.
  public func list() -> [GuestProcess.Info] { core.list() }

  /// The tree of processes as it is now.
  public var tree: ProcessTree { core.state.withLock { $0.table.tree } }

  /// How a process ended, while that is kept; see ``ExecutorLimits``.
  ///
  /// - Parameter pid: its number.
  /// - Returns: its status, or `nil` when it is still there, or nothing is known of it any more.
  public func exitStatus(of pid: UInt32) -> ProcessExit? { core.exitStatus(of: pid) }

  /// Has the end of a process told once; at once if it has ended, with the reason `unknown` if
  /// nothing is known of it any more.
  ///
  /// - Parameters:
  ///   - pid: its number.
  ///   - tell: called on an unspecified thread; must be short.
  /// - Returns: removes the monitor when cancelled.
  @discardableResult
  public func monitor(
    _ pid: UInt32, _ tell: @escaping @Sendable (ProcessExit) -> Void
  ) -> ProcessMonitor {
    core.monitor(pid, id: nil, status: { nil }, tell)
  }

  /// The life-cycle events from now on.
  ///
  /// - Parameter limit: the most events that wait to be taken; beyond it the oldest are dropped.
  /// - Returns: the events.
  public func events(limit: Int = 1024) -> LifecycleEvents { core.events(limit: limit) }

  /// Ends all processes and waits until nothing is left of them; nothing can be started any more.
  public func shutdown() async {
    core.beginShutdown()
    await core.waitForEnd()
  }
}
