internal import CapnProto
public import CapnProtoAsync
package import Platform

/// One end of a connection inside this process: messages change hands, and no byte is copied.
///
/// Whoever sends delivers, on its own thread, unless that end is being delivered to already.
public final class MemoryTransport: MessageTransport {
  private let own: MemoryEnd
  private let peer: MemoryEnd
  private let reactor: Reactor?

  private init(_ own: MemoryEnd, _ peer: MemoryEnd, _ reactor: Reactor?) {
    self.own = own
    self.peer = peer
    self.reactor = reactor
  }

  deinit { peer.peerFinished() }

  /// Two connected ends.
  package static func pair(reactor: Reactor? = nil) -> (MemoryTransport, MemoryTransport) {
    let (first, second) = (MemoryEnd(), MemoryEnd())
    return (
      MemoryTransport(first, second, reactor), MemoryTransport(second, first, reactor)
    )
  }

  /// Two connected ends without a thread of their own.
  public static func pair() -> (MemoryTransport, MemoryTransport) { pair(reactor: nil) }

  /// The thread that serves this connection, if it has one.
  public var executor: (any TaskExecutor)? { reactor }

  /// Begins to deliver; called once.
  ///
  /// - Parameter receiver: is told of messages and of the end.
  public func start(_ receiver: any TransportReceiver) { own.start(receiver) }

  /// Queues messages for the other end, after all earlier ones.
  ///
  /// - Parameter messages: not changed by anybody any more.
  public func send(_ messages: [OutboundMessage]) {
    if own.isFinished { return }
    peer.add(messages)
  }

  /// Queues a message for the other end, after all earlier ones.
  ///
  /// - Parameter message: not changed by anybody any more.
  public func send(_ message: OutboundMessage) {
    if own.isFinished { return }
    peer.add(message)
  }

  /// Stops or resumes receiving.
  public func setReceiving(_ isReceiving: Bool) { own.setReceiving(isReceiving) }

  /// Ends the sending direction, then waits for the peer to do the same.
  public func finish() {
    guard own.finish() else { return }
    peer.peerFinished()
    own.deliver()
  }

  /// Closes at once; what was not delivered is lost.
  public func close() {
    guard own.close() else { return }
    peer.peerFinished()
    own.deliver()
  }
}
