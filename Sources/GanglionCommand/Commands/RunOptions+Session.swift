import Ganglion

/// Programs that may log in at descriptor 3.
extension RunOptions {
  /// Whether a program gets a session.
  func hasSession(_ module: Module) throws(CommandError) -> Bool {
    if http.grant != nil {
      guard session != .never else {
        throw .usage("--http needs a session, and --no-session leaves none")
      }
      return true
    }
    switch session {
    case .always: return true
    case .never: return false
    case .whenAccepting:
      // Where descriptor 3 is a directory, or a function is called, no guest of ours is meant.
      if !directories.isEmpty || function != nil { return false }
      for item in module.imports where item.name == "sock_accept" {
        if item.module == "wasi_snapshot_preview1" { return true }
      }
      return false
    }
  }

  /// Runs a program that finds a session at descriptor 3.
  func runWithSession(
    _ options: ProcessOptions, _ configuration: ModuleConfiguration, _ interruption: Interruption?
  ) throws -> GuestProcess {
    var options = options
    options.socket = .inMemory
    // It is told who it is instead.
    options.programName = nil
    let cache = BytecodeCache(module: configuration)
    let node = try Node(executor: try ProcessExecutor(cache: cache))
    var granted = Session()
    try http.add(to: &granted, of: node)
    return try node.runAndWait(options) { [granted] process in
      interruption?.attach(process)
      var session = granted
      session.grant("process", node.client(of: process))
      // Fuel is counted for each process: whoever limits it gets one process.
      if options.limits.fuel == nil { session.executor = node.executorClient(grant(options)) }
      return session
    }
  }

  /// What the program may have others run with: its own outputs and limits, and no more.
  private func grant(_ options: ProcessOptions) -> ExecutorGrant {
    var grant = ExecutorGrant()
    grant.template.standardOutput = options.standardOutput
    grant.template.standardError = options.standardError
    grant.template.limits = options.limits
    return grant
  }
}
