public import CapnProto

extension Call {
  /// The parameters, to be filled in before the call is sent.
  public var params: AnyPointerBuilder {
    if let request { return request.content }
    let request = RequestMessage(words: 8)
    self.request = request
    return request.content
  }

  /// Sets who learns how the call ended.
  ///
  /// - Parameter body: Called once, in a turn of its own, unless the call is canceled before it ends.
  public func whenDone(_ body: @escaping (Outcome) -> Void) {
    whenDone(CallbackObserver(body))
  }

  /// Sets who learns how the call ended.
  ///
  /// - Parameter observer: It is kept until then.
  public func whenDone(_ observer: any CallObserver) {
    if isDone {
      vat.later { [self] in if let outcome { observer.callEnded(outcome) } }
    } else {
      self.observer = observer
    }
  }

  /// Sends the call on its way.
  ///
  /// Calls made through the same reference arrive in the order they were sent in.
  public func send() {
    guard let target = self.target else { return }
    self.target = nil
    target.deliver(self)
  }

  /// Gives the call up: its result interests nobody any more.
  ///
  /// The callee learns of it, unless parts of the answer are still in use.
  public func cancel() {
    observer = nil
    abandon()
  }

  /// A capability that the answer will have.
  ///
  /// Can be called at once; the calls go the shortest way there is.
  ///
  /// - Parameter path: The pointer fields that lead to it, from the result struct on.
  /// - Returns: The capability.
  public func pipeline(_ path: [UInt16]) -> Capability { Capability(pipelineHook(path)) }

  /// Ends the call with an error in a turn of its own.
  func failLater(_ error: RPCError) {
    phase = .waiting
    vat.later { self.fail(error) }
  }

  /// The caller's turn.
  func notify() {
    guard let outcome, let observer = observer.take() else { return }
    observer.callEnded(outcome)
  }
}
