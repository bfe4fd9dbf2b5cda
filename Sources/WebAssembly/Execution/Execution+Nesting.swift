import Synchronization

/// Calls that start and end within one turn: typed calls, and calls from host functions.
extension Execution {
  /// Runs a function from outside to its end; what would stop it is a trap.
  func runToEnd(
    _ function: UnsafeMutablePointer<FunctionRecord>, storage: InstanceStorage
  ) throws(Trap) {
    try beginRunning()
    defer { endRunning() }
    context.pointee.fuel = .max
    let stop: Stop
    if function.pointee.code != nil {
      try enter(function, at: bottom)
      stop = run()
    } else if let host = function.pointee.host?.takeUnretainedValue() {
      stop = callDirectly(host, storage: storage)
    } else {
      stop = .finished
    }
    if case .finished = stop { return }
    throw ended(stop)
  }

  /// The trap that stands for a stop where nobody can resume.
  private func ended(_ stop: Stop) -> Trap {
    switch stop {
    case .trapped(let trap): return trap
    case .outOfFuel: return trap(.outOfFuel)
    case .interrupted: return trap(.interrupted)
    case .suspended(let host, _):
      suspended = nil
      return trap(Trap(.cannotSuspend, detail: "\(host.module).\(host.name)"))
    case .finished: return trap(.unreachable)
    }
  }

  /// Calls a host function that a guest merely passes on.
  func callDirectly(_ host: HostFunction, storage: InstanceStorage) -> Stop {
    context.pointee.instance = storage.header
    context.pointee.code = StaticCode.finish
    context.pointee.frame = bottom
    context.pointee.callFrame = bottom
    context.pointee.accumulator = 0
    context.pointee.exit = .foreignCall
    isDirect = true
    return run(host).stop
  }

  /// Makes room on the stack above the host function that is running, and puts everything back
  /// afterwards.
  func nested<R>(_ body: (Frame) throws -> R) throws -> R {
    try beginRunning()
    nesting += 1
    let saved = (
      context.pointee.instance, context.pointee.code, context.pointee.frame,
      context.pointee.callFrame, context.pointee.accumulator, context.pointee.exit, crossings.count,
      isDirect, context.pointee.argument, live
    )
    isDirect = false
    defer {
      context.pointee.instance = saved.0
      context.pointee.code = saved.1
      context.pointee.frame = saved.2
      context.pointee.callFrame = saved.3
      context.pointee.accumulator = saved.4
      context.pointee.exit = saved.5
      crossings.removeLast(crossings.count - saved.6)
      isDirect = saved.7
      context.pointee.argument = saved.8
      live = saved.9
      nesting -= 1
      endRunning()
    }
    // Above the arguments and results of the host function.
    let base = context.pointee.callFrame + Execution.hostFrameByteCount
    guard UInt(bitPattern: base) + UInt(Execution.hostFrameByteCount) < limit else {
      throw Trap(.stackExhausted)
    }
    return try body(base)
  }

  /// Runs a function whose arguments stand at `base` to its end.
  func callNested(
    _ function: UnsafeMutablePointer<FunctionRecord>, at base: Frame
  ) throws(Trap) {
    let stop: Stop
    if let host = function.pointee.host?.takeUnretainedValue() {
      context.pointee.callFrame = base
      context.pointee.accumulator = 0
      context.pointee.exit = .foreignCall
      context.pointee.code = StaticCode.finish
      stop = run(host).stop
    } else {
      try enter(function, at: base)
      stop = run()
    }
    if case .finished = stop { return }
    // The host function may handle the trap and go on; the wish to stop outlives that.
    if case .interrupted = stop { deferredPause = true }
    throw ended(stop)
  }

  /// What a host function may take of the stack: its parameters or results, of two slots each.
  static let hostFrameByteCount = 16 << 10

  /// Asked to stop for good while a host function waits.
  func interruptedWhileSuspended() -> Stop? {
    let old = context.pointee.stackLimit.exchange(limit, ordering: .sequentiallyConsistent)
    guard old != limit else { return nil }
    let pending = interrupt.pending.exchange(0, ordering: .sequentiallyConsistent)
    guard let kind = InterruptHandle.Kind(rawValue: pending) else { return nil }
    return .interrupted(kind)
  }

  /// Forgets a call that ended, for the next one.
  package func reset() {
    suspended = nil
    live = .empty
    crossings.removeAll(keepingCapacity: true)
    deferredPause = false
    isDirect = false
    nesting = 0
  }
}

extension Store {
  /// An execution for a call: the one kept from the last call, or a new one.
  func takeExecution() throws(Trap) -> Execution {
    if let execution = idleExecution {
      idleExecution = nil
      return execution
    }
    return try Execution(self)
  }

  /// Keeps an execution for the next call.
  ///
  /// One whose handle somebody may still hold is not used again: a late interrupt must not hit
  /// another call.
  func giveBack(_ execution: Execution) {
    execution.live = .empty
    if idleExecution == nil && !execution.isShared { idleExecution = execution }
  }
}
