internal import CapnProto
internal import CapnProtoAsync
internal import Platform
internal import Synchronization

/// What one end of a connection in memory has received and not delivered.
final class MemoryEnd: @unchecked Sendable {
  // Safe to share: `passing` is written with the lock held and the gate shut, the rest is guarded.
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

  // The gate saves messages that come one by one the lock. All that changes the state shuts it first,
  // with the lock held, and only with the lock held is it opened.

  /// Whoever comes first may deliver: nothing waits, nobody delivers, nothing has ended.
  private static var open: UInt8 { 0 }
  /// Somebody delivers who came when it was open.
  private static var busy: UInt8 { 1 }
  /// The state tells what is the case.
  private static var shut: UInt8 { 2 }

  private let gate = Atomic(MemoryEnd.shut)
  /// Who takes what comes, while the gate is open or busy.
  @exclusivity(unchecked) private unowned(unsafe) var passing: (any TransportReceiver)?
  private let sendsNoMore = Atomic(false)

  /// Whether this end sends no more.
  var isFinished: Bool { sendsNoMore.load(ordering: .acquiring) }

  /// Changes the state.
  private func change<R>(_ body: (inout State) -> sending R) -> sending R {
    state.withLock { state in
      if gate.exchange(Self.shut, ordering: .acquiringAndReleasing) == Self.busy {
        state.isDelivering = true
      }
      return body(&state)
    }
  }

  func start(_ receiver: any TransportReceiver) {
    change { $0.receiver = receiver }
    deliver()
  }

  /// Takes messages from the other end.
  func add(_ messages: [OutboundMessage]) {
    change { state in
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
    guard
      gate.compareExchange(
        expected: Self.open, desired: Self.busy, ordering: .acquiringAndReleasing
      ).exchanged
    else { return add([outbound]) }
    if let passing {
      if outbound.descriptors.isEmpty {
        passing.transport(receivedAlone: outbound.message)
      } else {
        passing.transport(
          received: InboundMessage(outbound.message, descriptors: outbound.descriptors))
      }
    }
    let isOpen = gate.compareExchange(
      expected: Self.busy, desired: Self.open, ordering: .acquiringAndReleasing
    ).exchanged
    if isOpen { return }
    change { $0.isDelivering = false }
    deliver()
  }

  func setReceiving(_ isReceiving: Bool) {
    change { $0.isReceiving = isReceiving }
    if isReceiving { deliver() }
  }

  /// Ends the sending direction.
  ///
  /// - Returns: whether it had not ended.
  func finish() -> Bool {
    change { state in
      if state.isFinished { return false }
      state.isFinished = true
      sendsNoMore.store(true, ordering: .releasing)
      // The peer's end is awaited, also by one who had paused.
      state.isReceiving = true
      return true
    }
  }

  /// Closes the end.
  ///
  /// - Returns: whether it was open.
  func close() -> Bool {
    change { state in
      if state.isClosed { return false }
      state.isClosed = true
      state.isFinished = true
      sendsNoMore.store(true, ordering: .releasing)
      state.inbox = []
      return true
    }
  }

  /// Notes that the other end sends no more.
  func peerFinished() {
    change { $0.peerFinished = true }
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
      let delivery = change { state -> Delivery in
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
          if state.inbox.isEmpty && state.isReceiving {
            passing = receiver
            gate.store(Self.open, ordering: .releasing)
          }
          return .nothing
        }
        sendsNoMore.store(true, ordering: .releasing)
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
