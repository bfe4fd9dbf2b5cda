import CapnProto
import CapnProtoAsync
import CapnProtoTransport
import Synchronization

/// Passes messages on between a client and a server, each some time later and in order.
///
/// What can be overtaken only is where there is latency.
enum DelayingLink {
  static func run(
    on address: TransportAddress, to target: TransportAddress, milliseconds: Int
  ) async throws {
    Output.removeSocket(address.description)
    let listener = try await TransportListener.listen(on: address) { inner in
      Task {
        guard let outer = try? await StreamTransport.connect(to: target) else {
          return inner.close()
        }
        let delay = Duration.milliseconds(milliseconds)
        inner.start(DelayingHalf(outer, delay))
        outer.start(DelayingHalf(inner, delay))
      }
    }
    Output.listening(listener.address)
    while true { try await Task.sleep(for: .seconds(3600)) }
  }
}

/// One direction of a link.
private final class DelayingHalf: TransportReceiver {
  private enum Item {
    case messages([InboundMessage])
    case end
  }
  private let (stream, continuation) = AsyncStream<(ContinuousClock.Instant, Item)>.makeStream()
  private let delay: Duration

  init(_ target: StreamTransport, _ delay: Duration) {
    self.delay = delay
    let stream = stream
    Task {
      for await (due, item) in stream {
        try? await Task.sleep(until: due, clock: .continuous)
        switch item {
        case .messages(let messages): target.send(messages.map { OutboundMessage($0.message) })
        case .end: target.finish()
        }
      }
    }
  }

  func transport(received messages: [InboundMessage]) {
    continuation.yield((.now + delay, .messages(messages)))
  }
  func transport(hasRoom: Bool) {}
  func transport(ended error: (any Error)?) {
    continuation.yield((.now + delay, .end))
    continuation.finish()
  }
}
