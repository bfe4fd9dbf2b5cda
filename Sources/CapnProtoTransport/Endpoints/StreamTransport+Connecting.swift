package import Platform
internal import Synchronization

extension StreamTransport {
  /// Connects to an address, trying each that its name stands for.
  ///
  /// - Parameters:
  ///   - address: where a peer listens.
  ///   - limits: what is taken from the peer.
  /// - Returns: a transport that delivers nothing before it is started.
  /// - Throws: what the last attempt failed with.
  public static func connect(
    to address: TransportAddress, limits: TransportLimits = TransportLimits()
  ) async throws(TransportError) -> StreamTransport {
    let reactor = try system { () throws(SystemError) in try Reactor.shared }
    return try await connect(to: address, reactor: reactor, limits: limits)
  }

  /// Connects to an address, served by a reactor of the caller's.
  package static func connect(
    to address: TransportAddress, reactor: Reactor, limits: TransportLimits = TransportLimits()
  ) async throws(TransportError) -> StreamTransport {
    if case .unix(let path) = address.place {
      let socket = try system { () throws(SystemError) in
        try Socket.connect(path: try SystemPath(path))
      }
      return StreamTransport(socket, reactor: reactor, limits: limits)
    }
    var failure = TransportError(.badAddress, "\(address) stands for no address")
    for candidate in try await address.resolve() {
      do throws(TransportError) {
        let socket = try system { () throws(SystemError) in try Socket.connect(candidate) }
        try await ConnectingSocket(socket, reactor).wait()
        return StreamTransport(socket, reactor: reactor, limits: limits)
      } catch {
        failure = TransportError(.system, "\(address): \(error)")
      }
    }
    throw failure
  }

  /// Two connected transports over a socket pair, which can pass file descriptors.
  package static func socketPair(
    reactor: Reactor, limits: TransportLimits = TransportLimits()
  ) throws(TransportError) -> (StreamTransport, StreamTransport) {
    let (first, second) = try system { () throws(SystemError) in try Socket.pair() }
    return (
      StreamTransport(first, reactor: reactor, limits: limits),
      StreamTransport(second, reactor: reactor, limits: limits)
    )
  }
}

/// A connection under way.
private final class ConnectingSocket: ReactorHandler {
  private let socket: SharedDescriptor
  private let reactor: Reactor
  private let continuation = Guarded<UnsafeContinuation<Void, Never>?>(nil)

  init(_ socket: SharedDescriptor, _ reactor: Reactor) {
    self.socket = socket
    self.reactor = reactor
  }

  /// Waits until the connection stands or has failed; a cancelled task gives up.
  func wait() async throws(TransportError) {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        self.continuation.withLock { $0 = continuation }
        reactor.execute { [self] in
          if !reactor.watch(socket, .writable, self) { resume() }
        }
      }
    } onCancel: {
      reactor.execute { [self] in resume() }
    }
    if Task.isCancelled { throw TransportError(.closed, "connecting was cancelled") }
    try system { () throws(SystemError) in try Socket.finishConnecting(socket.descriptor) }
  }

  func descriptorIsReady(_ events: DescriptorEvents) { resume() }

  private func resume() {
    reactor.forget(socket)
    continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }?.resume()
  }
}
