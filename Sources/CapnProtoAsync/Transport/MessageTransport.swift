public import CapnProto

/// One end of a connection that carries whole messages, in order.
///
/// A class of the transport library, or one of the user's own. None of its functions blocks; all may
/// be called on any thread.
public protocol MessageTransport: AnyObject, Sendable {
  /// Where tasks run that should run close to this connection; `nil` when it has no thread of its
  /// own.
  var executor: (any TaskExecutor)? { get }

  /// Begins to deliver; called once.
  ///
  /// - Parameter receiver: is told of messages and of the end, one thing at a time, never while a
  ///   function of this protocol runs on the same thread, except for transports in memory.
  func start(_ receiver: any TransportReceiver)

  /// Queues messages for sending, after all earlier ones.
  ///
  /// - Parameter messages: not changed by anybody any more.
  func send(_ messages: [OutboundMessage])

  /// Queues a message for sending, after all earlier ones.
  ///
  /// - Parameter message: not changed by anybody any more.
  func send(_ message: OutboundMessage)

  /// Stops or resumes reading from the peer; what was read already is still delivered.
  func setReceiving(_ isReceiving: Bool)

  /// Ends the sending direction once everything queued is written; then waits for the peer to do
  /// the same, and closes.
  func finish()

  /// Closes at once; what is queued is lost.
  func close()
}

extension MessageTransport {
  /// Queues a message for sending, after all earlier ones.
  ///
  /// - Parameter message: not changed by anybody any more.
  public func send(_ message: OutboundMessage) { send([message]) }
}

/// A message to send, with the file descriptors that go with it.
public struct OutboundMessage: Sendable {
  /// The message.
  public var message: Message
  /// Owners of file descriptors, where the transport can carry them; others ignore them.
  public var descriptors: [any AnyObject & Sendable]

  /// A message to send.
  ///
  /// - Parameters:
  ///   - message: not changed by anybody any more.
  ///   - descriptors: owners of file descriptors.
  public init(_ message: Message, descriptors: [any AnyObject & Sendable] = []) {
    self.message = message
    self.descriptors = descriptors
  }
}

/// Who is told what a transport receives.
public protocol TransportReceiver: AnyObject, Sendable {
  /// Messages came, in this order.
  func transport(received messages: [InboundMessage])
  /// A message came, after all earlier ones.
  func transport(received message: InboundMessage)
  /// A message came with nothing along with it, after all earlier ones.
  func transport(receivedAlone message: Message)
  /// Whether the transport has room for more messages; it starts with room.
  ///
  /// Without room it still takes messages, and keeps them in memory.
  func transport(hasRoom: Bool)
  /// Nothing more will come or go; called once, last.
  ///
  /// - Parameter error: `nil` after an orderly end from both sides.
  func transport(ended error: (any Error)?)
}

extension TransportReceiver {
  /// A message came, after all earlier ones.
  public func transport(received message: InboundMessage) { transport(received: [message]) }

  /// A message came with nothing along with it, after all earlier ones.
  public func transport(receivedAlone message: Message) {
    transport(received: InboundMessage(message))
  }
}

/// A message that came, with the file descriptors that came along.
public struct InboundMessage: Sendable {
  /// The message; anything in it may be hostile.
  public var message: Message
  /// Owners of file descriptors.
  public var descriptors: [any AnyObject & Sendable]

  /// A message that came.
  public init(_ message: Message, descriptors: [any AnyObject & Sendable] = []) {
    self.message = message
    self.descriptors = descriptors
  }
}
