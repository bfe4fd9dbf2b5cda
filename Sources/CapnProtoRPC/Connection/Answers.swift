internal import CapnProto

/// An entry of the answer table: a call of the peer that it has not finished.
struct Answer {
  let call: Call
  /// Whether a `Return` was sent.
  var isReturned = false
  /// Whether the results were already made the answer to a question of the peer's other calls.
  var isTaken = false
  /// What few answers have; entries are copied a lot, and this in one piece.
  private var details: AnswerDetails?

  init(call: Call) { self.call = call }

  private mutating func makeDetails() -> AnswerDetails {
    if let details { return details }
    let new = AnswerDetails()
    details = new
    return new
  }

  /// The results as they were sent, and what their capabilities are to the peer.
  var results: Payload? {
    get { details?.results }
    set { makeDetails().results = newValue }
  }
  var sent: [SentCapability] {
    get { details?.sent ?? [] }
    set { makeDetails().sent = newValue }
  }
  /// What the peer's own names of parts of the answer lead to here, until it is told: see `named`.
  var names: [PromiseHook] {
    get { details?.names ?? [] }
    set { makeDetails().names = newValue }
  }
  /// The capabilities of ours among the results, which the finish may release.
  var exports: [UInt32] {
    get { details?.exports ?? [] }
    set { makeDetails().exports = newValue }
  }
}

/// What an answer has once it was returned with capabilities, or parts of it came back.
private final class AnswerDetails {
  @exclusivity(unchecked) var results: Payload?
  @exclusivity(unchecked) var sent: [SentCapability] = []
  @exclusivity(unchecked) var names: [PromiseHook] = []
  @exclusivity(unchecked) var exports: [UInt32] = []
}

/// What a capability was when it was sent.
///
/// Calls on an answer that was returned go where the peer was told its capabilities lead, and not further, even if more is known by
/// now: what the peer sends after the return relies on it.
enum SentCapability {
  /// An entry of the export table, which may have resolved since.
  case export(Export)
  /// Something of the peer's own.
  case hook(CapabilityHook)
  case none
}

extension Connection {
  /// Where a call on a part of an answer goes.
  func pipelineTarget(_ id: UInt32, _ path: [UInt16]) -> CapabilityHook {
    guard let answer = answers[id] else {
      // The results had no capabilities, and the entry went with the return.
      return BrokenHook(.failed("the answer to question \(id) has no capabilities"), in: vat)
    }
    guard let results = answer.results else { return answer.call.pipelineHook(path) }
    guard let index = results.index(at: path), index < answer.sent.count else {
      return BrokenHook(nullIn: vat)
    }
    switch answer.sent[index] {
    case .export(let export): return export.hook
    case .hook(let hook): return hook
    case .none: return BrokenHook(nullIn: vat)
    }
  }

  /// What a name of a part of an answer leads to that the peer has given back to us.
  ///
  /// As with names of exports, whoever gets it here must not be faster than messages of the peer to that name.
  func named(answer id: UInt32, _ path: [UInt16]) -> CapabilityHook {
    guard var answer = answers[id] else { return pipelineTarget(id, path) }
    if let results = answer.results {
      guard let index = results.index(at: path), index < answer.sent.count,
        case .export(let export) = answer.sent[index]
      else { return pipelineTarget(id, path) }
      return named(export)
    }
    if answer.isReturned { return pipelineTarget(id, path) }
    for name in answer.names where name.path == path { return name }
    guard answer.names.count < Call.maximalPipelines else {
      return BrokenHook(RPCError(.overloaded, "too many parts of one answer are in use"), in: vat)
    }
    let name = PromiseHook(partAt: path, in: vat)
    name.isNameOn = ObjectIdentifier(self)
    name.setRoute(pipelineTarget(id, path))
    answer.names.append(name)
    answers.set(id, answer)
    return name
  }

  /// The peer is told what its names lead to.
  private func settleNames(of id: UInt32) {
    guard var answer = answers[id], !answer.names.isEmpty else { return }
    let names = answer.names
    answer.names = []
    answers.set(id, answer)
    for name in names { name.resolve(to: named(answer: id, name.path)) }
  }

  /// The peer has no such names any more.
  func settleNames(of answer: Answer) {
    for name in answer.names { name.resolve(to: answer.call.pipelineHook(name.path)) }
  }

  /// Returns results that were built for it.
  ///
  /// - Returns: The results.
  @_optimize(speed) func returnBuilt(_ call: Call, id: UInt32) throws(CapnProtoError) -> Payload {
    guard var response = call.response.take() else { throw CapnProtoError(.truncated) }
    let words = response.draft.totalWords
    guard words * 8 <= limits.messageBytes else {
      throw CapnProtoError(.messageTooLarge, at: words)
    }
    if let failure = response.draft.failure { throw failure }
    let isFinal = !response.draft.hasCapabilities && !call.hints.contains(.onlyPipelining)
    response.address(answer: id, noFinishNeeded: isFinal)
    if isFinal {
      let message = try response.draft.finish()
      call.answer = nil
      if let entry = answers.remove(id) {
        for name in entry.names { name.resolve(to: BrokenHook(nullIn: vat)) }
      }
      let payload = ResponseMessage.results(of: message)
      emit(message, isReturn: true)
      return payload
    }
    return try returnCapabilities(call, id: id, &response)
  }

  private func returnCapabilities(
    _ call: Call, id: UInt32, _ response: inout ResponseMessage
  ) throws(CapnProtoError) -> Payload {
    let capabilities = response.draft.capabilities
    var written = WrittenDescriptors()
    if !capabilities.isEmpty {
      written = writeDescriptors(capabilities, to: response.descriptors)
    }
    let message: Message
    do throws(CapnProtoError) {
      message = try response.draft.finish()
    } catch {
      release(written.exports)
      throw error
    }
    let payload = ResponseMessage.results(of: message)
    if var entry = answers[id] {
      entry.isReturned = true
      entry.results = payload
      entry.sent = written.sent
      entry.exports = written.exports
      answers.set(id, entry)
    }
    if !call.hints.contains(.onlyPipelining) || !capabilities.isEmpty {
      emit(message, isReturn: true, written.attachments)
      sendResolutions(written)
    }
    return payload
  }

  /// Returns a call that has ended, unless that was done.
  func answered(_ call: Call, id: UInt32, _ outcome: Call.Outcome) {
    guard ended == nil, let entry = answers[id], entry.call === call else { return }
    if entry.isReturned { return settleNames(of: id) }
    switch outcome {
    case .failure(let error):
      sendReturn(id, ReturnKind.exception) { error.write(to: $0.pointer(0)) }
    case .success(let payload):
      if call.isRedirected {
        sendReturn(id, ReturnKind.resultsSentElsewhere) { _ in }
      } else {
        returnCopy(of: payload, call, id: id)
        settleNames(of: id)
      }
    }
  }

  /// Returns results that came from elsewhere.
  private func returnCopy(of payload: Payload, _ call: Call, id: UInt32) {
    do throws(CapnProtoError) {
      let response = ResponseMessage(words: payload.words)
      try response.content.set(payload.content)
      call.response = response
      _ = try returnBuilt(call, id: id)
    } catch {
      call.response = nil
      let error = RPCError.failed("the results could not be passed on (\(error.code.rawValue))")
      sendReturn(id, ReturnKind.exception) { error.write(to: $0.pointer(0)) }
    }
  }

  private func sendReturn(_ id: UInt32, _ kind: UInt16, _ fill: (StructBuilder) -> Void) {
    if var entry = answers[id] {
      entry.isReturned = true
      answers.set(id, entry)
      settleNames(of: id)
    }
    let builder = MessageBuilder(MessageKind.return, Size.return) { answer in
      answer.set(0, id)
      answer.setBool(32, false, default: true)
      answer.set(3, kind)
      fill(answer)
    }
    do throws(CapnProtoError) {
      emit(try builder.finish(), isReturn: true)
    } catch {
      abort(.failed("a return could not be built (code \(error.code.rawValue))"))
    }
  }

  /// Tells the caller that its answer is the answer to a question we asked it.
  func redirected(_ origin: Call, to question: UInt32) {
    guard let answer = origin.answer else { return }
    sendReturn(answer.id, ReturnKind.takeFromOtherQuestion) { $0.set(2, question) }
  }

  /// Handles a `Finish`.
  func handleFinish(_ reader: FinishReader) throws(Failure) {
    let id = reader.questionID
    // Unknown is what it is if we said that no finish is needed.
    guard let entry = answers.remove(id) else { return }
    let call = entry.call
    call.answer = nil
    if !entry.isReturned, !call.hints.contains(.onlyPipelining) {
      sendReturn(id, ReturnKind.canceled) { _ in }
    }
    if reader.releaseResultCaps { try releaseExports(entry.exports) }
    settleNames(of: entry)
    call.mustArrive = reader.requireEarlyCancellationWorkaround
    call.abandon()
    if !call.isDone { orphans[ObjectIdentifier(call)] = call }
    withExtendedLifetime(entry) {}
  }

  /// A question of the peer's was given up whose answer another call's results were to be.
  func markTaken(_ id: UInt32) throws(Failure) {
    guard var entry = answers[id], entry.call.isRedirected, !entry.isTaken else {
      throw .violation("the answer to question \(id) can't be taken")
    }
    entry.isTaken = true
    answers.set(id, entry)
  }

  /// A call of the peer has ended.
  func settle(_ call: Call, _ bytes: Int) {
    callCount -= 1
    callBytes -= bytes
    if orphans.isEmpty { return }
    let orphan = orphans.removeValue(forKey: ObjectIdentifier(call))
    withExtendedLifetime(orphan) {}
  }
}

extension Call {
  /// The peer's call whose answer this call's is, if both can be left to the peer.
  func originForRedirect(on connection: Connection) -> Call? {
    // Most calls are made here.
    if tailOf == nil, answer == nil { return nil }
    let origin = tailOf ?? self
    guard let answer = origin.answer, answer.connection === connection, !origin.isRedirected,
      origin.outcome == nil, observer == nil, !origin.hints.contains(.onlyPipelining),
      let entry = connection.answers[answer.id], !entry.isReturned
    else { return nil }
    return origin
  }
}
