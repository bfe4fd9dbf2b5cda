import CapnProto
import CapnProtoAsync
import Testing

@testable import CapnProtoTransport

struct MemoryTransportTests {
  @Test func messagesChangeHands() async throws {
    let (one, other) = MemoryTransport.pair()
    let (first, second) = (Recorder(), Recorder())
    one.send([OutboundMessage(try .with([1]))])
    one.start(first)
    other.start(second)
    one.send([OutboundMessage(try .with([2]))])
    other.send([OutboundMessage(try .with([3]))])
    #expect(second.count == 2)
    #expect(first.count == 1)
    other.setReceiving(false)
    one.send([OutboundMessage(try .with([4]))])
    #expect(second.count == 2)
    other.setReceiving(true)
    #expect(second.count == 3)
    one.finish()
    #expect((await second.end() as? TransportError)?.code == .closedByPeer)
  }

  @Test func bothFinishInOrder() async throws {
    let (one, other) = MemoryTransport.pair()
    let (first, second) = (Recorder(), Recorder())
    one.start(first)
    other.start(second)
    other.setReceiving(false)
    one.send([OutboundMessage(try .with([2]))])
    one.finish()
    other.finish()
    _ = await second.end()
    #expect(second.count == 1)
    #expect(await first.end() == nil)
  }

  @Test func closingTellsBoth() async throws {
    let (one, other) = MemoryTransport.pair()
    let (first, second) = (Recorder(), Recorder())
    one.start(first)
    other.start(second)
    one.close()
    #expect((await first.end() as? TransportError)?.code == .closed)
    #expect((await second.end() as? TransportError)?.code == .closedByPeer)
  }

  @Test func anEndThatGoesAwayTellsTheOther() async throws {
    let second = Recorder()
    do {
      let (one, other) = MemoryTransport.pair()
      other.start(second)
      withExtendedLifetime(other) { withExtendedLifetime(one) {} }
    }
    // Nobody holds either end; the receiver hears of nothing, and nothing crashes.
    #expect(second.count == 0)
  }
}
