import CapnProto
import CapnProtoAsync
import Processes

/// The right to run processes, as a capability.
final class ExecutorFace: SessionSchema.Executor.Server {
  private let grant: ExecutorGrant
  private weak let node: Node?

  init(_ grant: ExecutorGrant, _ node: Node) {
    self.grant = grant
    self.node = node
  }

  func exec(_ call: SessionSchema.Executor.ExecCall) async throws {
    let params = call.params
    try await start(
      .bytes(try params.bytecode.bytes), try params.session, params.ppid, try params.args
    ) { call.results.setProcess($0) }
  }

  func execCached(_ call: SessionSchema.Executor.ExecCachedCall) async throws {
    let params = call.params
    guard let id = ContentID(bytes: try params.cid.bytes) else {
      throw RPCError(.failed, "this is no content identifier")
    }
    try await start(.cached(id), try params.session, params.ppid, try params.args) {
      call.results.setProcess($0)
    }
  }

  private func start(
    _ bytecode: ProcessOptions.Bytecode, _ session: SessionSchema.Session.Reader, _ ppid: UInt32,
    _ arguments: List<Text>.Reader, _ give: (ProcessSchema.Process.Client) -> Void
  ) async throws {
    let node = try node.present
    var options = grant.template
    options.bytecode = bytecode
    options.arguments = try arguments.map { $0.string }
    options.parent = ppid
    do throws(SpawnError) {
      let guest = try node.spawn(options, session: try Self.read(session))
      give(node.client(of: guest.process))
    } catch {
      throw RPCError(error.isTemporary ? .overloaded : .failed, "\(error)")
    }
  }

  private static func read(
    _ session: SessionSchema.Session.Reader
  ) throws(SpawnError) -> Session {
    do throws(CapnProtoError) {
      return try Session(session)
    } catch {
      throw SpawnError(.grant, "the session is malformed: \(error)", cause: error)
    }
  }

  func ps(_ call: SessionSchema.Executor.PsCall) async throws {
    let processes = try node.present.executor.list()
    let list = call.results.initProcs(count: processes.count)
    for (index, info) in processes.enumerated() {
      let entry = list[index]
      entry.pid = info.pid
      entry.ppid = info.ppid
      if let id = info.contentID { entry.setCid(id.bytes) }
      let arguments = entry.initArgv(count: info.arguments.count)
      for (index, argument) in info.arguments.enumerated() { arguments.set(index, argument) }
      entry.time = info.creationTime
    }
  }

  func bytecodeCache(_ call: SessionSchema.Executor.BytecodeCacheCall) async throws {
    call.results.setCache(try node.present.cacheClient())
  }

  func dialPeer(_ call: SessionSchema.Executor.DialPeerCall) async throws {
    let peer = try call.params.peerId.bytes
    guard !grant.peer.isEmpty, peer == grant.peer else {
      throw RPCError(.failed, "no such peer is known")
    }
    call.results.`self` = true
    grant.session(try node.present).write(to: call.results.initSession())
  }
}

/// What whoever has an `Executor` capability may have run.
public struct ExecutorGrant: Sendable {
  /// What every process started through it is given beside its code, arguments, parent and
  /// session: streams, directories, limits, priority.
  public var template = ProcessOptions(.bytes([]))
  /// The binary identifier of the node, which `dialPeer` knows it by; empty for a node without one.
  public var peer: [UInt8] = []

  /// The right to run processes that have no streams and no directories, within the usual limits.
  public init() {}

  func session(_ node: Node) -> Session {
    var session = Session()
    session.executor = node.executorClient(self)
    session.peer = peer
    return session
  }
}

extension Node {
  /// A capability to run processes on this node.
  ///
  /// - Parameter grant: what they are given.
  /// - Returns: the capability.
  public func executorClient(
    _ grant: ExecutorGrant = ExecutorGrant()
  ) -> SessionSchema.Executor.Client {
    SessionSchema.Executor.Client(ExecutorFace(grant, self), in: vat)
  }
}

extension SpawnError {
  /// Whether trying again later may help.
  var isTemporary: Bool {
    code == .tooManyProcesses || code == .tooManyChildren || code == .tooManyMappings
      || code == .cacheFull
  }
}
