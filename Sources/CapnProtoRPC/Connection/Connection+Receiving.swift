public import CapnProto

extension Connection {
  /// Handles a message of the peer, and delivers what comes of it.
  ///
  /// Messages that come after the connection has ended are ignored.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - attachments: What came along with it; what no capability claims is dropped.
  public func receive(_ message: Message, attachments: [any CapabilityObject]) {
    receivedAttachments = attachments
    receive(message)
    receivedAttachments = []
  }

  /// Handles a message of the peer, and delivers what comes of it.
  ///
  /// Messages that come after the connection has ended are ignored.
  ///
  /// - Parameter message: The message.
  @_optimize(speed) public func receive(_ message: Message) {
    guard ended == nil else { return }
    vat.dropped.drain()
    let words = message.totalWords
    receivedBytes = words * 8
    do throws(Failure) {
      guard words * 8 <= limits.messageBytes else {
        throw .violation("a message of \(words) words exceeds the limit")
      }
      if RequestMessage.describes(message) {
        try handleCall(RequestMessage.call(in: message), RequestMessage.payload(in: message))
      } else if ResponseMessage.describes(message) {
        try handleReturn(
          ResponseMessage.answer(in: message), ResponseMessage.payload(in: message))
      } else {
        let incoming = try Failure.reading("message") { () throws(CapnProtoError) in
          try IncomingMessage(message)
        }
        try handle(incoming)
      }
    } catch {
      switch error {
      case .violation(let reason): abort(.failed(reason))
      case .unimplemented: sendUnimplemented(message)
      }
    }
    vat.run()
  }

  private func handle(_ message: IncomingMessage) throws(Failure) {
    switch message.kind {
    case MessageKind.call: try handleCall(CallReader(raw: try body(of: message)))
    case MessageKind.return: try handleReturn(ReturnReader(raw: try body(of: message)))
    case MessageKind.finish: try handleFinish(FinishReader(raw: try body(of: message)))
    case MessageKind.release:
      let raw = try body(of: message)
      let id = raw.get(0, as: UInt32.self)
      let count = raw.get(1, as: UInt32.self)
      guard release(id, count: count) else {
        throw .violation("export \(id) was released \(count) times, which is too often")
      }
    case MessageKind.resolve: try handleResolve(ResolveReader(raw: try body(of: message)))
    case MessageKind.disembargo: try handleDisembargo(DisembargoReader(raw: try body(of: message)))
    case MessageKind.bootstrap: try handleBootstrap(try body(of: message).get(0))
    case MessageKind.abort: try handleAbort(message.body)
    case MessageKind.unimplemented: try handleUnimplemented(message.body)
    default: throw .unimplemented
    }
  }

  private func body(of message: IncomingMessage) throws(Failure) -> StructReader {
    try Failure.reading("message") { () throws(CapnProtoError) in try message.body.structure() }
  }

  private func sendUnimplemented(_ message: Message) {
    do throws(CapnProtoError) {
      let builder = MessageBuilder(sizeHint: message.totalWords + 4)
      let echo = builder.root.initStruct(Size.message)
      echo.set(0, MessageKind.unimplemented)
      try echo.pointer(0).set(try message.root)
      emit(try builder.finish())
    } catch {
      abort(.failed("a malformed message of unknown kind"))
    }
  }

  // Calls.

  private func handleBootstrap(_ id: UInt32) throws(Failure) {
    guard !answers.contains(id) else { throw .violation("question \(id) is in use") }
    guard answers.count < limits.answers else { return refuse(id) }
    let call = Call(
      from: self, id: id, interfaceID: 0, methodID: 0, params: nil, hints: [])
    answers.set(id, Answer(call: call))
    guard let bootstrapObject else {
      return call.fail(.failed("this vat offers no bootstrap object"))
    }
    let response = ResponseMessage(words: 4)
    response.content.setCapability(bootstrapObject)
    call.response = response
    call.finishBuilt()
  }

  @_optimize(speed) private func handleCall(
    _ reader: CallReader, _ payload: PayloadReader? = nil
  ) throws(Failure) {
    let id = reader.questionID
    guard !answers.contains(id) else { throw .violation("question \(id) is in use") }
    let yourself = reader.sendResultsTo == ResultsKind.yourself
    guard yourself || reader.sendResultsTo == ResultsKind.caller else { throw .unimplemented }
    let bytes = receivedBytes
    guard answers.count < limits.answers, callCount < limits.answers,
      callBytes + bytes <= limits.callBytes
    else { return refuse(id) }
    let hook = try target(reader.target)
    let params = try importPayload(try .known(payload, or: reader.params, in: "call"))
    var hints: CallHints = []
    if reader.noPromisePipelining { hints.insert(.noPipelining) }
    if reader.onlyPromisePipeline { hints.insert(.onlyPipelining) }
    let call = Call(
      from: self, id: id, interfaceID: reader.interfaceID, methodID: reader.methodID,
      params: params.payload, hints: hints)
    call.isRedirected = yourself
    call.charge = (self, bytes)
    callCount += 1
    callBytes += bytes
    answers.set(id, Answer(call: call))
    hook.deliver(call)
  }

  /// Fails a call before anything is done about it.
  private func refuse(_ id: UInt32) {
    let error = RPCError(.overloaded, "too many calls on this connection are under way")
    emit(
      MessageBuilder(MessageKind.return, Size.return) { answer in
        // The parameters were not looked at, so their capabilities are given back this way.
        answer.set(0, id)
        answer.set(3, ReturnKind.exception)
        error.write(to: answer.pointer(0))
      })
  }

  /// What a message is for.
  func target(_ pointer: AnyPointerReader) throws(Failure) -> CapabilityHook {
    let raw = try Failure.reading("target") { () throws(CapnProtoError) in
      try pointer.structure()
    }
    switch raw.get(2, as: UInt16.self) {
    case 0:
      let id = raw.get(0, as: UInt32.self)
      guard let export = exports[id] else { throw .violation("there is no export \(id)") }
      return export.hook
    case 1:
      let answer = try promisedAnswer(raw.pointer(0))
      return pipelineTarget(answer.questionID, answer.path)
    default:
      throw .unimplemented
    }
  }

  func promisedAnswer(_ pointer: AnyPointerReader) throws(Failure) -> PromisedAnswerReader {
    try Failure.reading("promised answer") { () throws(CapnProtoError) in
      try PromisedAnswerReader(pointer, depth: limits.pipelineDepth)
    }
  }

  // The end.

  private func handleAbort(_ pointer: AnyPointerReader) throws(Failure) {
    let error = try Failure.reading("abort") { () throws(CapnProtoError) in
      try RPCError(pointer)
    }
    end(.disconnected("the peer ended the connection: \(error.reason)"))
  }

  private func handleUnimplemented(_ pointer: AnyPointerReader) throws(Failure) {
    let (kind, raw) = try Failure.reading("unimplemented") { () throws(CapnProtoError) in
      let message = try pointer.structure()
      return (message.get(0, as: UInt16.self), try message.pointer(0).structure())
    }
    switch kind {
    case MessageKind.call, MessageKind.bootstrap:
      try questionUnimplemented(raw.get(0))
    case MessageKind.resolve:
      let resolve = ResolveReader(raw: raw)
      guard resolve.isCapability else { return }
      let descriptor = try Failure.reading("unimplemented") { () throws(CapnProtoError) in
        DescriptorReader(raw: try resolve.body.structure())
      }
      // As if the peer had released what the promise resolved to.
      if descriptor.kind == DescriptorKind.senderHosted
        || descriptor.kind == DescriptorKind.senderPromise
      {
        guard release(descriptor.id, count: 1) else {
          throw .violation("a resolve came back that was not sent")
        }
      }
    case MessageKind.disembargo:
      let disembargo = DisembargoReader(raw: raw)
      guard disembargo.kind == DisembargoKind.senderLoopback,
        let embargo = embargoes.remove(disembargo.embargoID)
      else { throw .violation("a disembargo came back that was not sent") }
      embargo.promise.resolve(to: embargo.target)
    case MessageKind.finish, MessageKind.release:
      // A peer without these has nothing to clean up.
      break
    default:
      throw .violation("the peer does not implement a message that is needed (kind \(kind))")
    }
  }
}
