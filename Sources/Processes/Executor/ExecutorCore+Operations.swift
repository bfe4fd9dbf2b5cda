import Platform
import Synchronization
import WASI
import WebAssembly

extension ExecutorCore {
  /// Starts a process; see `ProcessExecutor.spawn`.
  func spawn(_ options: ProcessOptions) throws(SpawnError) -> GuestProcess {
    if options.limits.fuel != nil || options.limits.fuelPerSecond != nil,
      !cache.configuration.module.isMetered
    {
      throw SpawnError(.notMetered, "limits on fuel need a cache that meters modules")
    }
    // Those of processes that are about to begin are not counted yet; one that gets none ends.
    guard RecycledPages.remainingCount >= Self.mappingsOfProcess else {
      throw SpawnError(.tooManyMappings, "no kernel mappings are left for a process's memory")
    }
    let module = try pinnedModule(options.bytecode)
    let listener = try makeListener(options.socket)
    let (process, effects, wakes): (GuestProcess, [Table.Effect], Wakes) =
      try state.withLock { state throws(SpawnError) in
        if state.isShutDown { throw SpawnError(.shutDown, "the executor was shut down") }
        let ppid = try state.table.admit(parent: options.parent)
        if case .bytes(let bytes) = options.bytecode {
          // What waits to be read is held in memory, too.
          guard bytes.count <= self.cache.configuration.byteLimit - state.loadingByteCount else {
            throw SpawnError(
              .cacheFull, "\(bytes.count) bytes, beside \(state.loadingByteCount) being read")
          }
          state.loadingByteCount += bytes.count
        }
        let pid = state.table.makePID()
        let process = GuestProcess(
          core: self, pid: pid, ppid: ppid, id: state.makeIdentifier(), options, listener, module)
        var effects = state.table.insert(
          pid, parent: ppid, process, id: process.id, childLimit: options.limits.children)
        if module != nil { effects += state.table.loaded(pid) }
        let wakes = self.settle(&state, &effects, isNew: true)
        return (process, effects, wakes)
      }
    wakes.perform(self)
    if !effects.isEmpty { perform(effects) }
    if let time = options.limits.wallTime { setDeadline(process, time) }
    if module == nil { load(process, options.bytecode) }
    return process
  }

  /// A memory and a stack.
  private static let mappingsOfProcess = 2

  private func pinnedModule(
    _ bytecode: ProcessOptions.Bytecode
  ) throws(SpawnError) -> PinnedModule? {
    guard case .cached(let id) = bytecode else { return nil }
    if let module = cache.pinned(id) { return module }
    guard cache.mayHave(id) else {
      throw SpawnError(.unknownContent, "nothing in the cache is \(id)")
    }
    return nil
  }

  private func makeListener(
    _ socket: ProcessOptions.Socket
  ) throws(SpawnError) -> GuestProcess.Listener {
    switch socket {
    case .none: return .none
    case .inMemory: return .memory(DuplexListener())
    case .loopback:
      do throws(WASIError) {
        return .loopback(try LoopbackListener())
      } catch {
        throw SpawnError(.grant, "\(error)", cause: error)
      }
    }
  }

  private func load(_ process: GuestProcess, _ bytecode: ProcessOptions.Bytecode) {
    let source: BytecodeCache.Source =
      switch bytecode {
      case .bytes(let bytes): .bytes(bytes)
      case .cached(let id): .cached(id)
      }
    var byteCount = 0
    if case .bytes(let bytes) = source { byteCount = bytes.count }
    cache.load(source) { [byteCount] result in
      self.state.withLock { $0.loadingByteCount -= byteCount }
      switch result {
      case .success(let module):
        if let id = module.loaded.id { process.setContentID(id) }
        self.change { state in
          // Nobody else touches the body while the process is loading.
          guard state.table.records[process.pid]?.schedule == .loading else { return [] }
          process.body.setModule(module)
          return state.table.loaded(process.pid)
        }
      case .failure(let error): self.end(process, .notStarted(SpawnError(error)))
      }
    }
  }

  func setDeadline(_ process: GuestProcess, _ time: Duration) {
    var set = WaitSet()
    let (sum, overflow) = Clock.monotonic.now.addingReportingOverflow(time.nanoseconds)
    set.add(deadline: overflow ? .max : sum)
    do throws(WASIError) {
      let handle = try WaitRequest(.events(set)).notify { [weak process] in
        guard let process else { return }
        self.end(process, .limit(.wallTime))
      }
      process.setDeadline(handle)
    } catch {
      end(process, .notStarted(SpawnError(.grant, "\(error)", cause: error)))
    }
  }

  // MARK: On one process

  @discardableResult
  func end(_ process: GuestProcess, _ reason: ExitReason) -> Bool {
    change { state in
      guard state.table.records[process.pid]?.id == process.id else { return nil }
      return state.table.end(process.pid, reason)
    }
  }

  func change(
    _ process: GuestProcess, _ body: (inout Table, UInt32) -> [Table.Effect]?
  ) -> Bool {
    change { state in
      guard state.table.records[process.pid]?.id == process.id else { return nil }
      return body(&state.table, process.pid)
    }
  }

  func link(_ process: GuestProcess, _ other: UInt32, otherID: UInt64?) {
    change { $0.table.link(process.pid, id: process.id, other, otherID: otherID) }
  }

  func unlink(_ process: GuestProcess, _ other: UInt32) {
    state.withLock { state in
      guard state.table.records[process.pid]?.id == process.id else { return }
      state.table.unlink(process.pid, other)
    }
  }

  func addLink(_ process: GuestProcess, _ link: Table.RemoteLink) -> Bool {
    state.withLock { $0.table.link(process.pid, id: process.id, link) }
  }

  func removeLink(_ process: GuestProcess, _ remote: UInt64) {
    state.withLock { $0.table.unlink(process.pid, id: process.id, remote: remote) }
  }

  func remoteEnded(_ process: GuestProcess, _ remote: UInt64, _ reason: ExitReason?) {
    change { state in
      state.table.remoteEnded(remote, linkedTo: process.pid, id: process.id, reason)
    }
  }

  /// Adds a monitor.
  ///
  /// - Parameter status: the status of a process that ended too long ago to be remembered, as far
  ///   as its handle has it.
  func monitor(
    _ pid: UInt32, id: UInt64?, status: @escaping @Sendable () -> ProcessExit?,
    _ tell: @escaping @Sendable (ProcessExit) -> Void
  ) -> ProcessMonitor {
    var key: UInt64 = 0
    change { state in
      state.table.expire(at: Clock.monotonic.now)
      let (newKey, effects) = state.table.monitor(pid, id: id) { told in
        if case .unknown = told.reason, let kept = status() { tell(kept) } else { tell(told) }
      }
      key = newKey
      return effects
    }
    return ProcessMonitor(core: self, pid: pid, key: key)
  }

  func demonitor(_ pid: UInt32, _ key: UInt64) -> Bool {
    state.withLock { $0.table.demonitor(pid, key: key) }
  }

  func exitStatus(of pid: UInt32) -> ProcessExit? {
    state.withLock { state in
      state.table.expire(at: Clock.monotonic.now)
      return state.table.history[pid]
    }
  }

  // MARK: Listings

  func info(_ process: GuestProcess) -> GuestProcess.Info? {
    state.withLock { state in
      guard let record = state.table.records[process.pid], record.id == process.id else {
        return nil
      }
      return Self.info(process.pid, record, state.table)
    }
  }

  func list() -> [GuestProcess.Info] {
    state.withLock { state in
      state.table.tree.snapshot().compactMap { entry in
        state.table.records[entry.pid].map { Self.info(entry.pid, $0, state.table) }
      }
    }
  }

  private static func info(
    _ pid: UInt32, _ record: Table.Record, _ table: Table
  ) -> GuestProcess.Info {
    let process = record.member
    return GuestProcess.Info(
      pid: pid, ppid: process.ppid, id: process.id, contentID: process.contentID,
      arguments: process.arguments, creationTime: process.creationTime, state: record.state,
      priority: process.priority, fuelUsed: record.fuelUsed,
      memoryByteCount: record.memoryByteCount, childCount: table.tree.childCount(of: pid),
      linkCount: record.links.count + record.remoteLinks.count)
  }

  // MARK: Events

  func events(limit: Int) -> LifecycleEvents {
    let feed = EventFeed(limit: limit)
    let key = state.withLock { state in
      state.nextFeed += 1
      state.table.hasListeners = true
      if state.isOver { feed.finish() }
      state.feeds.append((state.nextFeed, feed))
      return state.nextFeed
    }
    return LifecycleEvents(feed) { [weak self] in
      self?.state.withLock { state in
        state.feeds.removeAll { $0.key == key }
        state.table.hasListeners = !state.feeds.isEmpty
      }
    }
  }

  // MARK: The end

  /// Ends all processes and lets nothing new begin.
  func beginShutdown() {
    change { state in
      state.isShutDown = true
      var effects: [Table.Effect] = []
      for pid in state.table.tree.children(of: ProcessTree.rootPID) {
        effects += state.table.end(pid, .killed) ?? []
      }
      return effects
    }
  }

  /// Waits until nothing is left of any process.
  func waitForEnd() async {
    await withUnsafeContinuation { continuation in
      let isOver = state.withLock { state in
        if state.isOver && state.laneCount == 0 { return true }
        state.endWaiters.append(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
    for (_, feed) in state.withLock({ $0.feeds }) { feed.finish() }
  }
}
