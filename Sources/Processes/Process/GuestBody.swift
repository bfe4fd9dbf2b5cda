import Platform
import WASI
import WebAssembly

/// What runs of a process: its store, the call under way, what it waits for.
///
/// One owner at a time, as the executor's table has it: the lane that runs the process, or whoever
/// closes it after its end was decided.
final class GuestBody: @unchecked Sendable {
  // Safe to share: the table hands ownership on under the executor's lock.

  /// How far a slice came.
  enum Advance {
    /// It goes on when it is its turn again.
    case spent
    /// It goes on when `wake` was called.
    case waits
    /// It wants to be prepared where that may take long.
    case offload
    /// It is over.
    case ended(ExitReason)
  }

  /// Stops the running call from elsewhere.
  let control = RunControl()
  private var options: ProcessOptions?
  private let socket: WASISocket?
  private var module: PinnedModule?
  var run: ProgramRun?
  var call: Call?
  private var account: FuelAccount
  private var portions: FuelPortions
  private var wait: WaitHandle?
  private var task: Task<Void, any Error>?
  var endedFuel: UInt64 = 0
  private var endedMemory: UInt64 = 0
  private var isClosed = false
  /// How the last of its calls ended, once it is closed.
  private(set) var runEnding: RunEnding?

  /// Beyond it, instantiating may take longer than a slice: it copies the data, and takes the
  /// memory that it fills.
  private static let offloadByteCount = 512 << 10

  init(_ options: ProcessOptions, socket: WASISocket?, _ module: PinnedModule?, at now: UInt64) {
    self.options = options
    self.socket = socket
    self.module = module
    account = FuelAccount(
      limit: options.limits.fuel, perSecond: options.limits.fuelPerSecond, at: now)
    portions = FuelPortions()
  }

  /// The module was loaded.
  func setModule(_ module: PinnedModule) { self.module = module }

  /// The fuel used so far.
  var fuelUsed: UInt64 { isClosed ? endedFuel : endedFuel &+ (call?.fuelUsed ?? 0) }
  /// The bytes of linear memory it has, or had in the end.
  var memoryByteCount: UInt64 { run?.memoryByteCount ?? endedMemory }

  /// Runs one slice.
  ///
  /// - Parameters:
  ///   - process: whose body it is.
  ///   - slice: ends it in time.
  ///   - wake: called once when what it waits for has come, perhaps before this returns.
  func advance(
    _ process: GuestProcess, _ slice: borrowing TimeSlice, _ wake: @escaping @Sendable () -> Void
  ) -> Advance {
    endWait()
    if run == nil {
      if let module, module.loaded.module.structure.bytes.count > Self.offloadByteCount {
        return .offload
      }
      if let failure = prepare(process) { return .ended(failure) }
    }
    while true {
      guard let call else { return .ended(ending) }
      if portions.needsAllowance {
        switch account.ask(at: Clock.monotonic.now) {
        case .give(let amount): portions.allow(amount)
        case .exhausted:
          run?.note(.outOfFuel(call.backtrace), fuelUsed: call.fuelUsed)
          return .ended(.limit(.fuel))
        case .waitUntil(let time):
          var set = WaitSet()
          set.add(deadline: time)
          return begin(WaitRequest(.events(set)), wake)
        }
      }
      let given = portions.next()
      let start = Clock.monotonic.now
      let ticket = slice.clock.begin(call.interruptHandle)
      let progress = Result { try call.resume(fuel: given) }
      slice.clock.end(ticket)
      let now = Clock.monotonic.now
      portions.ran(nanoseconds: now &- start)
      switch progress {
      case .failure(let error):
        return .ended(.trapped(Trap(.hostError, cause: error)))
      case .success(.outOfFuel):
        portions.ranOut()
        if slice.isOver(at: now) { return .spent }
      case .success(let progress):
        if let result = step(CallStep(progress, call, control), call, wake) { return result }
      }
    }
  }

  private func step(
    _ step: CallStep, _ call: Call, _ wake: @escaping @Sendable () -> Void
  ) -> Advance? {
    switch step {
    case .ended(let ending):
      endedFuel &+= call.fuelUsed
      self.call = nil
      run?.note(ending, fuelUsed: call.fuelUsed)
      if case .finished = ending {
        portions.callEnded(fuelUsed: call.fuelUsed)
        if let failure = makeNextCall() { return .ended(failure) }
        return nil
      }
      return .ended(reason(of: ending))
    case .paused: return .spent
    case .waits(let request, let module, let name):
      if let request = request as? WaitRequest {
        return request.isYield ? .spent : begin(request, wake)
      }
      if let request = request as? AsyncHostCall {
        task = Task {
          await request.perform()
          wake()
        }
        return .waits
      }
      var trap = Trap(.cannotSuspend, detail: "\(module).\(name) waits for something unknown here")
      trap.locate(call.backtrace)
      return .ended(.trapped(trap))
    }
  }

  /// Opens what is granted and makes the instance.
  ///
  /// - Returns: why that can't be done.
  func prepare(_ process: GuestProcess) -> ExitReason? {
    guard let module, let options else { return .unknown }
    self.options = nil
    let loaded = module.loaded
    let program = Program(module: loaded.module, imports: options.imports)
    let entry: Program.Entry =
      options.entry == Program.commandName
      ? .command : .function(options.entry, options.entryArguments)
    var limits = RunLimits(fuel: options.limits.fuel)
    limits.store = options.limits.store
    limits.store.memoryPages = min(
      limits.store.memoryPages, options.limits.memoryByteCount / (64 << 10))
    do {
      run = try ProgramRun(program, configuration(options, process, loaded), entry, limits)
    } catch let error as WASIError {
      return .notStarted(SpawnError(.grant, "\(error)", cause: error))
    } catch {
      return .notStarted(SpawnError(.noEntry, "\(error)", cause: error))
    }
    return makeNextCall()
  }

  private func configuration(
    _ options: ProcessOptions, _ process: GuestProcess, _ loaded: LoadedModule
  ) -> WASIConfiguration {
    var configuration = WASIConfiguration()
    if let name = options.programName {
      configuration.arguments = [name]
    } else {
      configuration.arguments = ["\(process.pid)", "\(process.ppid)", loaded.idText]
      configuration.environment = [.init("ns", loaded.name ?? "")]
    }
    configuration.arguments += options.arguments
    configuration.environment += options.environment
    configuration.standardInput = options.standardInput
    configuration.standardOutput = options.standardOutput
    configuration.standardError = options.standardError
    if let socket { configuration.sockets = [socket] }
    configuration.directories = options.directories
    configuration.limits = options.wasiLimits
    return configuration
  }

  func makeNextCall() -> ExitReason? {
    do {
      call = try run?.nextCall()
    } catch {
      return .notStarted(SpawnError(.missingImports, "\(error)", cause: error))
    }
    guard let call else { return ending }
    control.attach(call.interruptHandle)
    return nil
  }

  /// How the run ended, once there is no call to make any more.
  var ending: ExitReason { run.map { reason(of: $0.lastEnding) } ?? .unknown }

  func reason(of ending: RunEnding) -> ExitReason {
    switch ending {
    case .finished: .exited(0)
    case .exited(let code): .exited(code)
    case .trapped(let trap): trap.code == .outOfMemory ? .limit(.memory) : .trapped(trap)
    case .outOfFuel: .limit(.fuel)
    case .timedOut, .stopped: .killed
    }
  }

  // MARK: Waiting

  private func begin(_ request: WaitRequest, _ wake: @escaping @Sendable () -> Void) -> Advance {
    do throws(WASIError) {
      wait = try request.notify(wake)
      return .waits
    } catch {
      return .ended(.trapped(Trap(.hostError, cause: error)))
    }
  }

  private func endWait() {
    wait?.cancel()
    wait = nil
    task?.cancel()
    task = nil
  }

  // MARK: Ending

  /// Closes everything the guest had open; it never runs again.
  func close() {
    endWait()
    runEnding = run?.finish().ending
    (endedFuel, endedMemory) = (fuelUsed, memoryByteCount)
    isClosed = true
  }

  /// Frees what it had, which takes longer.
  func release() {
    call = nil
    run = nil
    options = nil
    module = nil
  }
}
