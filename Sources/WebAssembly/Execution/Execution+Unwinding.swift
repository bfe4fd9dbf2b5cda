/// Exceptions find their handlers here.
///
/// A throw ends its stretch of operators, as a call does: what was paid for has run. So nothing is
/// to be given back, and the stretch at the label pays for what follows.
extension Execution {
  /// Carries out `throw` and `throw_ref`.
  func raise(_ operation: SlowOperation, _ work: Operation) throws(Trap) -> Stop? {
    live = .stopped
    if operation == .throwException {
      return raise(ThrownException(work.storage.tags[work.first], from: work.operands))
    }
    let reference = work.operands.load(as: UInt64.self)
    guard let exception = ThrownException(reference, in: heap) else {
      throw Trap(.nullExceptionReference)
    }
    return raise(exception)
  }

  /// Raises what a host function threw: an exception for guests to catch, or any other error, which
  /// ends the call.
  func raise(_ error: any Error) -> Stop? {
    guard let exception = error as? GuestException ?? (error as? Trap)?.exception else {
      return .trapped(trap(error))
    }
    let store = context.pointee.instance.pointee.storage.takeUnretainedValue().store
    do {
      return raise(try ThrownException(exception, in: store))
    } catch {
      return .trapped(trap(error))
    }
  }

  /// Finds the innermost clause that catches an exception and goes on there.
  ///
  /// - Returns: why to stop, or `nil` to go on.
  private func raise(_ exception: ThrownException) -> Stop? {
    var walk = FrameWalk(self)
    // A function that replaced itself by the host's is no longer there to catch anything.
    var isThere = context.pointee.exit != .foreignTailCall
    while let place = walk.place {
      if isThere, let clause = clause(catching: exception, walk, place) {
        do throws(Trap) {
          try land(exception, clause, walk, place)
        } catch {
          return .trapped(trap(error))
        }
        return requestedStop()
      }
      isThere = true
      if !walk.goOut(of: place) { break }
    }
    return .trapped(uncaught(exception))
  }

  private func clause(
    catching exception: ThrownException, _ walk: FrameWalk, _ place: CodeMap.Place
  ) -> CatchTable.Clause? {
    guard let table = CatchTable(place.start) else { return nil }
    return walk.instance.pointee.storage._withUnsafeGuaranteedRef { storage in
      table.clause(at: place.offset) { storage.tags[Int($0)] === exception.tag }
    }
  }

  /// Leaves the frames inside of the one that catches, and puts the values where its label expects
  /// them.
  private func land(
    _ exception: ThrownException, _ clause: CatchTable.Clause, _ walk: FrameWalk,
    _ place: CodeMap.Place
  ) throws(Trap) {
    let values = walk.frame + Int(clause.base)
    var reference: UInt64 = 0
    if clause.pushesReference { reference = try heap.keep(exception) }
    let link = walk.link(place)
    crossings.removeLast(crossings.count - walk.crossingCount)
    context.pointee.instance = walk.instance
    context.pointee.frame = walk.frame
    var count = 0
    if clause.tag != CatchTable.none {
      for (position, slot) in exception.payload.enumerated() {
        values.storeBytes(of: slot, toByteOffset: 8 * position, as: UInt64.self)
      }
      count = exception.payload.count
    }
    if clause.pushesReference {
      values.storeBytes(of: reference, toByteOffset: 8 * count, as: UInt64.self)
    }
    if clause.target != CatchTable.none {
      context.pointee.code = place.start + Int(clause.target)
      return
    }
    // The label is the function's own: it returns, with its result in the accumulators as well.
    context.pointee.accumulator = values.load(as: UInt64.self)
    context.pointee.float = values.load(as: Double.self)
    context.pointee.code = link.load(as: Code.self)
    context.pointee.frame = link.load(fromByteOffset: 8, as: Frame.self)
  }

  private func uncaught(_ exception: ThrownException) -> Trap {
    let store = context.pointee.instance.pointee.storage.takeUnretainedValue().store
    var guest = exception.guestException(in: store)
    guest.backtrace = backtrace()
    var result = Trap(.uncaughtException, cause: guest)
    result.backtrace = guest.backtrace
    return trap(result)
  }
}
