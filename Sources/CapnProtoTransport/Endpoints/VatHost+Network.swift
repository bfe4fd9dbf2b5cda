public import CapnProtoAsync
public import CapnProtoRPC
package import Platform

extension VatHost {
  /// A vat whose servers run on the thread that serves its connections: a call costs no change of
  /// threads.
  ///
  /// What computes for long belongs elsewhere, such as in an actor with an executor of its own.
  ///
  /// - Throws: when the system has no thread for connections.
  public static func networked() throws(TransportError) -> VatHost {
    VatHost(executor: try system { () throws(SystemError) in try Reactor.shared })
  }

  /// Connects to a vat that listens at an address.
  ///
  /// - Parameters:
  ///   - address: where.
  ///   - bootstrap: what the peer gets when it asks for our bootstrap object, if anything.
  ///   - limits: what the connection may cost.
  /// - Returns: the connection.
  /// - Throws: when nobody answers there.
  public func connect(
    to address: TransportAddress, bootstrap: (any CapabilityClient)? = nil,
    limits: ConnectionLimits = ConnectionLimits()
  ) async throws(TransportError) -> PeerConnection {
    Self.preferReactor()
    let transport = try await StreamTransport.connect(
      to: address, limits: TransportLimits(limits))
    return connect(over: transport, bootstrap: bootstrap, limits: limits)
  }

  /// Listens at an address and offers whoever connects an object.
  ///
  /// - Parameters:
  ///   - address: where.
  ///   - bootstrap: the object, the same for all.
  ///   - limits: what each connection may cost.
  /// - Returns: the listener; nobody can connect any more once it is gone.
  /// - Throws: when the address can't be listened on.
  public func listen(
    on address: TransportAddress, bootstrap: any CapabilityClient,
    limits: ConnectionLimits = ConnectionLimits()
  ) async throws(TransportError) -> TransportListener {
    Self.preferReactor()
    return try await TransportListener.listen(on: address, limits: TransportLimits(limits)) {
      transport in
      self.connect(over: transport, bootstrap: bootstrap, limits: limits)
    }
  }

  private static func preferReactor() {
    if let reactor = try? Reactor.shared { VatHost.runShared(on: reactor) }
  }
}

extension Reactor: NestingExecutor {}

extension TransportLimits {
  /// What the transport of a connection takes.
  init(_ limits: ConnectionLimits) {
    self.init()
    messageWordCount = limits.messageBytes / 8
    traversalWordCount = limits.messageBytes / 8
    descriptorCount = limits.descriptorsPerMessage
    queuedByteCount = max(queuedByteCount, 2 * limits.outgoingBytes)
  }
}
