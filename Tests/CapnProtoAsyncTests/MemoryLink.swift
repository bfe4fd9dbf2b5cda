import CapnProto
import CapnProtoAsync
import Synchronization

/// One end of a link inside the test, independent of the transport library.
final class MemoryLink: MessageTransport {
  private struct State {
    var receiver: (any TransportReceiver)?
    var inbox: [InboundMessage] = []
    var isDelivering = false
    var isClosed = false
    var hasEnded = false
  }
  private let state = Mutex(State())
  private let peer = Mutex<MemoryLink?>(nil)
  let executor: (any TaskExecutor)? = nil

  static func pair() -> (MemoryLink, MemoryLink) {
    let (one, other) = (MemoryLink(), MemoryLink())
    one.peer.withLock { $0 = other }
    other.peer.withLock { $0 = one }
    return (one, other)
  }

  func start(_ receiver: any TransportReceiver) {
    state.withLock { $0.receiver = receiver }
    deliver()
  }

  func send(_ messages: [OutboundMessage]) {
    guard let peer = peer.withLock({ $0 }) else { return }
    peer.state.withLock { $0.inbox += messages.map { InboundMessage($0.message) } }
    peer.deliver()
  }

  func setReceiving(_ isReceiving: Bool) {}
  func finish() { close() }

  func close() {
    let other = peer.withLock { peer in
      defer { peer = nil }
      return peer
    }
    state.withLock { $0.isClosed = true }
    deliver()
    other?.close()
  }

  private func deliver() {
    var isMine = false
    while true {
      let (messages, receiver, ended) = state.withLock {
        state -> ([InboundMessage], (any TransportReceiver)?, Bool) in
        if state.isDelivering && !isMine { return ([], nil, false) }
        defer { state.inbox = [] }
        guard let receiver = state.receiver, !state.hasEnded else { return ([], nil, false) }
        let ended = state.inbox.isEmpty && state.isClosed
        if ended { state.hasEnded = true }
        state.isDelivering = !state.inbox.isEmpty
        return (state.inbox, receiver, ended)
      }
      if !messages.isEmpty {
        isMine = true
        receiver?.transport(received: messages)
      } else {
        if ended { receiver?.transport(ended: nil) }
        return
      }
    }
  }
}

/// Two vats of this process and a connection between them.
struct TwoVats {
  let client = VatHost()
  let server = VatHost()
  let servant: FactoryServer
  let factory: Factory.Client
  let connection: PeerConnection
  let serverConnection: PeerConnection

  init(sinkGate: Gate? = nil) {
    servant = FactoryServer(server, sinkGate: sinkGate)
    let (one, other) = MemoryLink.pair()
    serverConnection = server.connect(
      over: other, bootstrap: Factory.Client(servant, in: server))
    connection = client.connect(over: one)
    factory = connection.bootstrap(as: Factory.Client.self)
  }
}
