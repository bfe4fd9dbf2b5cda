import CapnProto
import Testing

@testable import CapnProtoRPC

/// Traces in which the peer calls.
@Suite struct AnswerTests {
  @Test func bootstrapGivesAnExport() {
    let peer = RawPeer { _ in HoldingServer() }
    #expect(peer.bootstrap(5) == ["return 5 results"])
    #expect(peer.connection.tableCounts.exports == 1)
    #expect(peer.finish(5) == [])
    #expect(peer.connection.tableCounts.exports == 0)
  }

  @Test func finishCanLeaveTheResultsCapabilities() {
    let peer = RawPeer { _ in HoldingServer() }
    peer.bootstrap(0)
    peer.finish(0, release: false)
    #expect(peer.connection.tableCounts.exports == 1)
    #expect(peer.bootstrap(0) == ["return 0 results"])
    #expect(peer.connection.tableCounts.exports == 1)
    peer.finish(0, release: false)
    #expect(peer.release(0, 2) == [])
    #expect(peer.connection.tableCounts.exports == 0)
  }

  @Test func aVatNeedNotOfferABootstrapObject() {
    let peer = RawPeer()
    #expect(peer.bootstrap(0) == ["return 0 exception"])
    #expect(peer.connection.isOpen)
  }

  @Test func aQuestionInUseCantBeAskedAgain() {
    let peer = RawPeer { _ in HoldingServer() }
    peer.bootstrap(0)
    #expect(peer.bootstrap(0) == ["abort: question 0 is in use"])
    #expect(!peer.connection.isOpen)
    let other = RawPeer { _ in HoldingServer() }
    other.bootstrap(0)
    #expect(other.call(0, on: .imported(0)) == ["abort: question 0 is in use"])
  }

  @Test func callsOnUnknownExportsEndTheConnection() {
    let peer = RawPeer { _ in HoldingServer() }
    #expect(peer.call(0, on: .imported(3)) == ["abort: there is no export 3"])
  }

  @Test func callsOnUnknownAnswersFail() {
    // The answer may have gone with a return that said so; a peer that has not read it yet is in its right.
    let peer = RawPeer { _ in HoldingServer() }
    #expect(peer.call(0, on: .answer(9, path: [0])) == ["return 0 exception"])
    #expect(peer.connection.isOpen)
  }

  @Test func lateAndSecondFinishesAreIgnored() {
    let peer = RawPeer { _ in ClosureServer { $0.answer(1) } }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == ["return 1 results final"])
    #expect(peer.connection.tableCounts.answers == 1)
    #expect(peer.finish(1) == [])
    #expect(peer.finish(1) == [])
    #expect(peer.connection.isOpen)
    #expect(peer.call(1, on: .imported(0)) == ["return 1 results final"])
  }

  @Test func errorsStayForCallsOnTheResult() {
    let peer = RawPeer { _ in ClosureServer { $0.fail(RPCError(.overloaded, "no")) } }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == ["return 1 exception"])
    #expect(peer.call(2, on: .answer(1, path: [0])) == ["return 2 exception"])
    #expect(peer.connection.tableCounts.answers == 3)
    peer.finish(1)
    peer.finish(2)
    #expect(peer.connection.tableCounts.answers == 1)
  }

  @Test func finishBeforeReturnCancels() {
    let server = HoldingServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == [])
    #expect(peer.finish(1) == ["return 1 canceled"])
    #expect(server.canceled == 1)
    #expect(peer.connection.tableCounts.answers == 1)
    server.calls[0].answer(3)
    #expect(peer.sent() == [])
    #expect(peer.connection.callCount == 0)
  }

  @Test func callsOnAResultKeepACallAlive() {
    let server = HoldingServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0))
    peer.call(2, on: .answer(1, path: [0]))
    #expect(peer.finish(1) == ["return 1 canceled"])
    #expect(server.canceled == 0)
    server.calls[0].answer(0, [Capability(ClosureServer { $0.answer(9) }, in: peer.vat)])
    #expect(peer.sent() == ["return 2 results final"])
  }

  @Test func anOldPeersFinishLetsTheCallArriveFirst() {
    let server = HoldingServer()
    let promise = PromiseServer()
    let peer = RawPeer { _ in promise }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0))
    peer.call(2, on: .answer(1, path: [0]))
    peer.call(3, on: .answer(1, path: [0]))
    #expect(peer.finish(2, isOld: true) == ["return 2 canceled"])
    #expect(peer.finish(3, isOld: false) == ["return 3 canceled"])
    promise.hook?.resolve(to: LocalHook(server, in: peer.vat))
    _ = peer.sent()
    #expect(server.calls.count == 1)
    #expect(server.canceled == 1)
  }

  @Test func onlyPipelinedCallsAreNotReturned() {
    let peer = RawPeer { vat in
      ClosureServer { $0.answer(0, [Capability(ClosureServer { $0.answer(4) }, in: vat)]) }
    }
    peer.bootstrap(0)
    let id: UInt32 = 1 << 31
    // A return is allowed, and the capabilities must be counted.
    #expect(peer.call(id, on: .imported(0), onlyPipelining: true).count <= 1)
    #expect(peer.call(1, on: .answer(id, path: [0])) == ["return 1 results final"])
    #expect(peer.finish(id) == [])
    #expect(peer.connection.tableCounts.exports == 1)
    let other = RawPeer { _ in ClosureServer { $0.answer(1) } }
    other.bootstrap(0)
    #expect(other.call(id, on: .imported(0), onlyPipelining: true) == [])
    #expect(other.connection.tableCounts.answers == 2)
    #expect(other.finish(id) == [])
    #expect(other.connection.tableCounts.answers == 1)
  }

  @Test func resultsCanWaitForTheCallersQuestion() {
    // The peer forwards our call back to us and has us keep the results.
    let peer = RawPeer { _ in ClosureServer { $0.answer(77) } }
    var result: UInt64?
    peer.bootstrap(0)
    let remote = peer.connection.bootstrap()
    #expect(peer.sent() == ["bootstrap 0"])
    let pending = remote.call { result = $0.value?.number }
    #expect(peer.sent() == ["call 1 on answer 0 []"])
    #expect(peer.call(4, on: .imported(0), yourself: true) == ["return 4 elsewhere"])
    let finished = peer.answer(1, ReturnKind.takeFromOtherQuestion) { $0.set(2, UInt32(4)) }
    #expect(finished == ["finish 1"])
    #expect(result == 77)
    #expect(peer.finish(4) == [])
    #expect(peer.connection.isOpen)
    withExtendedLifetime((pending, remote)) {}
  }

  @Test func keptResultsAreTakenOnce() {
    let peer = RawPeer { _ in ClosureServer { $0.answer(77) } }
    peer.bootstrap(0)
    let remote = peer.connection.bootstrap()
    remote.call()
    remote.call()
    _ = peer.sent()
    peer.call(4, on: .imported(0), yourself: true)
    peer.answer(1, ReturnKind.takeFromOtherQuestion) { $0.set(2, UInt32(4)) }
    let again = peer.answer(2, ReturnKind.takeFromOtherQuestion) { $0.set(2, UInt32(4)) }
    #expect(again == ["abort: the answer to question 4 can't be taken"])
  }

  @Test func resultsToAThirdPartyAreNotImplemented() {
    let peer = RawPeer { _ in HoldingServer() }
    peer.bootstrap(0)
    let sent = peer.send(
      MessageBuilder(MessageKind.call, Size.call) { call in
        call.set(0, UInt32(1))
        call.set(3, UInt16(2))
        Route.imported(0).write(target: call.pointer(0))
      })
    #expect(sent == ["unimplemented"])
  }
}

/// A server that returns a promise.
final class PromiseServer: Server {
  var hook: PromiseHook?

  func dispatch(_ call: IncomingCall) {
    let hook = PromiseHook(in: call.call.vat)
    self.hook = hook
    call.answer(0, [Capability(hook)])
  }
}
