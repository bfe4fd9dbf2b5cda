package import Platform
internal import Synchronization

/// Listens on an address and makes a transport of every connection.
public final class TransportListener: Sendable {
  /// Where it listens, with the port it got.
  public let address: TransportAddress

  private let acceptor: Acceptor

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - address: where; a Unix path must not exist yet.
  ///   - limits: what every connection takes from its peer.
  ///   - accept: called on the connections' thread with each new transport, which it should start.
  /// - Throws: when the address can't be listened on.
  public static func listen(
    on address: TransportAddress, limits: TransportLimits = TransportLimits(),
    accept: @escaping @Sendable (StreamTransport) -> Void
  ) async throws(TransportError) -> TransportListener {
    let reactor = try system { () throws(SystemError) in try Reactor.shared }
    return try await listen(on: address, reactor: reactor, limits: limits, accept: accept)
  }

  /// Begins to listen, served by a reactor of the caller's.
  package static func listen(
    on address: TransportAddress, reactor: Reactor, limits: TransportLimits = TransportLimits(),
    accept: @escaping @Sendable (StreamTransport) -> Void
  ) async throws(TransportError) -> TransportListener {
    let descriptor: SharedDescriptor
    var bound = address
    switch address.place {
    case .unix(let path):
      descriptor = try system { () throws(SystemError) in
        try Socket.listen(path: try SystemPath(path), backlog: backlog)
      }
    case .tcp(let host, _):
      guard let candidate = try await address.resolve().first else {
        throw TransportError(.badAddress, "\(address) stands for no address")
      }
      let port: UInt16
      (descriptor, port) = try system { () throws(SystemError) in
        try Socket.listen(candidate, backlog: backlog)
      }
      bound = .tcp(host: host, port: port)
    }
    let acceptor = Acceptor(descriptor, reactor, limits, accept)
    reactor.execute { acceptor.watch() }
    return TransportListener(bound, acceptor)
  }

  private static let backlog: Int32 = 1024

  private init(_ address: TransportAddress, _ acceptor: Acceptor) {
    self.address = address
    self.acceptor = acceptor
  }

  deinit { close() }

  /// Accepts no more connections; those that stand are not touched.
  ///
  /// The file of a Unix path stays, as whoever made room for it may have other plans.
  public func close() { acceptor.close() }
}

/// The part of a listener that its reactor holds.
private final class Acceptor: ReactorHandler {
  private let descriptor: SharedDescriptor
  private let reactor: Reactor
  private let limits: TransportLimits
  private let accept: @Sendable (StreamTransport) -> Void
  private let isClosed = Atomic(false)

  init(
    _ descriptor: SharedDescriptor, _ reactor: Reactor, _ limits: TransportLimits,
    _ accept: @escaping @Sendable (StreamTransport) -> Void
  ) {
    self.descriptor = descriptor
    self.reactor = reactor
    self.limits = limits
    self.accept = accept
  }

  func watch() {
    if isClosed.load(ordering: .acquiring) { return }
    _ = reactor.watch(descriptor, .readable, self)
  }

  func close() {
    isClosed.store(true, ordering: .releasing)
    reactor.execute { [self] in
      reactor.forget(descriptor)
      // Whoever is still in the queue is turned away now, not when the last reference goes.
      try? Socket.shutdown(descriptor.descriptor, reading: true, writing: true)
    }
  }

  func descriptorIsReady(_ events: DescriptorEvents) {
    // A bounded number, so that those who are connected have their turn.
    for _ in 0..<64 {
      do throws(SystemError) {
        let socket = try Socket.accept(descriptor.descriptor)
        accept(StreamTransport(socket, reactor: reactor, limits: limits))
      } catch {
        pauseIfOutOfDescriptors(error)
        return
      }
    }
  }

  /// Out of descriptors, the queue stays full and would be told of for ever: wait a little.
  private func pauseIfOutOfDescriptors(_ error: SystemError) {
    guard [.mfile, .nfile, .nomem, .nobufs].contains(error.code) else { return }
    reactor.forget(descriptor)
    Task.detached { [self] in
      try? await Task.sleep(nanoseconds: 50_000_000)
      reactor.execute { self.watch() }
    }
  }
}
