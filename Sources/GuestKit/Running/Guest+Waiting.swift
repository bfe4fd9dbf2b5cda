public import CapnProto
public import CapnProtoRPC

extension Guest {
  /// Waits until a call has ended. What comes meanwhile, such as calls from the host, is handled.
  ///
  /// - Parameter call: the call.
  /// - Returns: its results.
  /// - Throws: why it failed.
  @discardableResult
  public func wait<Results: StructSchema>(
    for call: OutgoingCall<Results>
  ) throws(RPCError) -> Results.Reader {
    guard let call = call.call else {
      var failure: RPCError?
      call.whenDone { if case .failure(let error) = $0 { failure = error } }
      throw failure ?? Guest.nothingWillHappen
    }
    let payload = try wait(for: call).get()
    do throws(CapnProtoError) {
      return try Results.read(payload.content)
    } catch {
      throw RPCError(.failed, "the results are malformed")
    }
  }

  private func wait(for call: Call) throws(RPCError) -> Call.Outcome {
    if let outcome = call.outcome { return outcome }
    let ending = Ending()
    call.whenDone(ending)
    try wait { ending.outcome != nil }
    guard let outcome = ending.outcome else { throw Guest.nothingWillHappen }
    return outcome
  }

  /// Waits until a call has ended, and reads its results.
  ///
  /// - Parameters:
  ///   - call: the call.
  ///   - read: reads the results.
  /// - Returns: what was read.
  /// - Throws: why the call failed, or that its results are malformed.
  public func wait<Results: StructSchema, Value>(
    for call: OutgoingCall<Results>,
    reading read: (Results.Reader) throws(CapnProtoError) -> Value
  ) throws(RPCError) -> Value {
    let results = try wait(for: call)
    do throws(CapnProtoError) {
      return try read(results)
    } catch {
      throw RPCError(.failed, "the results are malformed")
    }
  }

  /// Waits until something is so. What comes meanwhile is handled.
  ///
  /// - Parameter condition: whether it is; asked again after whatever happens.
  /// - Throws: that it can't be waited for: in a turn, such as a server's method or what `whenDone`
  ///   calls, or when nothing will happen any more.
  public func wait(until condition: () -> Bool) throws(RPCError) {
    if condition() { return }
    if loop.isInTurn {
      throw RPCError(.failed, "nothing can be waited for in a turn; see Guest.later")
    }
    loop.flush()
    var isFlushed = true
    while !condition() {
      if !loop.step(isFlushed: isFlushed) && !condition() { throw Guest.nothingWillHappen }
      isFlushed = false
    }
  }

  /// Waits for a time. What comes meanwhile is handled.
  ///
  /// - Parameter duration: how long.
  /// - Throws: that nothing can be waited for in a turn.
  public func sleep(for duration: Duration) throws(RPCError) {
    var isOver = false
    after(duration) { isOver = true }
    try wait { isOver }
  }

  /// Handles what comes, until `stop()` is called, the host is gone, or nothing can come any more.
  public func run() {
    isStopped = false
    let wasConnected = isConnected
    while !isStopped {
      if !loop.step() || wasConnected && !isConnected { return }
    }
    loop.flush()
  }

  /// Has `run()` return.
  public func stop() { isStopped = true }

  /// Calls a closure after a time, while the process waits or runs its loop.
  ///
  /// - Parameters:
  ///   - duration: how long after now.
  ///   - body: what to do then; it may wait.
  /// - Returns: a number to cancel it by.
  @discardableResult
  public func after(_ duration: Duration, _ body: @escaping () -> Void) -> UInt64 {
    loop.timers.add(at: MonotonicClock.time(after: duration), body)
  }

  /// Forgets about a closure that was to be called later.
  ///
  /// - Parameter timer: what `after` returned.
  public func cancel(timer: UInt64) { loop.timers.cancel(timer) }

  /// Calls a closure soon, outside of any turn, so that it may wait.
  ///
  /// - Parameter body: what to do.
  public func later(_ body: @escaping () -> Void) { loop.deferred.append(body) }

  /// Sends what waits to be sent and ends the process.
  ///
  /// - Parameter code: the exit code.
  public func exit(_ code: UInt32) -> Never {
    Console.flush()
    loop.finish()
    wasiExit(Int32(bitPattern: code))
    while true {}
  }

  static var nothingWillHappen: RPCError {
    RPCError(.failed, "what is waited for will not happen")
  }
}

extension Guest {
  /// The time on a clock that never goes back, in nanoseconds.
  public var now: UInt64 { MonotonicClock.now }
}

/// Learns how a call ended.
private final class Ending: CallObserver {
  var outcome: Call.Outcome?

  func callEnded(_ outcome: Call.Outcome) { self.outcome = outcome }
}
