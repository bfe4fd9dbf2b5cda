extension Instance {
  /// Calls an exported function without holding a thread while the guest waits.
  ///
  /// The guest runs in slices of a millisecond or two where the caller runs: on the caller's actor,
  /// or on the pool of threads that tasks share. In between others have their turn. Cancelling the
  /// task ends the guest at its next safepoint, or at once if it waits.
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  ///   - fuel: how much a metered module may use.
  /// - Returns: the results.
  /// - Throws: `CallError` when the call can't be made; `Trap` when the guest trapped or ran out of
  ///   fuel, or exited, with a `WASIExit` as the cause; `CancellationError`.
  public nonisolated(nonsending) func run(
    _ name: String, arguments: [Value], fuel: UInt64 = .max
  ) async throws -> [Value] {
    let call = try start(name, arguments)
    return try await call.run(fuel: fuel)
  }

  /// Calls an exported function without holding a thread while the guest waits.
  ///
  ///     let answer = try await instance.run("ask", Int32(6), Int32(7)) as Int32
  ///
  /// - Parameters:
  ///   - name: the export's name.
  ///   - arguments: the arguments.
  /// - Returns: the results, as the types asked for: nothing, one value or a tuple.
  /// - Throws: as the other overload.
  public nonisolated(nonsending) func run<each P: GuestValue, each R: GuestValue>(
    _ name: String, _ arguments: repeat each P
  ) async throws -> (repeat each R) {
    var values: [Value] = []
    for argument in repeat each arguments { values.append(Value(argument)) }
    var results = try await run(name, arguments: values).makeIterator()
    return (repeat try Value.take((each R).self, from: &results, name))
  }

  /// Calls an exported function without results, without holding a thread while the guest waits.
  @_disfavoredOverload
  public nonisolated(nonsending) func run<each P: GuestValue>(
    _ name: String, _ arguments: repeat each P
  ) async throws {
    let _: Void = try await run(name, repeat each arguments)
  }
}

extension Call {
  /// Runs the call to its end without holding a thread while the guest waits; see `Instance.run`.
  ///
  /// - Parameter fuel: how much more a metered module may use.
  /// - Returns: the results.
  /// - Throws: `Trap`, `CancellationError`; `CallError` when the call has ended before.
  public nonisolated(nonsending) func run(fuel: UInt64 = .max) async throws -> [Value] {
    let control = RunControl()
    switch try await AsyncDriver(control).run(self, fuel: fuel) {
    case .finished(let results): return results
    case .exited(let code): throw Trap(.hostError, cause: WASIExit(code: code))
    case .trapped(let trap): throw trap
    case .outOfFuel(let backtrace):
      var trap = Trap(.outOfFuel)
      trap.locate(backtrace)
      throw trap
    case .timedOut(let backtrace), .stopped(let backtrace):
      var trap = Trap(.interrupted)
      trap.locate(backtrace)
      throw trap
    }
  }
}
