public import CapnProtoAsync
public import Processes
public import WASI

/// An executor of processes whose guests, and whose host, talk through capabilities.
///
///     let node = try Node()
///     var session = Session()
///     session.executor = node.executorClient()
///     let guest = try node.spawn(ProcessOptions(.bytes(module)), session: session)
///     let status = try await guest.process.wait()
///
/// All objects of one node live in one vat: a call from one guest to another passes through the
/// host once, and touches no socket.
public final class Node: Sendable {
  /// Runs the processes.
  public let executor: ProcessExecutor
  /// Where the node's objects live.
  public let vat: VatHost
  /// What its connections to guests may cost.
  public let limits: NodeLimits
  let handlers = EventHandlers()
  let remoteLinks = RemoteLinks()
  let httpHelper = HTTPHelperSlot()

  /// Makes a node without processes.
  ///
  /// - Parameters:
  ///   - executor: runs the processes; a new one by default.
  ///   - vat: where the objects live; a new one by default.
  ///   - limits: what its guests may cost.
  /// - Throws: `WASIError` when the system has no threads or descriptors left.
  public init(
    executor: ProcessExecutor? = nil, vat: VatHost = VatHost(), limits: NodeLimits = NodeLimits()
  ) throws(WASIError) {
    if let executor {
      self.executor = executor
    } else {
      self.executor = try ProcessExecutor()
    }
    self.vat = vat
    self.limits = limits
  }

  /// Starts a process that can reach the capabilities of a session, and nothing else.
  ///
  /// The process finds them at descriptor 3, which must not be `none` in the options for that.
  ///
  /// - Parameters:
  ///   - options: what to run, and with what.
  ///   - session: what it may reach.
  /// - Returns: the process and the connection to it, at once.
  /// - Throws: `SpawnError` when it can't be started.
  @discardableResult
  public func spawn(
    _ options: ProcessOptions, session: Session = Session()
  ) throws(SpawnError) -> Guest {
    let process = try executor.spawn(options)
    return try Guest(process, on: self, session: session, options: options)
  }

  /// Ends all processes and waits until nothing is left of them.
  public func shutdown() async { await executor.shutdown() }
}

/// What the guests of a node may cost its host.
public struct NodeLimits: Sendable {
  /// What the connection to one guest may cost.
  public var connection = ConnectionLimits()
  /// How long a process that is to be paused may take to answer its own handler before it is
  /// stopped all the same.
  public var pauseGrace: Duration = .milliseconds(50)

  /// The defaults.
  public init() {}
}
