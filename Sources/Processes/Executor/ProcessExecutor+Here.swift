import Platform
import Synchronization
import WASI
package import WebAssembly

extension ProcessExecutor {
  /// Starts a process and runs it to its end on the calling thread, without a lane.
  ///
  /// For tools that run one program: no thread is started, and none is woken when the guest waits.
  /// The process is one like others, except that it is not preempted, `pause` and a limit of fuel
  /// per second have no effect, a limit of fuel needs a metered module, and it has nothing at
  /// descriptor 3 and waits for no asynchronous host function.
  ///
  /// - Parameters:
  ///   - module: what to run; it is not put into the cache.
  ///   - options: with what; their `bytecode` and `socket` are not looked at.
  ///   - isStoppable: whether somebody may want to end it while it waits for work that blocks.
  ///   - started: is given the process before it runs.
  /// - Returns: the process, which is gone.
  /// - Throws: `SpawnError` as `spawn` does.
  @discardableResult
  package func runHere(
    _ module: Module, _ options: ProcessOptions, isStoppable: Bool,
    started: (GuestProcess) -> Void = { _ in }
  ) throws(SpawnError) -> GuestProcess {
    let process = try core.begin(module, options)
    if let time = options.limits.wallTime { core.setDeadline(process, time) }
    started(process)
    core.finish(process, process.body.runHere(process, isStoppable: isStoppable))
    return process
  }
}

extension ExecutorCore {
  /// Adds a process that runs already, for whoever called.
  fileprivate func begin(
    _ module: Module, _ options: ProcessOptions
  ) throws(SpawnError) -> GuestProcess {
    let name = options.programName == nil ? module.names.moduleName : nil
    let pinned = PinnedModule(LoadedModule(module, name: name))
    let (process, effects): (GuestProcess, [Table.Effect]) =
      try state.withLock { state throws(SpawnError) in
        if state.isShutDown { throw SpawnError(.shutDown, "the executor was shut down") }
        let ppid = try state.table.admit(parent: options.parent)
        let pid = state.table.makePID()
        let process = GuestProcess(
          core: self, pid: pid, ppid: ppid, id: state.makeIdentifier(), options, .none, pinned)
        let effects = state.table.insert(
          pid, parent: ppid, process, id: process.id, childLimit: options.limits.children)
        // It is not put into the run queue, but taken from it at once.
        _ = state.table.loaded(pid)
        _ = state.table.begin(pid, id: process.id)
        return (process, effects)
      }
    if !effects.isEmpty { perform(effects) }
    return process
  }

  /// Closes a process that ran here; a reason that was decided before stands. What it had is freed
  /// with its handle, rather than by a lane.
  fileprivate func finish(_ process: GuestProcess, _ reason: ExitReason) {
    let body = process.body
    body.close()
    let (fuelUsed, memory) = (body.fuelUsed, body.memoryByteCount)
    change { state in
      state.table.exited(
        process.pid, reason, fuelUsed: fuelUsed, memoryByteCount: memory, at: Clock.monotonic.now)
    }
  }
}
