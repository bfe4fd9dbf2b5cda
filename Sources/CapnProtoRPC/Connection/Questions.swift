internal import CapnProto

/// An entry of the question table: a call of ours that the peer has not returned, or that was not finished.
struct Question {
  /// Nil once the call was given up, and only the peer's return is awaited.
  var call: Call?
  /// The capabilities of ours that went along as parameters.
  var exports: [UInt32] = []
  /// Whether this asks for the bootstrap object.
  var isBootstrap = false
}

extension Connection {
  private static var pipelineOnlyBit: UInt32 { 1 << 31 }

  func question(_ id: UInt32) -> Question? {
    id & Self.pipelineOnlyBit == 0 ? questions[id] : pipelineOnlyQuestions[id]
  }

  private func addQuestion(_ question: Question, _ hints: CallHints) -> UInt32 {
    guard hints.contains(.onlyPipelining), !peerAlwaysReturns else {
      return questions.add(question)
    }
    // The peer need not return such a call, so its number must not come back soon.
    var id: UInt32
    repeat {
      id = nextPipelineOnlyID | Self.pipelineOnlyBit
      nextPipelineOnlyID = (nextPipelineOnlyID &+ 1) & ~Self.pipelineOnlyBit
    } while pipelineOnlyQuestions[id] != nil
    pipelineOnlyQuestions[id] = question
    return id
  }

  private func updateQuestion(_ id: UInt32, _ question: Question) {
    if id & Self.pipelineOnlyBit == 0 {
      questions.update(id, question)
    } else {
      pipelineOnlyQuestions[id] = question
    }
  }

  private func removeQuestion(_ id: UInt32) -> Question? {
    id & Self.pipelineOnlyBit == 0
      ? questions.remove(id) : pipelineOnlyQuestions.removeValue(forKey: id)
  }

  private var mayAsk: RPCError? {
    if let ended { return ended }
    if questions.count + pipelineOnlyQuestions.count >= limits.questions {
      return RPCError(.overloaded, "too many calls to this peer are under way")
    }
    return nil
  }

  /// The peer's bootstrap object, which can be called at once.
  ///
  /// - Returns: The capability.
  public func bootstrap() -> Capability {
    if let error = mayAsk { return Capability(broken: error, in: vat) }
    let call = Call(bootstrapOf: self)
    let id = questions.add(Question(call: call, isBootstrap: true))
    call.question = (self, id)
    call.phase = .sent
    emit(MessageBuilder(MessageKind.bootstrap, Size.bootstrap) { $0.set(0, id) })
    let capability = call.pipeline([])
    call.abandon()
    return capability
  }

  /// Sends a call to the peer.
  @_optimize(speed) func send(_ call: Call, to target: Route) {
    if let error = mayAsk { return call.failLater(error) }
    do throws(CapnProtoError) {
      try trySend(call, to: target)
    } catch {
      call.failLater(.failed("the call could not be sent (code \(error.code.rawValue))"))
    }
  }

  @_optimize(speed) private func trySend(_ call: Call, to target: Route) throws(CapnProtoError) {
    var request = try takeRequest(of: call)
    let words = request.draft.totalWords
    guard words * 8 <= limits.messageBytes else {
      throw CapnProtoError(.messageTooLarge, at: words)
    }
    let origin = call.originForRedirect(on: self)
    let id = addQuestion(Question(call: call), call.hints)
    request.address(
      question: id, interfaceID: call.interfaceID, methodID: call.methodID, hints: call.hints,
      yourself: origin != nil)
    target.write(target: request.target)
    var written: WrittenDescriptors?
    if request.draft.hasCapabilities {
      let new = writeDescriptors(request.draft.capabilities, to: request.descriptors)
      updateQuestion(id, Question(call: call, exports: new.exports))
      written = new
    }
    call.question = (self, id)
    call.phase = .sent
    do throws(CapnProtoError) {
      emit(try request.draft.finish(), written?.attachments ?? [])
    } catch {
      if let written { release(written.exports) }
      call.question = nil
      _ = removeQuestion(id)
      throw error
    }
    if let written { sendResolutions(written) }
    if let origin {
      call.wasSentYourself = true
      redirected(origin, to: id)
    }
    if !call.pipelines.isEmpty { call.routePipelines(on: self) }
    // It may have been given up on the way.
    if call.isCanceled { questionMayFinish(call) }
  }

  /// The message of a call. Parameters that came from elsewhere are copied into one.
  private func takeRequest(of call: Call) throws(CapnProtoError) -> RequestMessage {
    if let request = call.request.take() { return request }
    let params = call.received
    let request = RequestMessage(words: params?.words ?? 0)
    if let params { try request.content.set(params.content) }
    call.received = nil
    return request
  }

  /// Ends a question as far as that can be: everything that needs it must be over.
  func questionMayFinish(_ call: Call) {
    guard let question = call.question, question.connection === self, call.routes == 0 else {
      return
    }
    if call.hasReturned {
      guard call.outcome != nil || call.isCanceled else { return }
      if call.isElsewhere && (call.isWanted || call.holders > 0) { return }
      call.question = nil
      let entry = removeQuestion(question.id)
      sendFinish(question.id, releaseResults: false)
      withExtendedLifetime(entry) {}
    } else if call.isCanceled || call.outcome != nil {
      // Given up, or failed here for another reason: the return is of no interest.
      call.question = nil
      if question.id & Self.pipelineOnlyBit != 0 {
        let entry = removeQuestion(question.id)
        withExtendedLifetime(entry) {}
      } else if var entry = questions[question.id] {
        entry.call = nil
        questions.update(question.id, entry)
      }
      sendFinish(question.id, releaseResults: true)
      call.fail(.canceled)
    }
  }

  private func sendFinish(_ id: UInt32, releaseResults: Bool) {
    guard ended == nil else { return }
    emit(
      MessageBuilder(MessageKind.finish, Size.finish) { finish in
        finish.set(0, id)
        finish.setBool(32, releaseResults, default: true)
        // Calls are canceled as soon as a finish arrives, here and there.
        finish.setBool(33, false, default: true)
      })
  }
}

extension Connection {
  /// Handles a `Return`.
  @_optimize(speed) func handleReturn(_ reader: ReturnReader, _ payload: PayloadReader? = nil)
    throws(Failure)
  {
    let id = reader.answerID
    guard var question = question(id) else {
      if id & Self.pipelineOnlyBit != 0 {
        // It was allowed to, but then it will return the others too.
        peerAlwaysReturns = true
        return
      }
      throw .violation("a return for question \(id), which was not asked")
    }
    guard let call = question.call else { return try handleLateReturn(reader, question) }
    guard !call.hasReturned else { throw .violation("a second return for question \(id)") }
    call.hasReturned = true
    if id & Self.pipelineOnlyBit != 0 { peerAlwaysReturns = true }
    if !question.exports.isEmpty {
      let exports = question.exports
      question.exports = []
      updateQuestion(id, question)
      if reader.releaseParamCaps { try releaseExports(exports) }
    }
    try handle(reader, payload, for: call, reader.noFinishNeeded)
  }

  /// A return for a question that was finished before: there is nothing left but the number.
  private func handleLateReturn(
    _ reader: ReturnReader, _ question: Question
  ) throws(Failure) {
    let entry = removeQuestion(reader.answerID)
    if reader.releaseParamCaps { try releaseExports(question.exports) }
    if reader.kind == ReturnKind.takeFromOtherQuestion {
      try markTaken(reader.otherQuestion)
    }
    withExtendedLifetime(entry) {}
  }

  @_optimize(speed) private func handle(
    _ reader: ReturnReader, _ payload: PayloadReader?, for call: Call, _ needsNoFinish: Bool
  ) throws(Failure) {
    switch reader.kind {
    case ReturnKind.results:
      let received = try importPayload(try .known(payload, or: reader.body, in: "return"))
      forget(call, if: needsNoFinish)
      call.complete(.success(received.payload), embargoes: .pointingBack(received.pointsBack))
    case ReturnKind.exception:
      let error = try Failure.reading("return") { () throws(CapnProtoError) in
        try RPCError(reader.body)
      }
      forget(call, if: needsNoFinish)
      call.complete(.failure(error))
    case ReturnKind.canceled:
      forget(call, if: needsNoFinish)
      call.complete(.failure(.failed("the peer says that this call was canceled")))
    case ReturnKind.resultsSentElsewhere:
      guard call.wasSentYourself else {
        throw .violation("results were sent elsewhere, but nobody asked for that")
      }
      forget(call, if: needsNoFinish)
      call.completeElsewhere()
    case ReturnKind.takeFromOtherQuestion:
      let other = reader.otherQuestion
      guard let answer = answers[other], answer.call.isRedirected, !answer.isTaken else {
        throw .violation("the answer to question \(other) can't be taken")
      }
      var taken = answer
      taken.isTaken = true
      answers.set(other, taken)
      call.take(answer.call)
    default:
      forget(call, if: needsNoFinish)
      call.complete(
        .failure(RPCError(.unimplemented, "the peer returned in a way that is not known here")))
    }
  }

  /// Frees the number of a question at once, where the peer has done so already.
  private func forget(_ call: Call, if needsNoFinish: Bool) {
    guard needsNoFinish, let question = call.question else { return }
    call.question = nil
    let entry = removeQuestion(question.id)
    withExtendedLifetime(entry) {}
  }

  /// A question whose message the peer did not understand: it has no answer, and there is nothing to finish.
  func questionUnimplemented(_ id: UInt32) throws(Failure) {
    guard let question = question(id) else {
      throw .violation("question \(id) came back, but was not asked")
    }
    let entry = removeQuestion(id)
    try releaseExports(question.exports)
    if let call = question.call {
      call.question = nil
      call.hasReturned = true
      call.complete(
        .failure(RPCError(.unimplemented, "the peer does not implement this message")))
    }
    withExtendedLifetime(entry) {}
  }
}
