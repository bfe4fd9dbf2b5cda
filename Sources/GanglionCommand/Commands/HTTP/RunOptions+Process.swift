import Ganglion

extension RunOptions {
  /// Runs the program as a process of a node, with a session.
  func runAsProcess() throws -> ExitCode {
    guard function == nil else {
      throw CommandError.usage("--http goes with programs, not with --invoke")
    }
    let configuration = ModuleConfiguration(canonicalizesNaNs: canonicalizesNaNs)
    let file = try ModuleFile(path)
    guard try file.module(configuration).exportType("_start") == .function(FunctionType()) else {
      throw CommandError.usage("\(path) exports no function _start")
    }
    let node = try Node()
    var session = Session()
    session.executor = node.executorClient()
    session.capStore = node.capStoreClient()
    try http.add(to: &session, of: node)
    let guest = try start(on: node, file.bytes, session)
    HostProgram.onInterrupt { guest.process.kill() }
    let status = HostProgram.wait { try await guest.process.wait() }
    return try report(status.get())
  }

  private func start(
    on node: Node, _ bytes: [UInt8], _ session: Session
  ) throws(CommandError) -> Guest {
    var options = ProcessOptions(.bytes(bytes), arguments: arguments)
    options.environment = environment
    options.standardInput = .inherited
    options.standardOutput = .inherited
    options.standardError = .inherited
    options.directories = directories
    options.limits.fuel = limits.fuel
    options.limits.wallTime = limits.timeout
    options.limits.memoryByteCount = limits.store.memoryPages << 16
    do throws(SpawnError) { return try node.spawn(options, session: session) } catch {
      throw CommandError(.system, "\(error)")
    }
  }

  private func report(_ status: ProcessExit) throws(CommandError) -> ExitCode {
    switch status.reason {
    case .exited(let code): return .guest(code)
    case .trapped(let trap): return complain("trap: \(trap)", trap.backtrace, .trapped)
    case .limit(.fuel): throw CommandError(.outOfFuel, "out of fuel")
    case .limit(.wallTime): throw CommandError(.timedOut, "timed out")
    case .killed: throw CommandError(.interrupted, "interrupted")
    default: throw CommandError(.system, "\(status.reason)")
    }
  }
}
