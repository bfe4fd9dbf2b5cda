internal import CapnProto
internal import CapnProtoRPC

/// Stands for an object of another vat of this program and forwards calls there.
final class VatBridge: CapnProtoRPC.Server {
  private let target: Capability
  private let home: VatDriver

  init(_ target: Capability, home: VatDriver) {
    self.target = target
    self.home = home
  }

  /// The object may be the program's, so it is let go of outside of the vat.
  deinit {
    let target = target
    home.add(.run { withExtendedLifetime(target) {} })
  }

  func dispatch(_ incoming: IncomingCall) {
    guard let away = VatDriver.of(target.vat) else {
      return incoming.fail(RPCError(.failed, "this vat has no driver"))
    }
    let forwarded = ForwardedCall(incoming, to: target, home, away)
    incoming.onCancel { [unowned home] in home.add(.run { forwarded.cancel() }) }
    home.add(.run { forwarded.send() })
  }
}

/// A call that goes on in another vat.
private final class ForwardedCall: @unchecked Sendable {
  // Safe to share: `incoming` is touched in its vat only, `call` in the other.
  private let incoming: IncomingCall
  private let params: Payload
  private let home: VatDriver
  private let away: VatDriver
  private let homeVat: Vat
  private let target: Capability
  private var call: Call?
  private var isCanceled = false

  init(_ incoming: IncomingCall, to target: Capability, _ home: VatDriver, _ away: VatDriver) {
    self.target = target
    self.incoming = incoming
    params = incoming.params
    self.home = home
    self.away = away
    homeVat = incoming.call.vat
  }

  func send() {
    let call = Call(
      on: target, interfaceID: incoming.interfaceID, methodID: incoming.methodID)
    do throws(CapnProtoError) { try call.params.set(params.content) } catch {
      away.drop(.call(call))
      home.enter { incoming.fail(RPCError(.failed, "the parameters are malformed: \(error)")) }
      return
    }
    away.enter {
      if isCanceled { return call.cancel() }
      self.call = call
      call.whenDone { [self, unowned away] outcome in away.add(.run { self.finish(outcome) }) }
      call.send()
    }
  }

  private func finish(_ outcome: Call.Outcome) {
    switch outcome {
    case .failure(let error): home.enter { incoming.fail(error) }
    case .success(let payload):
      do throws(CapnProtoError) {
        // Copied, so that the capabilities in it become this vat's.
        try incoming.results().set(payload.content)
        home.enter { incoming.finish() }
      } catch {
        home.enter { incoming.fail(RPCError(.failed, "the results are malformed: \(error)")) }
      }
    }
  }

  func cancel() {
    away.enter {
      isCanceled = true
      call?.cancel()
      call = nil
    }
  }
}
