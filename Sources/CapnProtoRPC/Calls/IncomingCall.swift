public import CapnProto

/// A call as its callee sees it.
///
/// It has to come to an end exactly once: by `finish`, `fail` or `tailCall`. What comes after the end has no effect.
public struct IncomingCall {
  /// The call.
  public let call: Call

  init(_ call: Call) { self.call = call }

  /// The interface the method belongs to.
  public var interfaceID: UInt64 { call.interfaceID }
  /// The method's place in the interface.
  public var methodID: UInt16 { call.methodID }

  /// The parameters. Empty once they were released or the call has ended; a copy of the value keeps them.
  public var params: Payload { call.payload() ?? Payload() }

  /// Drops the parameters, and with them what capabilities they carry, before the call ends.
  public func releaseParams() {
    _ = call.payload()
    let old = call.received
    call.received = nil
    withExtendedLifetime(old) {}
  }

  /// Begins the results.
  ///
  /// - Parameter words: About how many words they take.
  /// - Returns: Where they are built.
  public func results(words: Int = 16) -> AnyPointerBuilder {
    if let content = call.response?.content { return content }
    let response = ResponseMessage(words: words)
    let content = response.content
    call.response = consume response
    return content
  }

  /// Ends the call: its results are what was built, or nothing.
  public func finish() {
    if call.isDone { return }
    if call.response == nil { call.response = ResponseMessage(words: 1) }
    call.finishBuilt()
  }

  /// Ends the call with results that came from elsewhere, such as from another call. Nothing is copied if the caller is local.
  ///
  /// - Parameter payload: The results.
  public func finish(_ payload: Payload) { call.complete(.success(payload)) }

  /// Ends the call with an error.
  ///
  /// - Parameter error: What went wrong.
  public func fail(_ error: RPCError) {
    call.response = nil
    call.fail(error)
  }

  /// Ends the call by another: the answer to that one is the answer to this one.
  ///
  /// If both this call's caller and the next call's callee are the peer of the same connection, the answer never comes through here.
  ///
  /// - Parameter next: The other call, not yet sent.
  public func tailCall(_ next: Call) {
    if call.isDone { return }
    call.response = nil
    call.tail(next)
  }

  /// Whether the caller has given the call up.
  public var isCanceled: Bool { call.isCanceled }

  /// Sets what happens when the caller gives the call up before it has ended.
  ///
  /// - Parameter body: Called at most once, in a turn of its own.
  public func onCancel(_ body: @escaping () -> Void) { onCancel(CallbackWorker(body)) }

  /// Sets who is at work on the call, to be told when the caller gives it up before it has ended.
  ///
  /// - Parameter worker: It is kept until the call has ended.
  public func onCancel(_ worker: any CallWorker) {
    if call.isDone { return }
    call.worker = worker
    if call.isCanceled { call.tellCanceled() }
  }

  /// Says that this call is one of a stream: calls after it wait until it has ended, and all fail if it fails.
  ///
  /// To be said before `dispatch` returns.
  public func stream() {
    guard case .running(let hook) = call.phase else { return }
    call.isStreaming = true
    hook.block(on: call)
  }
}
