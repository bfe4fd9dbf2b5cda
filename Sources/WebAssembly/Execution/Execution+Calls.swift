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
    switch run(host) {
    case .finished: finishHostCall(isTail: isTail)
    case .caught: nil
    case .stopped(let stop): stop
    }
  }

  /// How a host function ended.
  enum HostEnding {
    /// Its results are in place.
    case finished
    /// It threw an exception that a guest caught: that guest goes on.
    case caught
    /// The call stops.
    case stopped(Stop)

    /// The same where no guest is there to catch anything.
    var stop: Stop {
      if case .stopped(let stop) = self { stop } else { .finished }
    }
  }

  /// Runs a host function on the arguments at `callFrame`.
  func run(_ host: HostFunction) -> HostEnding {
    let caller = Caller(storage: context.pointee.instance.pointee.storage, execution: self)
    live = .upTo(context.pointee.callFrame + host.slotByteCount)
    do {
      switch host.body {
      case .slots(let body):
        try body(caller, context.pointee.callFrame.assumingMemoryBound(to: UInt64.self))
        return .finished
      case .suspending(let body):
        let outcome = try body(
          caller, context.pointee.callFrame.assumingMemoryBound(to: UInt64.self))
        return try finish(outcome, of: host, caller)
      case .dynamic(let body):
        let arguments = caller.store.values(
          at: context.pointee.callFrame, types: host.type.parameters, of: host.types)
        return try finish(try body(caller, arguments), of: host, caller)
      }
    } catch {
      return ending(error)
    }
  }

  private func ending(_ error: any Error) -> HostEnding {
    raise(error).map { .stopped($0) } ?? .caught
  }

  /// Goes on in the guest after a host function has left its results.
  func finishHostCall(isTail: Bool) -> Stop? {
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
      // Not in place: that would count as an access to the whole context, whose stack limit other
      // threads write.
      let next = context.pointee.code + Int(context.pointee.accumulator)
      context.pointee.code = next
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
  private func finish(
    _ outcome: HostOutcome, of host: HostFunction, _ caller: borrowing Caller
  ) throws -> HostEnding {
    switch outcome {
    case .finished(let values):
      try caller.store.write(
        values, types: host.type.results, of: host.types, at: context.pointee.callFrame)
      return .finished
    case .suspended(let suspension):
      guard nesting == 0 else {
        throw Trap(.cannotSuspend, detail: "\(host.module).\(host.name) in a nested call")
      }
      suspended = (host, suspension)
      return .stopped(.suspended(host, suspension))
    }
  }

  /// Continues the host function that suspended, then the guest.
  func resumeHost() -> Stop? {
    guard let (host, suspension) = suspended else { return nil }
    suspended = nil
    let caller = Caller(storage: context.pointee.instance.pointee.storage, execution: self)
    let ending: HostEnding
    do {
      ending = try finish(try suspension.resume(caller), of: host, caller)
    } catch {
      ending = self.ending(error)
    }
    switch ending {
    case .finished:
      return isDirect ? nil : finishHostCall(isTail: context.pointee.exit == .foreignTailCall)
    case .caught: return nil
    case .stopped(let stop): return stop
    }
  }
}
