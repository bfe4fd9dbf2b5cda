public import CapnProtoAsync
import CapnProtoTransport
import Platform
import Synchronization

/// A child process that makes HTTP requests for this one, which so needs no URL loading of its own.
///
/// It is started over a pair of sockets, on which it is given grants and gives back capabilities.
/// It ends when the pair is closed: with this object, or with the program. When it dies, calls fail
/// with `disconnected`.
public final class HTTPHelper: Sendable {
  private let connection: PeerConnection
  private let child: RunningChild

  /// The time the helper has to end by itself once its connection is closed.
  private static let grace: UInt64 = 2_000_000_000
  /// The name of its program.
  private static let name = "ganglion-http"

  /// Starts a helper.
  ///
  /// - Parameters:
  ///   - path: its program; by default `ganglion-http` beside the running program, or else as
  ///     `PATH` finds it.
  ///   - vat: where the capabilities are used.
  /// - Throws: `HTTPGrantError` with code `noHelper`.
  public init(path: String? = nil, in vat: VatHost = .shared) throws(HTTPGrantError) {
    do throws(SystemError) {
      let (near, far) = try Socket.pair()
      let reactor = try Reactor.shared
      child = try RunningChild.start(path ?? Self.defaultPath, input: far)
      connection = vat.connect(over: StreamTransport(near, reactor: reactor))
    } catch {
      throw HTTPGrantError(.noHelper, "the helper for HTTP can't be started: \(error)")
    }
    let (connection, child) = (connection, child)
    Task.detached {
      await connection.ended()
      let isStarted = WorkerThread.start { child.collect(grace: Self.grace) }
      if !isStarted { child.kill() }
    }
  }

  deinit { connection.close("nobody uses the helper any more") }

  private static var defaultPath: String {
    guard let folder = ProgramFile.folder else { return name }
    let path = "\(folder)/\(name)"
    return ProgramFile.isExecutable(path) ? path : name
  }

  /// The right to make the requests that a grant allows.
  ///
  /// - Parameter grant: which requests.
  /// - Returns: the right; it can be called at once.
  public func requester(_ grant: HTTPGrant) -> HTTPSchema.Requester.Client {
    let helper = connection.bootstrap(as: HelperSchema.Helper.Client.self)
    return helper.requester { grant.write(to: $0.initGrant()) }.requester
  }

  /// Whether it is there.
  public var isAlive: Bool { connection.isOpen }

  /// The number the system knows it by.
  package var processIdentifier: Int32 { child.identifier }

  /// Ends it at once, as a fault would.
  package func kill() { child.kill() }

  /// Ends it: calls under way and later ones fail with `disconnected`.
  public func close() { connection.close() }

  /// Waits until it is gone or out of reach.
  package func ended() async { await connection.ended() }
}

/// The helper of a node, which is started when it is first needed.
final class HTTPHelperSlot: Sendable {
  private let helper = Guarded<HTTPHelper?>(nil)

  /// The helper that is there, or a new one.
  func helper(_ path: String?, in vat: VatHost) throws(HTTPGrantError) -> HTTPHelper {
    let result = helper.withLock { helper -> Result<HTTPHelper, HTTPGrantError> in
      if let helper, helper.isAlive { return .success(helper) }
      return Result { () throws(HTTPGrantError) in
        let new = try HTTPHelper(path: path, in: vat)
        helper = new
        return new
      }
    }
    return try result.get()
  }

  /// Ends the helper, if there is one.
  func end() {
    let old = helper.withLock { helper in
      defer { helper = nil }
      return helper
    }
    old?.close()
  }
}

extension Node {
  /// The right to make HTTP requests, by way of a helper process that all grants of the node share.
  ///
  ///     session.grant("http", try node.httpRequester(HTTPGrant(hosts: [HTTPHost("example.com")])))
  ///
  /// The helper is started by the first call, and again by the first one after it died; it ends with
  /// the node. Programs that import `GanglionHTTP` can do without it.
  ///
  /// - Parameters:
  ///   - grant: which requests.
  ///   - helper: the helper's program; see ``HTTPHelper``.
  /// - Returns: the right.
  /// - Throws: `HTTPGrantError` when there is no helper.
  public func httpRequester(
    _ grant: HTTPGrant, helper: String? = nil
  ) throws(HTTPGrantError) -> HTTPSchema.Requester.Client {
    try httpHelper.helper(helper, in: vat).requester(grant)
  }

  /// Ends the helper, if one was started: requests under way fail with `disconnected`.
  public func endHTTPHelper() { httpHelper.end() }
}
