public import CapnProto
public import CapnProtoRPC

/// This process: who it is, what it may reach, and the loop that lets it wait.
///
/// `Guest()` does all that a process has to do first: it accepts the connection at descriptor 3, asks
/// the host for its bootstrap object, a `Terminal`, and logs in. A process that was given no connection
/// runs as well, with an empty session.
///
/// Nothing is `async` here. A call is either waited for, with `wait(for:)`, which has all that comes
/// meanwhile handled; or it tells a closure how it ended, with `whenDone`. Closures and the methods of
/// servers run one at a time, in turns; in a turn nothing can be waited for, and `later(_:)` is the way
/// out.
public final class Guest {
  /// The arguments that the parent gave.
  public let arguments: [String]
  /// The number of this process; 0 if the host gave none.
  public let pid: UInt32
  /// The number of its parent.
  public let ppid: UInt32
  /// The content id of its code as text, as listings show it.
  public let cid: String
  /// What it may reach.
  public private(set) var session = Session()
  /// What the host offers at the other end of the connection: a `Terminal`.
  public let terminal: SessionSchema.Terminal.Client
  let loop: EventLoop
  var entrance: PromiseHook?
  var isStopped = false

  /// Accepts the host's connection and logs in.
  ///
  /// - Parameter listener: the descriptor of the socket where the host connects.
  public init(listener: Int32 = 3) {
    let all = Arguments.all()
    let numbers = all.count >= 3 ? (Arguments.number(all[0]), Arguments.number(all[1])) : (nil, nil)
    if let pid = numbers.0, let ppid = numbers.1 {
      self.pid = pid
      self.ppid = ppid
      cid = all[2]
      arguments = Array(all[3...])
    } else {
      pid = 0
      ppid = 0
      cid = ""
      arguments = all
    }
    loop = EventLoop(listener: listener)
    let entrance = PromiseHook(in: loop.vat)
    terminal = SessionSchema.Terminal.Client(loop.connection?.bootstrap())
    loop.connection?.bootstrapObject = Capability(entrance)
    self.entrance = entrance
    if loop.isConnected { logIn() }
  }

  private func logIn() {
    do throws(RPCError) {
      session = try wait(for: terminal.login { _ in }) { (results) throws(CapnProtoError) in
        Session(try results.session)
      }
    } catch {
      printError("error: can't log in: \(error.reason)")
    }
  }

  /// Where the objects of this process live; what servers are made in.
  public var vat: Vat { loop.vat }

  /// Whether the host is at the other end of the connection.
  public var isConnected: Bool { loop.isConnected }

  /// The content id of its code in binary, as messages carry it; empty if it is not known.
  public var contentID: [UInt8] {
    let text = Array(cid.utf8)
    return text.first == UInt8(ascii: "z") ? Base58.decode(text[1...]) : []
  }

  /// Offers an object to the host: what it gets when it asks this process for its bootstrap object.
  ///
  /// To be called once. Calls that the host made earlier have waited for it.
  ///
  /// - Parameter client: the object.
  public func export(_ client: some CapabilityClient) {
    guard let entrance else { return }
    self.entrance = nil
    let capability =
      client.capability
      ?? Capability(broken: RPCError(.failed, "the process offers nothing"), in: vat)
    entrance.resolve(to: capability.hook)
    loop.connection?.bootstrapObject = capability
  }
}
