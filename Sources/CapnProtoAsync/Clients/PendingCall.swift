internal import CapnProto
internal import CapnProtoRPC

/// A call of ours that somebody is interested in; when nobody is any more, it is given up.
final class PendingCall: @unchecked Sendable {
  // Safe to share: the call is touched in its vat only.
  private let call: Call?
  /// The driver of the call's vat, which the call keeps.
  private let keptDriver: Unmanaged<VatDriver>?
  private var driver: VatDriver? { keptDriver?.takeUnretainedValue() }
  private let state: CallState
  /// The parts of the answer that were asked for; touched in the vat.
  @exclusivity(unchecked) private var parts: [(path: [UInt16], capability: Capability)] = []

  /// A call that was sent.
  fileprivate init(_ call: Call, _ driver: VatDriver, _ state: CallState) {
    self.call = call
    keptDriver = .passUnretained(driver)
    self.state = state
  }

  /// A call that failed before it began.
  init(failed error: RPCError) {
    call = nil
    keptDriver = nil
    state = CallState(.failure(error))
  }

  deinit {
    // A call that has ended needs nothing from its vat.
    guard !state.isDone, let call, let driver else { return }
    driver.drop(.call(call))
  }

  /// Makes a call on a capability.
  ///
  /// - Parameter build: fills in the parameters; runs outside of the vat.
  static func send(
    on capability: Capability?, _ interfaceID: UInt64, _ methodID: UInt16, words: Int,
    hints: CallHints, _ build: (AnyPointerBuilder) throws -> Void
  ) -> PendingCall {
    guard let capability else {
      return PendingCall(failed: RPCError(.failed, "called a null capability"))
    }
    guard let driver = VatDriver.of(capability.vat) else {
      return PendingCall(failed: RPCError(.failed, "this vat has no driver"))
    }
    let call = Call(
      on: capability, interfaceID: interfaceID, methodID: methodID, words: words, hints: hints)
    do {
      try build(call.params)
    } catch {
      driver.drop(.call(call))
      return PendingCall(
        failed: error as? RPCError ?? RPCError(.failed, "the parameters can't be built: \(error)"))
    }
    let state = CallState(driver)
    driver.enter {
      call.whenDone(state)
      call.send()
    }
    return PendingCall(call, driver, state)
  }

  /// Makes a call of a stream, whose answer only the window waits for.
  static func sendInStream(
    on capability: Capability?, _ interfaceID: UInt64, _ methodID: UInt16, words: Int,
    _ window: StreamWindow, _ build: (AnyPointerBuilder) throws -> Void
  ) throws {
    guard let capability, let driver = VatDriver.of(capability.vat) else {
      throw RPCError(.failed, "called a null capability")
    }
    let call = Call(
      on: capability, interfaceID: interfaceID, methodID: methodID, words: words,
      hints: .noPipelining)
    do { try build(call.params) } catch {
      driver.drop(.call(call))
      throw error
    }
    let bytes = call.requestWords * 8
    window.sent(bytes)
    driver.enter {
      call.whenDone { [unowned driver] outcome in
        driver.add(.run { window.answered(bytes, outcome.failure) })
      }
      call.send()
    }
  }

  /// The results, once they are there.
  ///
  /// - Throws: what the call failed with; a cancellation error when the task is cancelled.
  nonisolated(nonsending) func wait() async throws -> Payload {
    defer { withExtendedLifetime(self) {} }
    // At a place where the task could be suspended, other code may run: perhaps that is all it takes.
    if let keptDriver, !Task.isCancelled {
      keptDriver._withUnsafeGuaranteedRef { $0.runNested(until: state) }
      if let outcome = state.outcome { return try outcome.get() }
    }
    let waiter = state.makeWaiter()
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        state.wait(waiter, continuation)
        // It may have been cancelled before there was anything to cancel.
        if Task.isCancelled { cancelWaiter(waiter) }
      }
    } onCancel: {
      cancelWaiter(waiter)
    }
    // Only who was cancelled is told before the end.
    guard let outcome = state.outcome else { throw CancellationError() }
    if case .failure = outcome, Task.isCancelled { throw CancellationError() }
    return try outcome.get()
  }

  private func cancelWaiter(_ waiter: Int) {
    if state.cancelWaiter(waiter) { cancel() }
  }

  /// Gives the call up; parts of its answer that are in use keep it going.
  func cancel() {
    guard let call, let driver else { return }
    driver.enter { call.cancel() }
    state.giveUp()
  }

  /// Lets the call run its course.
  func detach() {
    guard call != nil, !state.isDone else { return }
    // Whoever waits keeps the call alive.
    Task.detached { [self] in _ = try? await wait() }
  }

  /// Part of the answer, to be called at once.
  func pipeline(_ path: [UInt16]) -> Capability? {
    guard let call, let driver else {
      guard let error = earlyFailure else { return nil }
      return Capability(broken: error, in: VatHost.shared.vat)
    }
    // The same part is the same reference, so that calls through it keep their order also when the
    // results have come meanwhile and lead there on a shorter way.
    return driver.enter {
      if let known = parts.first(where: { $0.path == path }) { return known.capability }
      let capability = call.pipeline(path)
      parts.append((path, capability))
      return capability
    }
  }

  /// What the call failed with, if it failed before it began.
  var earlyFailure: RPCError? {
    guard call == nil, case .failure(let error)? = state.outcome else { return nil }
    return error
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
