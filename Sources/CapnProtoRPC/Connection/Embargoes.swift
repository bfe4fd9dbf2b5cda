internal import CapnProto

/// An entry of the embargo table: calls that wait until those sent before them have come back.
struct Embargo {
  let promise: PromiseHook
  let target: CapabilityHook
}

extension Connection {
  /// Holds back calls to something of ours that was reached through the peer so far.
  ///
  /// - Parameters:
  ///   - target: What is to be called from now on.
  ///   - route: How it was reached.
  /// - Returns: A promise of the target, which resolves when all that was sent along the route has arrived.
  func embargo(_ target: CapabilityHook, reachedBy route: Route) -> CapabilityHook {
    if target.settled.failure != nil { return target }
    let promise = PromiseHook(in: vat)
    if leadsBackAgain(target) {
      probe(route, promise, target)
      return promise
    }
    guard embargoes.count < limits.embargoes else {
      return BrokenHook(RPCError(.overloaded, "too many embargoes"), in: vat)
    }
    let id = embargoes.add(Embargo(promise: promise, target: target))
    emit(
      MessageBuilder(MessageKind.disembargo, Size.disembargo) { disembargo in
        route.write(target: disembargo.pointer(0))
        disembargo.set(2, DisembargoKind.senderLoopback)
        disembargo.set(0, id)
      })
    return promise
  }

  /// Whether the peer may know by now that what it sent us as ours is its own.
  ///
  /// A promise of ours was resolved to something of the peer's, and the peer named the promise before it learned that. It may
  /// take a disembargo for a mistake then and end the connection: older implementations do.
  private func leadsBackAgain(_ target: CapabilityHook) -> Bool {
    target.route(on: self) != nil
  }

  /// Asks along a route whether everything before has arrived, by a call that no object answers.
  private func probe(_ route: Route, _ promise: PromiseHook, _ target: CapabilityHook) {
    let call = Call(probeOn: vat)
    call.whenDone { _ in promise.resolve(to: target) }
    send(call, to: route)
  }

  /// Handles a `Disembargo`.
  func handleDisembargo(_ reader: DisembargoReader) throws(Failure) {
    switch reader.kind {
    case DisembargoKind.senderLoopback:
      let target = try target(reader.target)
      if target.route(on: self) == nil, let promise = target.settled.unresolved {
        guard embargoes.count + waitingDisembargoes < limits.embargoes else {
          throw .violation("too many disembargoes wait")
        }
        waitingDisembargoes += 1
        promise.watch(.disembargo(self, reader.embargoID))
      } else if !echo(reader.embargoID, target) {
        throw .violation("a disembargo for a capability that does not lead back to its sender")
      }
    case DisembargoKind.receiverLoopback:
      guard let embargo = embargoes.remove(reader.embargoID) else {
        throw .violation("there is no embargo \(reader.embargoID)")
      }
      embargo.promise.resolve(to: embargo.target)
    default:
      throw .unimplemented
    }
  }

  /// A promise resolved for which a disembargo came too early.
  func echoDisembargo(_ id: UInt32, _ target: CapabilityHook) {
    waitingDisembargoes -= 1
    guard ended == nil else { return }
    if target.route(on: self) == nil, let promise = target.settled.unresolved {
      waitingDisembargoes += 1
      promise.watch(.disembargo(self, id))
    } else if !echo(id, target) {
      abort(.failed("a disembargo for a capability that does not lead back to its sender"))
    }
  }

  /// Sends a disembargo back. All calls before it were sent back already, because nothing here holds them up.
  private func echo(_ id: UInt32, _ target: CapabilityHook) -> Bool {
    guard let route = target.route(on: self) else { return false }
    emit(
      MessageBuilder(MessageKind.disembargo, Size.disembargo) { disembargo in
        route.write(target: disembargo.pointer(0))
        disembargo.set(2, DisembargoKind.receiverLoopback)
        disembargo.set(0, id)
      })
    return true
  }
}
