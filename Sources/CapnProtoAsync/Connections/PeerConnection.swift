public import CapnProtoRPC

/// A connection to another vat.
///
/// It goes on when this value is gone; `close()` ends it, and so does its peer.
public struct PeerConnection: Sendable {
  let link: ConnectionLink

  /// The object the peer offers to whoever connects, as a client of an interface.
  ///
  /// Can be called at once: the calls go along behind the question for it.
  ///
  /// - Parameter type: the client's type.
  public func bootstrap<C: CapabilityClient>(as type: C.Type = C.self) -> C {
    C(link.driver.enter { link.connection.bootstrap() })
  }

  /// Ends the connection: the peer is told, calls that are under way fail with `disconnected`.
  ///
  /// - Parameter reason: what the peer is told.
  public func close(_ reason: String = "the connection was closed") {
    link.close(RPCError(.disconnected, reason))
  }

  /// Waits until the connection has ended.
  ///
  /// - Returns: why it has.
  @discardableResult public func ended() async -> RPCError { await link.waitForEnd() }

  /// Whether it has not ended.
  public var isOpen: Bool { link.driver.enter { link.connection.isOpen } }
}

extension VatHost {
  /// Begins a connection over a transport.
  ///
  /// - Parameters:
  ///   - transport: one end of it, not started yet.
  ///   - bootstrap: what the peer gets when it asks for our bootstrap object, if anything.
  ///   - limits: what the connection may cost.
  ///   - onCapabilityLimit: called when one side would hold more capabilities of the other than the
  ///     limits allow, perhaps more than once; must be short.
  /// - Returns: the connection.
  @discardableResult
  public func connect(
    over transport: any MessageTransport, bootstrap: (any CapabilityClient)? = nil,
    limits: ConnectionLimits = ConnectionLimits(),
    onCapabilityLimit: (@Sendable () -> Void)? = nil
  ) -> PeerConnection {
    let link = ConnectionLink(
      vat, driver, transport, bootstrap: bootstrap?.capability, limits: limits,
      onCapabilityLimit: onCapabilityLimit)
    link.start()
    return PeerConnection(link: link)
  }
}
