internal import CapnProto

extension Connection {
  /// Ends the connection from this side: the peer is told why, and everything that depends on the connection fails.
  ///
  /// - Parameter error: Why.
  public func close(_ error: RPCError = RPCError(.disconnected, "the connection was closed")) {
    abort(error)
    vat.run()
  }

  /// Ends the connection because the transport is gone. There is nobody to tell.
  ///
  /// - Parameter reason: What happened.
  public func disconnect(_ reason: String = "the connection was lost") {
    end(.disconnected(reason))
    vat.run()
  }

  /// Tells the peer why the connection ends, and ends it.
  func abort(_ error: RPCError) {
    guard ended == nil else { return }
    let builder = MessageBuilder(sizeHint: 64)
    let message = builder.root.initStruct(Size.message)
    message.set(0, MessageKind.abort)
    error.write(to: message.pointer(0))
    if let abort = try? builder.finish() { append(.send(abort)) }
    end(.disconnected(error.reason))
  }

  /// Fails everything that depends on the connection.
  func end(_ error: RPCError) {
    guard ended == nil else { return }
    ended = error
    append(.close(error))
    let questions = self.questions.removeAll()
    let others = pipelineOnlyQuestions
    pipelineOnlyQuestions = [:]
    let answers = self.answers.removeAll()
    let exports = self.exports.removeAll()
    let embargoes = self.embargoes.removeAll()
    exportsByHook = [:]
    let bootstrap = bootstrapObject
    bootstrapObject = nil
    for question in questions { fail(question, error) }
    for question in others { fail(question.value, error) }
    let broken = BrokenHook(error, in: vat)
    for promise in promisesOfImports() { promise.resolve(to: broken) }
    for embargo in embargoes { embargo.promise.resolve(to: broken) }
    for export in exports where export.isPromise {
      export.hook.settled.unresolved?.unwatch(export)
      settleName(of: export)
    }
    let orphans = self.orphans
    self.orphans = [:]
    for answer in answers {
      settleNames(of: answer)
      answer.call.answer = nil
      answer.call.lose(error)
    }
    for orphan in orphans { orphan.value.lose(error) }
    if let onEnd {
      self.onEnd = nil
      vat.later { onEnd(error) }
    }
    withExtendedLifetime((answers, exports, bootstrap)) {}
  }

  private func fail(_ question: Question, _ error: RPCError) {
    guard let call = question.call else { return }
    call.question = nil
    call.complete(.failure(error))
  }

  private func promisesOfImports() -> [PromiseHook] {
    var all: [PromiseHook] = []
    imports.forEach { entry in
      if let promise = entry.promise { all.append(promise.takeUnretainedValue()) }
    }
    return all
  }
}

extension Connection {
  /// How many entries the tables hold: all zero when nothing is under way and nothing is held on either side.
  public struct TableCounts: Hashable, Sendable {
    /// Calls to the peer.
    public var questions: Int
    /// Calls of the peer.
    public var answers: Int
    /// Capabilities of the peer.
    public var imports: Int
    /// Capabilities of ours.
    public var exports: Int
    /// Promises that wait for calls to come back.
    public var embargoes: Int
  }

  /// How many entries the tables hold.
  public var tableCounts: TableCounts {
    TableCounts(
      questions: questions.count + pipelineOnlyQuestions.count, answers: answers.count,
      imports: imports.count, exports: exports.count, embargoes: embargoes.count)
  }
}
