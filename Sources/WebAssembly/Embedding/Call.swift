/// A call that can be stopped and resumed, on any thread that owns the store.
///
/// Dropping it half-way frees everything it took; the instance stays as the guest left it.
public final class Call {
  /// Where a call is after running for a while.
  public enum Progress {
    /// It returned.
    case finished([Value])
    /// The fuel does not pay for the next straight stretch of operators; more can be given.
    case outOfFuel
    /// It was stopped through its interrupt handle and can be resumed.
    case interrupted
    /// A host function waits for something; resume once that is there.
    case suspended(HostCall)
    /// The guest trapped; the call has ended.
    case trapped(Trap)
  }

  /// A host function that has suspended its guest.
  public struct HostCall {
    /// The module name it was imported from.
    public let module: String
    /// The field name.
    public let name: String
    /// What it waits for.
    public let request: any Sendable
  }

  /// The instance called.
  public let instance: Instance
  private let function: UnsafeMutablePointer<FunctionRecord>
  private let type: FunctionType
  private let name: String
  private var execution: Execution?
  private let handle: InterruptHandle
  /// Fuel given so far.
  private var fuelGiven: UInt64 = 0
  /// Fuel left; below zero when host functions ran up a debt.
  private var fuelLeft: Int64 = 0
  private var hasStarted = false
  private var isRunning = false

  init(
    _ instance: Instance, _ function: UnsafeMutablePointer<FunctionRecord>, type: FunctionType,
    _ arguments: [Value], name: String
  ) throws {
    self.instance = instance
    self.function = function
    self.type = type
    self.name = name
    let execution = try instance.store.takeExecution()
    handle = execution.interrupt
    do {
      try instance.store.write(arguments, types: type.parameters, at: execution.bottom)
    } catch {
      instance.store.giveBack(execution)
      throw error
    }
    self.execution = execution
  }

  deinit { end() }

  /// Stops the call from another thread.
  public var interruptHandle: InterruptHandle {
    execution?.isShared = true
    return handle
  }

  /// The fuel used so far: one unit per operator executed, and the surcharge of bulk operators.
  ///
  /// Zero in an unmetered module.
  public var fuelUsed: UInt64 {
    guard instance.module.configuration.isMetered else { return 0 }
    return fuelGiven &- UInt64(bitPattern: fuelLeft)
  }

  /// The frames of the call while it is stopped, innermost first.
  public var backtrace: Backtrace {
    hasStarted ? execution?.backtrace() ?? Backtrace() : Backtrace()
  }

  /// Runs the call until it finishes or stops.
  ///
  /// - Parameter fuel: how much more a metered module may use; what was left before stays.
  /// - Returns: where it is.
  /// - Throws: `CallError` with code `ended` when it has finished or trapped before, with code
  ///   `running` when one of its own host functions tries to resume it.
  public func resume(fuel: UInt64 = .max) throws(CallError) -> Progress {
    guard let execution else {
      throw CallError(.ended, "the call of \"\(name)\" has ended")
    }
    guard !isRunning else {
      throw CallError(.running, "the call of \"\(name)\" is running")
    }
    do throws(Trap) {
      try execution.beginRunning()
    } catch {
      end()
      return .trapped(error)
    }
    isRunning = true
    give(fuel, to: execution)
    let stop = proceed(execution)
    execution.endRunning()
    isRunning = false
    fuelLeft = execution.context.pointee.fuel
    switch stop {
    case .finished:
      let results = instance.store.values(at: execution.bottom, types: type.results)
      end()
      return .finished(results)
    case .outOfFuel: return .outOfFuel
    case .interrupted: return .interrupted
    case .suspended(let host, let suspension):
      return .suspended(
        HostCall(module: host.module, name: host.name, request: suspension.request))
    case .trapped(let trap):
      end()
      return .trapped(trap)
    }
  }

  private func give(_ fuel: UInt64, to execution: Execution) {
    // Host functions may have run up a debt, which is part of what was used.
    let old = hasStarted ? execution.context.pointee.fuel : 0
    let (sum, overflow) = old.addingReportingOverflow(Int64(clamping: fuel))
    let new = overflow ? Int64.max : sum
    fuelGiven &+= UInt64(bitPattern: new &- old)
    execution.context.pointee.fuel = new
  }

  private func proceed(_ execution: Execution) -> Execution.Stop {
    if !hasStarted {
      hasStarted = true
      if let host = function.pointee.host?.takeUnretainedValue() {
        return execution.callDirectly(host, storage: instance.storage)
      }
      do throws(Trap) {
        try execution.enter(function, at: execution.bottom)
      } catch {
        return .trapped(error)
      }
    } else if execution.suspended != nil {
      // Asked to stop while it waited: it waits on.
      if let stop = execution.interruptedWhileSuspended() { return stop }
      if let stop = execution.resumeHost() { return stop }
      if execution.isDirect { return .finished }
    }
    return execution.run()
  }

  private func end() {
    guard let execution else { return }
    self.execution = nil
    execution.reset()
    instance.store.giveBack(execution)
  }

  /// Ends the call where it is.
  func abandoned(_ code: Trap.Code, detail: String? = nil) -> Trap {
    var trap = Trap(code, detail: detail)
    trap.backtrace = backtrace
    end()
    return trap
  }
}
