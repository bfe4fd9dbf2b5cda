internal import CapnProto
internal import CapnProtoAsync
internal import Platform
internal import Synchronization

/// What one end of a connection in memory has received and not delivered.
final class MemoryEnd: Sendable {
  fileprivate struct State {
    var receiver: (any TransportReceiver)?
    var inbox: [InboundMessage] = []
    /// An empty list with room, to be used next.
    var spare: [InboundMessage] = []
    var isDelivering = false
    var isReceiving = true
    /// This end sends no more, or is gone.
    var isFinished = false
    var isClosed = false
    /// The other end sends no more.
    var peerFinished = false
    var hasEnded = false
  }

  private let state = Guarded(State())

  /// Whether this end sends no more.
  var isFinished: Bool { state.withLock { $0.isFinished } }

  func start(_ receiver: any TransportReceiver) {
    state.withLock { $0.receiver = receiver }
    deliver()
  }

  /// Takes messages from the other end.
  func add(_ messages: [OutboundMessage]) {
    state.withLock { state in
      if state.isClosed { return }
      for outbound in messages {
        state.inbox.append(
          InboundMessage(outbound.message, descriptors: outbound.descriptors))
      }
    }
    deliver()
  }

  /// Takes a message from the other end.
  func add(_ outbound: OutboundMessage) {
    let inbound = InboundMessage(outbound.message, descriptors: outbound.descriptors)
    let receiver: (any TransportReceiver)? = state.withLock { state in
      if state.isClosed { return nil }
      if !state.isDelivering, state.isReceiving, !state.hasEnded, state.inbox.isEmpty,
        let receiver = state.receiver
      {
        state.isDelivering = true
        return receiver
      }
      state.inbox.append(inbound)
      return nil
    }
    guard let receiver else { return }
    receiver.transport(received: inbound)
    let isDone = state.withLock { state in
      state.isDelivering = false
      return state.inbox.isEmpty && !state.peerFinished && !state.isClosed
    }
    if !isDone { deliver() }
  }

  func setReceiving(_ isReceiving: Bool) {
    state.withLock { $0.isReceiving = isReceiving }
    if isReceiving { deliver() }
  }

  /// Ends the sending direction.
  ///
  /// - Returns: whether it had not ended.
  func finish() -> Bool {
    state.withLock { state in
      if state.isFinished { return false }
      state.isFinished = true
      // The peer's end is awaited, also by one who had paused.
      state.isReceiving = true
      return true
    }
  }

  /// Closes the end.
  ///
  /// - Returns: whether it was open.
  func close() -> Bool {
    state.withLock { state in
      if state.isClosed { return false }
      state.isClosed = true
      state.isFinished = true
      state.inbox = []
      return true
    }
  }

  /// Notes that the other end sends no more.
  func peerFinished() {
    state.withLock { $0.peerFinished = true }
    deliver()
  }

  private enum Delivery {
    case messages(any TransportReceiver)
    case end(TransportError?, any TransportReceiver)
    case nothing
  }

  /// Hands over what is there, unless somebody does already.
  func deliver() {
    var batch: [InboundMessage] = []
    var isMine = false
    while true {
      nonisolated(unsafe) var next: [InboundMessage] = []
      swap(&batch, &next)
      let delivery = state.withLock { state -> Delivery in
        if state.isDelivering && !isMine { return .nothing }
        if isMine { state.spare = next }
        guard let receiver = state.receiver, !state.hasEnded else {
          state.isDelivering = false
          return .nothing
        }
        if !state.inbox.isEmpty && state.isReceiving && !state.isClosed {
          state.isDelivering = true
          next = []
          swap(&next, &state.inbox)
          swap(&state.inbox, &state.spare)
          return .messages(receiver)
        }
        state.isDelivering = false
        guard state.isClosed || (state.inbox.isEmpty && state.peerFinished) else {
          return .nothing
        }
        return .end(State.end(&state), receiver)
      }
      swap(&batch, &next)
      switch delivery {
      case .nothing: return
      case .messages(let receiver):
        isMine = true
        receiver.transport(received: batch)
        batch.removeAll(keepingCapacity: batch.count <= 64)
      case .end(let error, let receiver):
        receiver.transport(ended: error)
        return
      }
    }
  }
}

extension MemoryEnd.State {
  /// Ends everything.
  ///
  /// - Returns: why; nothing after an orderly end.
  fileprivate static func end(_ state: inout Self) -> TransportError? {
    let isOrderly = state.isFinished && !state.isClosed
    state.hasEnded = true
    state.receiver = nil
    state.isFinished = true
    if isOrderly { return nil }
    return state.isClosed
      ? TransportError(.closed, "the connection was closed")
      : TransportError(.closedByPeer, "the peer closed the connection")
  }
}
