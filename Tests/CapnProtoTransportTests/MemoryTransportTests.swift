import CapnProto
import CapnProtoAsync
import Synchronization
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

  /// Receives one thing at a time, and answers nothing.
  private final class OrderedReceiver: TransportReceiver {
    let isBusy = Atomic(false)
    let overlaps = Atomic(0)
    let recorder = Recorder()

    func transport(received messages: [InboundMessage]) {
      if isBusy.exchange(true, ordering: .acquiringAndReleasing) {
        overlaps.add(1, ordering: .relaxed)
      }
      recorder.transport(received: messages)
      isBusy.store(false, ordering: .releasing)
    }
    func transport(hasRoom: Bool) {}
    func transport(ended error: (any Error)?) { recorder.transport(ended: error) }
  }

  @Test func manySendersKeepTheirOrder() async throws {
    let (one, other) = MemoryTransport.pair()
    let (first, second) = (Recorder(), OrderedReceiver())
    one.start(first)
    other.start(second)
    let (senders, count) = (4, 1000)
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<senders {
        group.addTask {
          for index in 0..<count {
            let bytes = [UInt8(sender), UInt8(index >> 8), UInt8(index & 0xff)]
            guard let message = try? Message.with(bytes) else { return }
            if index % 7 == 3 {
              one.send([OutboundMessage(message)])
            } else {
              one.send(OutboundMessage(message))
            }
          }
        }
      }
      group.addTask {
        for _ in 0..<count {
          other.setReceiving(false)
          await Task.yield()
          other.setReceiving(true)
        }
      }
    }
    let messages = await second.recorder.messages(senders * count)
    #expect(messages.count == senders * count)
    #expect(second.overlaps.load(ordering: .relaxed) == 0)
    for sender in 0..<senders {
      let own = messages.map(\.message.bytes).filter { $0.first == UInt8(sender) }
      #expect(own.map { Int($0[1]) << 8 | Int($0[2]) } == Array(0..<count))
    }
    // What was open before is open again, and closing still reaches both.
    one.send(OutboundMessage(try .with([9])))
    #expect(second.recorder.count == senders * count + 1)
    other.close()
    #expect((await first.end() as? TransportError)?.code == .closedByPeer)
    #expect((await second.recorder.end() as? TransportError)?.code == .closed)
  }
}
