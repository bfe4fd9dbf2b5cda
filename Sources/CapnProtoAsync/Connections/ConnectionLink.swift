internal import CapnProto
internal import CapnProtoRPC

/// A connection of the vat together with the transport that carries it.
final class ConnectionLink: ConnectionOutlet, TransportReceiver, @unchecked Sendable {
  // Safe to share: everything but the constants is touched in the vat only.
  let driver: VatDriver
  private let vat: Vat
  let connection: Connection
  private let transport: any MessageTransport
  private let onCapabilityLimit: (@Sendable () -> Void)?

  @exclusivity(unchecked) private var isChanged = false
  @exclusivity(unchecked) private var hasRoom = true
  @exclusivity(unchecked) private var isReceiving = true
  @exclusivity(unchecked) private var hasEnded = false
  @exclusivity(unchecked) private var endWaiters: [UnsafeContinuation<RPCError, Never>] = []

  init(
    _ vat: Vat, _ driver: VatDriver, _ transport: any MessageTransport, bootstrap: Capability?,
    limits: ConnectionLimits, onCapabilityLimit: (@Sendable () -> Void)?
  ) {
    self.vat = vat
    self.driver = driver
    self.transport = transport
    self.onCapabilityLimit = onCapabilityLimit
    connection = Connection(vat: vat, bootstrap: bootstrap, limits: limits)
    super.init()
  }

  /// Begins to receive.
  func start() {
    driver.enter {
      // Undone when the transport has ended.
      connection.outlet = .passUnretained(self)
      connection.onEffects = { [self] in changed() }
      connection.onEnd = { [self] in connectionEnded($0) }
      if let tell = onCapabilityLimit {
        // Told outside of the vat.
        connection.onCapabilityLimit = { [driver] in driver.add(.run(tell)) }
      }
    }
    transport.start(self)
  }

  // In the vat.

  private func changed() {
    if isChanged { return }
    isChanged = true
    driver.changed(self)
  }

  /// Whether the transport has room for messages of the connection.
  override var takesMessages: Bool { hasRoom && !hasEnded }

  /// Takes a message of the connection.
  override func take(_ message: Message, _ attachments: [any AnyObject & Sendable]) {
    if attachments.isEmpty, !hasEnded {
      // Whatever ends the connection keeps this until then.
      driver.add(.send(.passUnretained(self), message))
    } else {
      driver.add(.sendWith(self, OutboundMessage(message, descriptors: attachments)))
    }
    changedIfPaused()
  }

  @inline(__always)
  private func changedIfPaused() { if connection.wantsInput != isReceiving { changed() } }

  /// Turns what the connection wants into effects, as far as the transport has room.
  func collect() {
    isChanged = false
    var attachments: [any AnyObject & Sendable] = []
    while hasRoom || hasEnded || !attachments.isEmpty, let effect = connection.nextEffect() {
      switch effect {
      case .attach(let all): attachments = all
      case .send(let message):
        take(message, attachments)
        attachments = []
      case .close: driver.add(.finish(self))
      }
    }
    if connection.wantsInput != isReceiving, !hasEnded {
      isReceiving = !isReceiving
      driver.add(.setReceiving(self, isReceiving))
    }
  }

  private func connectionEnded(_ error: RPCError) {
    end()
    let waiters = endWaiters
    endWaiters = []
    if !waiters.isEmpty {
      driver.add(.run { for waiter in waiters { waiter.resume(returning: error) } })
    }
  }

  /// Nothing more is sent but what was said before, behind which this may go away.
  private func end() {
    if hasEnded { return }
    hasEnded = true
    driver.add(.run { [self] in withExtendedLifetime(self) {} })
  }

  // Outside of the vat.

  // Not a method: the link is not retained for the sake of this, nor is the message.
  @inline(__always)
  static func send(_ message: Message, by link: Unmanaged<ConnectionLink>) {
    link._withUnsafeGuaranteedRef { $0.transport.send(OutboundMessage(message)) }
  }

  func send(_ messages: [OutboundMessage]) { transport.send(messages) }

  func finish() {
    transport.finish()
    // Who does not take its leave is not waited for.
    let transport = transport
    Task.detached {
      try? await Task.sleep(nanoseconds: 5_000_000_000)
      transport.close()
    }
  }

  func setReceiving(_ isReceiving: Bool) {
    transport.setReceiving(isReceiving)
    if isReceiving { return }
    // Calls under way may wait for what the peer has sent after them: take a little now and then.
    Task.detached { [weak self] in
      try? await Task.sleep(nanoseconds: 20_000_000)
      self?.receiveSome()
    }
  }

  private func receiveSome() {
    driver.enter {
      if isReceiving || hasEnded { return }
      isReceiving = true
      driver.add(.setReceiving(self, true))
    }
  }

  func transport(received messages: [InboundMessage]) {
    driver.enter {
      for inbound in messages { receive(inbound) }
      changedIfPaused()
    }
  }

  func transport(received inbound: InboundMessage) {
    driver.enter {
      receive(inbound)
      changedIfPaused()
    }
  }

  func transport(receivedAlone message: Message) {
    driver.enter {
      connection.receive(message)
      changedIfPaused()
    }
  }

  @inline(__always)
  private func receive(_ inbound: InboundMessage) {
    if inbound.descriptors.isEmpty {
      connection.receive(inbound.message)
    } else {
      connection.receive(inbound.message, attachments: inbound.descriptors)
    }
  }

  func transport(hasRoom: Bool) {
    driver.enter {
      self.hasRoom = hasRoom
      if hasRoom { changed() }
    }
  }

  func transport(ended error: (any Error)?) {
    let reason = error.map { "\($0)" } ?? "the connection has ended"
    driver.enter {
      end()
      connection.disconnect(reason)
      connection.onEffects = nil
      connection.outlet = nil
      connection.onCapabilityLimit = nil
    }
  }

  /// Waits for the end of the connection.
  func waitForEnd() async -> RPCError {
    await withUnsafeContinuation { continuation in
      let ended: RPCError? = driver.enter {
        if let ended = connection.ended { return ended }
        endWaiters.append(continuation)
        return nil
      }
      if let ended { continuation.resume(returning: ended) }
    }
  }

  /// Ends the connection from this side: the peer is told, and what depends on it fails.
  func close(_ reason: RPCError) {
    driver.enter { connection.close(reason) }
  }
}
