extension Program {
  /// Runs the program without holding a thread while it waits.
  ///
  /// The guest runs in slices of a millisecond or two on the pool of threads that tasks share. In
  /// between others have their turn. Cancelling the task ends the guest at its next safepoint, or
  /// at once if it waits.
  ///
  /// - Parameters:
  ///   - configuration: what the guest is granted; nothing by default.
  ///   - entry: where it begins.
  ///   - limits: what it may use.
  ///   - control: stops it from elsewhere.
  /// - Returns: how it ended and what it used.
  /// - Throws: `CancellationError`; and as ``runAndWait(_:entry:limits:control:)``.
  public func run(
    _ configuration: WASIConfiguration = WASIConfiguration(), entry: Entry = .command,
    limits: RunLimits = RunLimits(), control: RunControl? = nil
  ) async throws -> RunResult {
    let control = control ?? RunControl()
    let deadline = try limits.timeout.map { try Deadline($0, control) }
    defer { withExtendedLifetime(deadline) {} }
    let driver = try AsyncDriver(control)
    var run = try ProgramRun(self, configuration, entry, limits)
    while let call = try run.nextCall() {
      run.note(try await driver.run(call, fuel: run.fuel), fuelUsed: call.fuelUsed)
    }
    return run.finish()
  }
}
