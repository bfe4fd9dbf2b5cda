import CapnProto
import Testing

@testable import CapnProtoRPC

/// Traces in which we call.
@Suite struct QuestionTests {
  /// A peer whose bootstrap object we hold as import 0.
  private func connected() -> (RawPeer, Capability) {
    let peer = RawPeer()
    let remote = peer.connection.bootstrap()
    _ = peer.sent()
    let sent = peer.answer(0, ReturnKind.results) { answer in
      let payload = answer.pointer(0).initStruct(Size.payload)
      payload.pointer(0).setCapability(index: 0)
      let list = payload.pointer(1).initStructList(Size.descriptor, count: 1)
      list.structure(0).set(0, DescriptorKind.senderHosted)
    }
    #expect(sent == ["finish 0"])
    return (peer, remote)
  }

  @Test func finishIsSentOnceForPeersThatNeedIt() {
    let (peer, remote) = connected()
    remote.call()
    #expect(peer.sent() == ["call 0 on cap 0"])
    #expect(peer.results(0, number: 3) == ["finish 0"])
    #expect(peer.connection.tableCounts.questions == 0)
  }

  @Test func noFinishIsSentWhereNoneIsNeeded() {
    let (peer, remote) = connected()
    remote.call()
    _ = peer.sent()
    #expect(peer.results(0, number: 3, isFinal: true) == [])
    remote.call()
    #expect(peer.sent() == ["call 0 on cap 0"])
    #expect(peer.results(0, isFinal: true) == [])
  }

  @Test func cancelingSendsAFinishAndWaitsForTheReturn() {
    let (peer, remote) = connected()
    var outcomes = 0
    let call = remote.call { _ in outcomes += 1 }
    _ = peer.sent()
    call.cancel()
    #expect(peer.sent() == ["finish 0 release"])
    // The number is not free before the peer has returned.
    remote.call()
    #expect(peer.sent() == ["call 1 on cap 0"])
    // What the late return brings was released by the finish.
    #expect(peer.results(0, [(DescriptorKind.senderHosted, 8)]) == [])
    #expect(peer.connection.tableCounts.imports == 1)
    #expect(outcomes == 0)
    remote.call()
    #expect(peer.sent() == ["call 0 on cap 0"])
  }

  @Test func droppingAPipelinedCapabilityOfACanceledCallFinishesIt() {
    let (peer, remote) = connected()
    let call = remote.call()
    var part: Capability? = call.pipeline([0])
    _ = peer.sent()
    call.cancel()
    #expect(peer.sent() == [])
    withExtendedLifetime(part) {}
    part = nil
    #expect(peer.sent() == ["finish 0 release"])
  }

  @Test func unknownAndSecondReturnsEndTheConnection() {
    let (peer, remote) = connected()
    #expect(peer.results(7) == ["abort: a return for question 7, which was not asked"])
    #expect(!peer.connection.isOpen)
    let (other, object) = connected()
    let part = object.call().pipeline([0])
    _ = other.sent()
    other.answer(0, ReturnKind.results) { _ = $0.pointer(0).initStruct(Size.payload) }
    #expect(other.results(0) == ["abort: a return for question 0, which was not asked"])
    withExtendedLifetime((remote, part)) {}
  }

  @Test func returnsReleaseParametersIfTheySaySo() {
    let (peer, remote) = connected()
    let object = Capability(HoldingServer(), in: peer.vat)
    remote.call(0, 0, [object])
    _ = peer.sent()
    #expect(peer.connection.tableCounts.exports == 1)
    peer.results(0, isFinal: true, releaseParams: true)
    #expect(peer.connection.tableCounts.exports == 0)
    remote.call(0, 0, [object, object])
    _ = peer.sent()
    peer.results(0, isFinal: true, releaseParams: false)
    #expect(peer.connection.tableCounts.exports == 1)
    #expect(peer.release(0, 2) == [])
    #expect(peer.connection.tableCounts.exports == 0)
  }

  @Test func importsAreReleasedInOneMessage() {
    let (peer, remote) = connected()
    var kept: [Capability?] = []
    for _ in 0..<3 {
      remote.call { kept.append($0.value?.capability()) }
      _ = peer.sent()
      #expect(peer.results(0, [(DescriptorKind.senderHosted, 6)]) == ["finish 0"])
    }
    #expect(kept.count == 3)
    kept = []
    #expect(peer.sent() == ["release 6 3"])
  }

  @Test func theVineStandsForAThirdParty() {
    let (peer, remote) = connected()
    var third: Capability?
    remote.call { third = $0.value?.capability() }
    _ = peer.sent()
    peer.results(0, [(DescriptorKind.thirdPartyHosted, 12)])
    third?.call()
    #expect(peer.sent() == ["call 0 on cap 12"])
    third = nil
    #expect(peer.sent() == ["release 12 1"])
  }

  @Test func rejectedCallsFailAsUnimplemented() {
    let (peer, remote) = connected()
    let object = Capability(HoldingServer(), in: peer.vat)
    var kind: RPCError.Kind?
    let call = remote.call(0, 0, [object]) { kind = $0.kind }
    var nested: RPCError.Kind?
    call.pipeline([0]).call { nested = $0.kind }
    let messages = peer.messages()
    #expect(peer.reject(messages[0]) == [])
    #expect(kind == .unimplemented)
    #expect(peer.connection.tableCounts.exports == 0)
    #expect(peer.reject(messages[1]) == [])
    #expect(nested == .unimplemented)
    #expect(peer.connection.tableCounts.questions == 0)
  }

  @Test func returnsThatAreNotKnownFail() {
    let (peer, remote) = connected()
    var kind: RPCError.Kind?
    remote.call { kind = $0.kind }
    _ = peer.sent()
    #expect(peer.answer(0, 5) == ["finish 0"])
    #expect(kind == .unimplemented)
    remote.call()
    _ = peer.sent()
    #expect(
      peer.answer(0, ReturnKind.resultsSentElsewhere)
        == ["abort: results were sent elsewhere, but nobody asked for that"])
  }

  @Test func hintsAreSent() {
    let (peer, remote) = connected()
    let call = remote.call(0, 0, hints: .onlyPipelining)
    let part = call.pipeline([0])
    call.cancel()
    part.call()
    let id: UInt32 = 1 << 31
    #expect(peer.sent() == ["call \(id) on cap 0", "call 0 on answer \(id) [0]"])
    _ = consume part
    #expect(peer.sent() == ["finish \(id) release"])
    remote.call(0, 0, hints: .onlyPipelining)
    #expect(peer.sent() == ["call \(id + 1) on cap 0"])
    // A peer that returns such calls anyway won't get any more of them.
    #expect(peer.results(id) == [])
    remote.call(0, 0, hints: .onlyPipelining)
    #expect(peer.sent() == ["call 1 on cap 0"])
  }

  @Test func abortFailsWhatIsUnderWay() {
    let (peer, remote) = connected()
    var errors: [RPCError?] = []
    remote.call { errors.append($0.error) }
    _ = peer.sent()
    var ended: RPCError?
    peer.connection.onEnd = { ended = $0 }
    let sent = peer.send(
      MessageBuilder(MessageKind.abort, Size.exception) { abort in
        abort.pointer(0).setText("enough")
      })
    #expect(sent == [])
    #expect(errors.first??.kind == .disconnected)
    #expect(errors.first??.reason == "the peer ended the connection: enough")
    #expect(ended != nil)
    remote.call { errors.append($0.error) }
    #expect(peer.sent() == [])
    #expect(errors.count == 2)
  }
}
