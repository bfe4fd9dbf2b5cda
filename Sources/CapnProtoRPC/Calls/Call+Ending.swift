extension Call {
  /// What must be minded when promises resolve to what the answer has.
  enum Embargoes {
    /// Nothing: no call can be overtaken.
    case none
    /// Capabilities that point back from the peer: calls that are on their way there and back must arrive first.
    case pointingBack([Bool])
    /// All of them took that way.
    case all

    func apply(to index: Int) -> Bool {
      switch self {
      case .none: false
      case .pointingBack(let flags): index < flags.count && flags[index]
      case .all: true
      }
    }
  }

  /// Ends the call with an error. Does nothing if it has ended.
  func fail(_ error: RPCError) { complete(.failure(error)) }

  /// Ends the call. Does nothing if it has ended.
  @_optimize(speed)
  func complete(_ outcome: consuming Outcome, embargoes: Embargoes = .none) {
    guard self.outcome == nil else { return }
    if question != nil, !sentPaths.isEmpty { outcome = embargoed(outcome, embargoes) }
    self.outcome = consume outcome
    let phase = self.phase
    self.phase = .done
    let (oldRequest, oldParams) = (request.take(), received.take())
    let (oldWorker, oldTail) = (worker.take(), tailOf.take())
    settleCharge()
    if !pipelines.isEmpty, let outcome = self.outcome { resolvePipelines(outcome) }
    if let answer, let outcome = self.outcome {
      answer.connection.answered(self, id: answer.id, outcome)
    }
    dropSuccessor()
    if !predecessors.isEmpty, let outcome = self.outcome { tellPredecessors(outcome) }
    if observer != nil { vat.enqueue(.complete(self)) }
    if isStreaming, case .running(let hook) = phase { hook.unblock(self, self.outcome?.error) }
    if let question { question.connection.questionMayFinish(self) }
    withExtendedLifetime((oldRequest, oldParams)) {}
    withExtendedLifetime((oldWorker, oldTail)) {}
  }

  /// Ends a question whose results went elsewhere. Its parts can still be addressed.
  func completeElsewhere() {
    guard outcome == nil else { return }
    outcome = .failure(.failed("the results of this call were sent elsewhere"))
    isElsewhere = true
    let old = (request, received, tailOf)
    request = nil
    received = nil
    tailOf = nil
    settleCharge()
    tellPredecessors { call in call.completeElsewhere() }
    if observer != nil { vat.enqueue(.complete(self)) }
    if let question { question.connection.questionMayFinish(self) }
    withExtendedLifetime(old) {}
  }

  /// Tells the calls whose answer this call's is, each in a turn of its own: there can be many in a row.
  private func tellPredecessors(_ body: @escaping (Call) -> Void) {
    if predecessors.isEmpty { return }
    let calls = predecessors
    predecessors = []
    for call in calls { vat.later { body(call) } }
  }

  private func tellPredecessors(_ outcome: Outcome) {
    tellPredecessors { call in
      call.complete(outcome, embargoes: call.takesAnswer ? .all : .none)
    }
  }

  private func dropSuccessor() {
    guard let next = successor else { return }
    successor = nil
    let takesAnswer = self.takesAnswer
    // In a turn of its own: there can be many in a row.
    vat.later {
      if takesAnswer {
        next.holders -= 1
        next.holderLeft()
      } else {
        next.abandon()
      }
    }
  }

  func settleCharge() {
    guard let charge else { return }
    self.charge = nil
    charge.connection.settle(self, charge.bytes)
  }

  /// Makes another call's answer this call's answer.
  ///
  /// - Parameter next: The other call, already on its way.
  func follow(_ next: Call) {
    guard outcome == nil else { return next.abandon() }
    if next.endsLike(self) { return fail(.failed("a call ends by itself")) }
    successor = next
    while let promise = pipelines.last?.takeUnretainedValue() {
      // Takes the promise off the list.
      promise.resolve(to: next.pipelineHook(promise.path))
    }
    next.predecessors.append(self)
    if isCanceled { dropSuccessor() }
  }

  /// Makes the answer to a call of the peer this question's answer.
  ///
  /// Calls on parts of this one's answer go on through the peer until it is there.
  func take(_ other: Call) {
    takesAnswer = true
    if other.endsLike(self) { return fail(.failed("a call takes its own answer")) }
    successor = other
    other.holders += 1
    if let outcome = other.outcome {
      complete(outcome, embargoes: .all)
    } else {
      other.predecessors.append(self)
    }
  }

  /// Whether this call's answer is to be another one's. A peer can try to close a circle.
  private func endsLike(_ other: Call) -> Bool {
    var call: Call? = self
    while let current = call {
      if current === other { return true }
      call = current.successor
    }
    return false
  }

  // Giving up.

  /// Nobody waits for the answer itself any more.
  func abandon() {
    isWanted = false
    holderLeft()
  }

  /// The peer that made the call is gone. Unless an object is at work on it, the call is over, whatever it waits for: it could
  /// wait for itself.
  func lose(_ error: RPCError) {
    abandon()
    if outcome != nil { return }
    if case .running = phase, successor == nil {
      isCanceled = true
      tellCanceled()
    } else {
      fail(error)
    }
  }

  /// Someone lost interest in the call.
  func holderLeft() {
    guard routes == 0 else { return }
    if !isWanted, holders == 0 {
      if !isCanceled, outcome == nil {
        isCanceled = true
        giveUp()
      }
      if successor != nil {
        dropSuccessor()
        // Nobody is at work on this call itself any more.
        if !takesAnswer, question == nil { fail(.canceled) }
      }
    }
    if let question { question.connection.questionMayFinish(self) }
  }

  private func giveUp() {
    switch phase {
    case .new: fail(.canceled)
    case .waiting: if !mustArrive { fail(.canceled) }
    case .running: tellCanceled()
    case .sent, .done: break
    }
  }

  func tellCanceled() {
    guard let worker = worker.take() else { return }
    vat.later { if self.outcome == nil { worker.callCanceled() } }
  }
}

extension Result where Success == Payload, Failure == RPCError {
  var error: RPCError? {
    if case .failure(let error) = self { error } else { nil }
  }
}
