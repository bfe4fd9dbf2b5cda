public import CapnProtoAsync
import CapnProtoTransport
import Platform
public import Processes
import WASI

/// A process of a node, together with the connection over which it reaches its session.
///
/// A handle: letting go of it neither ends the process nor the connection.
public final class Guest: Sendable {
  /// The process.
  public let process: GuestProcess
  /// The connection to it; `nil` when it has nothing at descriptor 3.
  public let connection: PeerConnection?

  /// Connects to a process that has just been started.
  ///
  /// - Parameters:
  ///   - process: the process.
  ///   - node: where it runs.
  ///   - session: what it may reach.
  ///   - options: what it was started with.
  /// - Throws: `SpawnError` when the system has no descriptors left for that; then the process ends.
  init(
    _ process: GuestProcess, on node: Node, session: Session, options: ProcessOptions
  ) throws(SpawnError) {
    self.process = process
    let transport: any MessageTransport
    do {
      transport = try process.connect().messageTransport()
    } catch {
      connection = nil
      // One that has no socket, or has ended by now, is not connected to.
      guard options.socket == .loopback, process.isAlive else { return }
      process.kill()
      throw SpawnError(.grant, "\(error)", cause: error)
    }
    var limits = node.limits.connection
    let capabilities = max(0, options.limits.capabilities)
    limits.exports = min(limits.exports, capabilities)
    limits.imports = min(limits.imports, capabilities)
    connection = node.vat.connect(
      over: transport, bootstrap: GuestEntrance(session, process, node).client(in: node.vat),
      limits: limits
    ) { [weak process] in process?.end(.limit(.capabilities)) }
  }

  /// The object the guest offers to its host, as a client of an interface.
  ///
  /// It can be called at once; calls fail with `disconnected` when the guest ends without having
  /// accepted.
  ///
  /// - Parameter type: the client's type.
  /// - Returns: the object; the null capability when the process has no connection.
  public func bootstrap<C: CapabilityClient>(as type: C.Type = C.self) -> C {
    connection?.bootstrap(as: type) ?? C()
  }
}

extension GuestConnection {
  /// The connection as one that carries messages.
  ///
  /// - Throws: when the system has no threads or descriptors left.
  func messageTransport() throws -> any MessageTransport {
    switch transport {
    case .memory(let end): GuestTransport(end)
    case .socket(let socket): StreamTransport(socket, reactor: try Reactor.shared)
    }
  }
}
