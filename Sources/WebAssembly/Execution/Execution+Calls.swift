/// Calls that leave the running instance: to the host and to other instances.
extension Execution {
  /// Calls the function in `argument`, whose arguments stand at `callFrame`.
  func foreignCall(isTail: Bool) -> Stop? {
    guard let argument = context.pointee.argument else { return .trapped(trap(.unreachable)) }
    let function = argument.assumingMemoryBound(to: FunctionRecord.self)
    // While a host function runs, the call instruction is where the guest is.
    if let host = function.pointee.host {
      return host._withUnsafeGuaranteedRef { callHost($0, isTail: isTail) }
    }
    return isTail ? tailCallInstance(function) : callInstance(function)
  }

  private func callInstance(_ function: UnsafeMutablePointer<FunctionRecord>) -> Stop? {
    let context = self.context
    guard let instance = function.pointee.instance else { return .trapped(trap(.unreachable)) }
    let crossing = Crossing(
      instance: context.pointee.instance,
      code: context.pointee.code + Int(context.pointee.accumulator), frame: context.pointee.frame)
    let frame = context.pointee.callFrame
    let isSame = instance == context.pointee.instance
    do throws(Trap) {
      try enter(function, at: frame)
    } catch {
      return .trapped(trap(error))
    }
    let link = frame + Int(function.pointee.linkOffset)
    if isSame {
      link.storeBytes(of: crossing.code, as: Code.self)
      link.storeBytes(of: crossing.frame, toByteOffset: 8, as: Frame.self)
    } else {
      crossings.append(crossing)
      link.storeBytes(of: StaticCode.restore, as: Code.self)
    }
    return nil
  }

  private func tailCallInstance(_ function: UnsafeMutablePointer<FunctionRecord>) -> Stop? {
    let context = self.context
    let code = context.pointee.code
    let frame = context.pointee.frame
    guard let target = function.pointee.instance else { return .trapped(trap(.unreachable)) }
    let own = frame + Int((code + 24).load(as: Int32.self))
    let returnCode = own.load(as: Code.self)
    let returnFrame = own.load(fromByteOffset: 8, as: Frame.self)
    let isSame = target == context.pointee.instance
    let instance = context.pointee.instance
    do throws(Trap) {
      // Before the link moves: a trap still needs it where it is.
      try check(function, at: frame)
      moveLink(code, frame)
      try enter(function, at: frame)
    } catch {
      return .trapped(trap(error))
    }
    let link = frame + Int(function.pointee.linkOffset)
    link.storeBytes(of: returnCode, as: Code.self)
    link.storeBytes(of: returnFrame, toByteOffset: 8, as: Frame.self)
    // Whoever called across instances already, or from outside, comes back by itself.
    if !isSame && returnCode != StaticCode.restore && returnCode != StaticCode.finish {
      crossings.append(Crossing(instance: instance, code: returnCode, frame: returnFrame))
      link.storeBytes(of: StaticCode.restore, as: Code.self)
      link.storeBytes(of: frame, toByteOffset: 8, as: Frame.self)
    }
    return nil
  }

  /// A function of another instance returned: goes on with its caller.
  func foreignReturn() {
    guard let crossing = crossings.popLast() else { return }
    // The link of a call across instances names the callee's own frame, where the results are.
    let results = context.pointee.frame
    context.pointee.accumulator = results.load(as: UInt64.self)
    context.pointee.float = results.load(as: Double.self)
    context.pointee.instance = crossing.instance
    context.pointee.code = crossing.code
    context.pointee.frame = crossing.frame
  }

  // MARK: Host functions

  private func callHost(_ host: HostFunction, isTail: Bool) -> Stop? {
    hostOutcome(host) ?? finishHostCall(isTail: isTail)
  }

  /// Runs a host function on the arguments at `callFrame`.
  ///
  /// - Returns: why to stop, or `nil` when its results are in place.
  func hostOutcome(_ host: HostFunction) -> Stop? {
    let caller = Caller(storage: context.pointee.instance.pointee.storage, execution: self)
    do {
      switch host.body {
      case .slots(let body):
        try body(caller, context.pointee.callFrame.assumingMemoryBound(to: UInt64.self))
        return nil
      case .suspending(let body):
        let outcome = try body(
          caller, context.pointee.callFrame.assumingMemoryBound(to: UInt64.self))
        return try finish(outcome, of: host, caller)
      case .dynamic(let body):
        let arguments = caller.store.values(
          at: context.pointee.callFrame, types: host.type.parameters)
        return try finish(try body(caller, arguments), of: host, caller)
      }
    } catch {
      return .trapped(trap(error))
    }
  }

  /// Goes on in the guest after a host function has left its results.
  private func finishHostCall(isTail: Bool) -> Stop? {
    let context = self.context
    let results = context.pointee.callFrame
    if isTail {
      let code = context.pointee.code
      let frame = context.pointee.frame
      let own = frame + Int((code + 24).load(as: Int32.self))
      let returnCode = own.load(as: Code.self)
      let returnFrame = own.load(fromByteOffset: 8, as: Frame.self)
      // Results go to the start of the frame, as with any return; the link lies behind the room
      // for them.
      let byteCount = Int((code + 28).load(as: Int32.self))
      frame.copyMemory(from: results, byteCount: byteCount)
      context.pointee.code = returnCode
      context.pointee.frame = returnFrame
    } else {
      context.pointee.code += Int(context.pointee.accumulator)
    }
    context.pointee.accumulator = results.load(as: UInt64.self)
    context.pointee.float = results.load(as: Double.self)
    if deferredPause && nesting == 0 {
      deferredPause = false
      return .interrupted(.pause)
    }
    return nil
  }

  /// Takes the outcome of a host function.
  ///
  /// - Returns: why to stop, or `nil` when its results are in place.
  private func finish(
    _ outcome: HostOutcome, of host: HostFunction, _ caller: borrowing Caller
  ) throws -> Stop? {
    switch outcome {
    case .finished(let values):
      try caller.store.write(values, types: host.type.results, at: context.pointee.callFrame)
      return nil
    case .suspended(let suspension):
      guard nesting == 0 else {
        throw Trap(.cannotSuspend, detail: "\(host.module).\(host.name) in a nested call")
      }
      suspended = (host, suspension)
      return .suspended(host, suspension)
    }
  }

  /// Continues the host function that suspended, then the guest.
  func resumeHost() -> Stop? {
    guard let (host, suspension) = suspended else { return nil }
    suspended = nil
    let caller = Caller(storage: context.pointee.instance.pointee.storage, execution: self)
    do {
      if let stop = try finish(try suspension.resume(caller), of: host, caller) { return stop }
    } catch {
      return .trapped(trap(error))
    }
    return isDirect ? nil : finishHostCall(isTail: context.pointee.exit == .foreignTailCall)
  }
}
