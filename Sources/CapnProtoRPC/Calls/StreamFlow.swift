internal import CapnProto

/// Flow control for a stream of calls: how much may be under way before the caller should wait.
///
/// One flow belongs to one stream, which as a rule is one capability with streaming methods. After the first failure everything
/// that is sent fails the same way, as streams do.
///
/// https://capnproto.org/language.html#streaming
public final class StreamFlow {
  /// The bytes of calls that may be under way.
  public var limit: Int
  /// The bytes of calls that are under way.
  public private(set) var bytesInFlight = 0
  /// What the stream failed with.
  public private(set) var failure: RPCError?
  private var callsInFlight = 0
  private var waiting: [() -> Void] = []
  private var draining: [(RPCError?) -> Void] = []

  /// Makes a flow.
  ///
  /// - Parameter limit: The bytes that may be under way, 64 KiB if not given.
  public init(limit: Int = 64 << 10) { self.limit = limit }

  /// Whether the next call should be sent now.
  public var isOpen: Bool { bytesInFlight < limit || failure != nil }

  /// Sends a call of the stream.
  ///
  /// It is sent in any case: it is the caller who should mind `isOpen`.
  ///
  /// - Parameter call: The call, with its parameters and nothing else done to it.
  public func send(_ call: Call) {
    if let failure { return call.fail(failure) }
    let bytes = call.requestBytes
    bytesInFlight += bytes
    callsInFlight += 1
    call.whenDone { [self] outcome in ended(bytes, outcome.error) }
    call.send()
  }

  /// Calls back when the next call should be sent.
  ///
  /// - Parameter body: Called at once if that is now.
  public func whenOpen(_ body: @escaping () -> Void) {
    if isOpen { body() } else { waiting.append(body) }
  }

  /// Calls back when nothing is under way any more.
  ///
  /// - Parameter body: Gets what the stream failed with, if it did. Called at once if nothing is under way.
  public func whenDrained(_ body: @escaping (RPCError?) -> Void) {
    if callsInFlight == 0 { body(failure) } else { draining.append(body) }
  }

  private func ended(_ bytes: Int, _ error: RPCError?) {
    bytesInFlight -= bytes
    callsInFlight -= 1
    if failure == nil { failure = error }
    while isOpen, !waiting.isEmpty { waiting.removeFirst()() }
    if callsInFlight > 0 { return }
    let bodies = draining
    draining = []
    for body in bodies { body(failure) }
  }
}

extension Call {
  /// The bytes of the message that the call is sent in.
  var requestBytes: Int { (request?.draft.totalWords ?? received?.words ?? 0) * 8 }
}
