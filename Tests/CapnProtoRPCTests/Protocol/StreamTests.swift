import CapnProto
import Testing

@testable import CapnProtoRPC

/// Streams: calls that wait for each other at the callee, and windows at the caller.
@Suite struct StreamTests {
  final class StreamServer: Server {
    var calls: [IncomingCall] = []

    func dispatch(_ call: IncomingCall) {
      if call.methodID == 1 { call.stream() }
      calls.append(call)
    }
  }

  @Test func callsOfAStreamArriveOneByOne() {
    let vat = Vat()
    let server = StreamServer()
    let object = Capability(server, in: vat)
    for number in 0..<3 as Range<UInt64> { object.call(1, number) }
    object.call(0, 3)
    vat.run()
    #expect(server.calls.map(\.number) == [0])
    server.calls[0].answer()
    vat.run()
    #expect(server.calls.map(\.methodID) == [1, 1])
    server.calls[1].answer()
    vat.run()
    server.calls[2].answer()
    object.call(0, 4)
    vat.run()
    #expect(server.calls.map(\.methodID) == [1, 1, 1, 0, 0])
    #expect(server.calls[4].number == 4)
  }

  @Test func afterAFailureEverythingFails() {
    let vat = Vat()
    let server = StreamServer()
    let object = Capability(server, in: vat)
    var reasons: [String?] = []
    for method in [1, 1, 0] as [UInt16] { object.call(method) { reasons.append($0.error?.reason) } }
    vat.run()
    server.calls[0].fail(.failed("full"))
    vat.run()
    object.call { reasons.append($0.error?.reason) }
    vat.run()
    #expect(reasons == ["full", "full", "full", "full"])
    #expect(server.calls.count == 1)
  }

  @Test func theWindowCloses() {
    let vat = Vat()
    let server = StreamServer()
    let object = Capability(server, in: vat)
    let flow = StreamFlow(limit: 600)
    var sent = 0
    while flow.isOpen, sent < 100 {
      flow.send(object.newCall(1))
      sent += 1
    }
    #expect(sent > 1 && sent < 20)
    var opened = false
    flow.whenOpen { opened = true }
    vat.run()
    #expect(!opened)
    server.calls[0].answer()
    vat.run()
    #expect(opened)
    var drained = false
    flow.whenDrained { drained = $0 == nil }
    while server.calls.count < sent || !drained, let call = server.calls.last, !call.call.isDone {
      call.answer()
      vat.run()
    }
    #expect(drained)
    #expect(flow.bytesInFlight == 0)
  }

  @Test func aFailureOpensTheWindowAndIsKept() {
    let vat = Vat()
    let server = StreamServer()
    let flow = StreamFlow(limit: 1)
    let object = Capability(server, in: vat)
    flow.send(object.newCall(1))
    #expect(!flow.isOpen)
    vat.run()
    server.calls[0].fail(.failed("full"))
    vat.run()
    #expect(flow.isOpen)
    #expect(flow.failure?.reason == "full")
    var reason: String?
    flow.send(object.newCall(1))
    flow.whenDrained { reason = $0?.reason }
    #expect(reason == "full")
  }
}
