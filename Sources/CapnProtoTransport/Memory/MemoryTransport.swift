internal import CapnProto
public import CapnProtoAsync
package import Platform
internal import Synchronization

/// One end of a connection inside this process: messages change hands, and no byte is copied.
///
/// Whoever sends delivers, on its own thread, unless that end is being delivered to already.
public final class MemoryTransport: MessageTransport {
  private struct State {
    var receiver: (any TransportReceiver)?
    var inbox: [InboundMessage] = []
    var isDelivering = false
    var isReceiving = true
    /// This end sends no more, or is gone.
    var isFinished = false
    var isClosed = false
    /// The other end sends no more.
    var peerFinished = false
    var ending: TransportError?
    var hasEnded = false
  }

  private let state = Guarded(State())
  private let link: Link
  private let isFirst: Bool
  private let reactor: Reactor?

  /// Holds both ends for each other, for as long as one of them is in use.
  private final class Link: Sendable {
    struct Ends {
      weak var first: MemoryTransport?
      weak var second: MemoryTransport?
    }
    let ends = Guarded(Ends())
  }

  private init(link: Link, isFirst: Bool, reactor: Reactor?) {
    self.link = link
    self.isFirst = isFirst
    self.reactor = reactor
  }

  deinit { peer?.peerIsGone() }

  /// Two connected ends.
  package static func pair(reactor: Reactor? = nil) -> (MemoryTransport, MemoryTransport) {
    let link = Link()
    let first = MemoryTransport(link: link, isFirst: true, reactor: reactor)
    let second = MemoryTransport(link: link, isFirst: false, reactor: reactor)
    link.ends.withLock { ends in
      ends.first = first
      ends.second = second
    }
    return (first, second)
  }

  /// The thread that serves this connection, if it has one.
  public var executor: (any TaskExecutor)? { reactor }

  private var peer: MemoryTransport? {
    link.ends.withLock { isFirst ? $0.second : $0.first }
  }

  /// Begins to deliver; called once.
  ///
  /// - Parameter receiver: is told of messages and of the end.
  public func start(_ receiver: any TransportReceiver) {
    state.withLock { $0.receiver = receiver }
    deliver()
  }

  /// Queues messages for sending, after all earlier ones.
  ///
  /// - Parameter messages: not changed by anybody any more.
  public func send(_ messages: [OutboundMessage]) {
    guard state.withLock({ !$0.isFinished }), let peer else { return }
    peer.state.withLock { state in
      guard !state.isClosed else { return }
      for outbound in messages {
        state.inbox.append(
          InboundMessage(outbound.message, descriptors: outbound.descriptors))
      }
    }
    peer.deliver()
  }

  /// Stops or resumes reading from the peer; what was read already is still delivered.
  public func setReceiving(_ isReceiving: Bool) {
    state.withLock { $0.isReceiving = isReceiving }
    if isReceiving { deliver() }
  }

  /// Ends the sending direction once everything queued is written, then waits for the peer to do the
  /// same.
  public func finish() {
    let isNew = state.withLock { state in
      if state.isFinished { return false }
      state.isFinished = true
      state.isReceiving = true
      return true
    }
    guard isNew else { return }
    if let peer {
      peer.state.withLock { $0.peerFinished = true }
      peer.deliver()
    } else {
      state.withLock { $0.peerFinished = true }
    }
    deliver()
  }

  /// Closes at once; what is queued is lost.
  public func close() {
    let isNew = state.withLock { state in
      if state.isClosed { return false }
      state.isClosed = true
      state.isFinished = true
      state.inbox = []
      state.ending = TransportError(.closed, "the connection was closed")
      return true
    }
    guard isNew else { return }
    peer?.peerIsGone()
    deliver()
  }

  private func peerIsGone() {
    state.withLock { $0.peerFinished = true }
    deliver()
  }

  private enum Delivery {
    case messages([InboundMessage], any TransportReceiver)
    case end(TransportError?, any TransportReceiver)
  }

  /// Hands over what is there, unless somebody does already.
  private func deliver() {
    var isMine = false
    while true {
      let delivery = state.withLock { state -> Delivery? in
        if state.isDelivering && !isMine { return nil }
        guard let receiver = state.receiver, !state.hasEnded else {
          state.isDelivering = false
          return nil
        }
        if !state.inbox.isEmpty && state.isReceiving && !state.isClosed {
          state.isDelivering = true
          let messages = state.inbox
          state.inbox = []
          return .messages(messages, receiver)
        }
        if state.isClosed || (state.inbox.isEmpty && state.peerFinished) {
          state.hasEnded = true
          state.receiver = nil
          state.isDelivering = false
          let isOrderly = state.isFinished && !state.isClosed
          state.isFinished = true
          return .end(
            isOrderly
              ? nil
              : state.ending
                ?? TransportError(.closedByPeer, "the peer closed the connection"), receiver)
        }
        state.isDelivering = false
        return nil
      }
      switch delivery {
      case nil: return
      case .messages(let messages, let receiver):
        isMine = true
        receiver.transport(received: messages)
      case .end(let error, let receiver):
        receiver.transport(ended: error)
        return
      }
    }
  }
}
