import CapnProto
import Testing

@testable import CapnProtoRPC

/// What a peer can make a connection cost.
@Suite struct LimitTests {
  private func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
    var limits = ConnectionLimits()
    change(&limits)
    return limits
  }

  @Test func tooManyCallsFailAsOverloaded() {
    let server = HoldingServer()
    let peer = RawPeer(limits: limits { $0.answers = 3 }) { _ in server }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)) == [])
    #expect(peer.call(2, on: .imported(0)) == [])
    #expect(peer.call(3, on: .imported(0)) == ["return 3 exception"])
    #expect(peer.finish(3) == [])
    server.calls[0].answer()
    #expect(peer.sent() == ["return 1 results final"])
    #expect(peer.call(3, on: .imported(0)) == [])
  }

  @Test func canceledCallsCountUntilTheyHaveEnded() {
    let server = HoldingServer()
    let peer = RawPeer(limits: limits { $0.answers = 4 }) { _ in server }
    peer.bootstrap(0)
    for id in 1...4 as ClosedRange<UInt32> {
      _ = peer.call(id, on: .imported(0))
      peer.finish(id)
    }
    #expect(peer.call(5, on: .imported(0)) == ["return 5 exception"])
    #expect(server.calls.count == 4)
  }

  @Test func bytesOfCallsAreBounded() {
    let server = HoldingServer()
    let peer = RawPeer(
      limits: limits {
        $0.callBytesBeforePause = 100
        $0.callBytes = 500
      }
    ) { _ in server }
    peer.bootstrap(0)
    #expect(peer.connection.wantsInput)
    var id: UInt32 = 1
    while peer.call(id, on: .imported(0)) == [] { id += 1 }
    #expect(id > 1 && id < 12)
    #expect(!peer.connection.wantsInput)
    for call in server.calls { call.answer() }
    _ = peer.sent()
    #expect(peer.connection.wantsInput)
    #expect(peer.connection.callBytes == 0)
  }

  @Test func largeMessagesEndTheConnection() {
    let peer = RawPeer(limits: limits { $0.messageBytes = 64 }) { _ in HoldingServer() }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .imported(0)).first?.hasPrefix("abort: a message of") == true)
  }

  @Test func largeCallsOfOurOwnFailHere() {
    let peer = RawPeer(limits: limits { $0.messageBytes = 256 })
    let remote = peer.connection.bootstrap()
    let call = Call(on: remote, interfaceID: 1, methodID: 1)
    _ = call.params.initData(count: 1000)
    var failed = false
    call.whenDone { failed = $0.error != nil }
    call.send()
    #expect(peer.sent() == ["bootstrap 0"])
    #expect(failed)
    #expect(peer.connection.tableCounts.questions == 1)
  }

  @Test func importsAreBounded() {
    let server = KeepingServer()
    let peer = RawPeer(limits: limits { $0.imports = 2 }) { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 1)])
    peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 2)])
    #expect(
      peer.call(1, on: .imported(0), [(DescriptorKind.senderHosted, 3)])
        == ["abort: too many capabilities were sent"])
  }

  @Test func capabilitiesOfAMessageAreBounded() {
    let peer = RawPeer(limits: limits { $0.capabilitiesPerMessage = 2 }) { _ in HoldingServer() }
    peer.bootstrap(0)
    let descriptors = Array(repeating: (kind: DescriptorKind.senderHosted, id: UInt32(1)), count: 3)
    #expect(
      peer.call(1, on: .imported(0), descriptors)
        == ["abort: 3 capabilities in one message are too many"])
  }

  @Test func pathsOfAnswersAreBounded() {
    let peer = RawPeer(limits: limits { $0.pipelineDepth = 3 }) { _ in HoldingServer() }
    peer.bootstrap(0)
    #expect(peer.call(1, on: .answer(0, path: [0, 0, 0])) == ["return 1 exception"])
    let sent = peer.call(2, on: .answer(0, path: [0, 0, 0, 0]))
    #expect(sent.first?.hasPrefix("abort: a malformed promised answer") == true)
  }

  @Test func questionsAreBounded() {
    let peer = RawPeer(limits: limits { $0.questions = 2 })
    let remote = peer.connection.bootstrap()
    var kinds: [RPCError.Kind?] = []
    remote.call { kinds.append($0.kind) }
    remote.call { kinds.append($0.kind) }
    #expect(peer.sent() == ["bootstrap 0", "call 1 on answer 0 []"])
    #expect(kinds == [.overloaded])
  }

  @Test func aPeerThatDoesNotReadLosesItsConnection() {
    let peer = RawPeer(
      limits: limits {
        $0.outgoingBytes = 4000
        $0.returnBytesBeforePause = 1000
      }
    ) { _ in ClosureServer { $0.answer(1) } }
    peer.bootstrap(0)
    // The connection's effects are not taken: nothing is read at the other end.
    var id: UInt32 = 1
    var wanted = true
    while peer.connection.isOpen, id < 1000 {
      let call = MessageBuilder(MessageKind.call, Size.call) { call in
        call.set(0, id)
        Route.imported(0).write(target: call.pointer(0))
      }
      if let message = try? call.finish() { peer.connection.receive(message) }
      wanted = peer.connection.wantsInput
      id += 1
    }
    #expect(!wanted)
    #expect(peer.connection.ended?.reason.hasPrefix("the peer does not read") == true)
    #expect(id < 1000)
  }

  @Test func partsOfAnAnswerAreBounded() {
    let server = HoldingServer()
    let peer = RawPeer { _ in server }
    peer.bootstrap(0)
    peer.call(1, on: .imported(0))
    for id in 0..<1024 as Range<UInt32> {
      peer.call(id + 2, on: .answer(1, path: [UInt16(id)]))
    }
    #expect(peer.call(2000, on: .answer(1, path: [5000])) == ["return 2000 exception"])
    #expect(peer.call(2001, on: .answer(1, path: [7])) == [])
  }

  @Test func malformedMessagesEndTheConnection() {
    for words in [[0], [0x0000_0001_0000_0000, 2], [0xffff_ffff_ffff_ffff]] as [[UInt64]] {
      let peer = RawPeer { _ in HoldingServer() }
      peer.connection.receive(Message(constant: words))
      #expect(!peer.connection.isOpen || words == [0], "\(words)")
    }
  }
}
