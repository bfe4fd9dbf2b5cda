internal import CapnProto

extension Call {
  /// The most parts of one answer that can be in use at once: finding one is a search.
  static var maximalPipelines: Int { 1024 }

  /// The hook of a capability that the answer has or will have.
  func pipelineHook(_ path: [UInt16]) -> CapabilityHook {
    if let outcome, !isElsewhere {
      switch outcome {
      case .success(let payload): return payload.hook(at: path, in: vat)
      case .failure(let error): return BrokenHook(error, in: vat)
      }
    }
    if let successor { return successor.pipelineHook(path) }
    for reference in pipelines {
      let promise = reference.takeUnretainedValue()
      if promise.path == path { return promise }
    }
    guard pipelines.count < Call.maximalPipelines else {
      return BrokenHook(RPCError(.overloaded, "too many parts of one answer are in use"), in: vat)
    }
    let promise = PromiseHook(self, path: path)
    promise.placeInSource = pipelines.count
    pipelines.append(.passUnretained(promise))
    if let question {
      promise.setRoute(PipelineHook(self, path: path, on: question.connection))
    }
    return promise
  }

  /// Gives promises that exist already a route, once the call is on its way to a peer.
  func routePipelines(on connection: Connection) {
    // The list can change: if too much waits to be sent, everything ends here.
    var index = 0
    while index < pipelines.count {
      let promise = pipelines[index].takeUnretainedValue()
      promise.setRoute(PipelineHook(self, path: promise.path, on: connection))
      index += 1
    }
  }

  func remove(_ promise: PromiseHook) {
    let place = promise.placeInSource
    guard place < pipelines.count,
      pipelines[place].toOpaque() == Unmanaged.passUnretained(promise).toOpaque()
    else { return }
    let last = pipelines.removeLast()
    if place < pipelines.count {
      pipelines[place] = last
      last.takeUnretainedValue().placeInSource = place
    }
  }

  func resolvePipelines(_ outcome: Outcome) {
    while let reference = pipelines.last {
      let promise = reference.takeUnretainedValue()
      // Takes the promise off the list.
      switch outcome {
      case .failure(let error): promise.resolve(to: BrokenHook(error, in: vat))
      case .success(let payload): promise.resolve(to: payload.hook(at: promise.path, in: vat))
      }
    }
  }

  /// The outcome of a question, with promises in the place of what calls sent along the question might still be on their way to.
  ///
  /// Everyone gets these promises: those who called parts of the answer, and those who get the answer itself, here or elsewhere.
  func embargoed(_ outcome: Outcome, _ embargoes: Embargoes) -> Outcome {
    guard case .success(let payload) = outcome, let question, !sentPaths.isEmpty else {
      return outcome
    }
    var capabilities = payload.message.capabilities
    var isChanged = false
    var done: [Int] = []
    for path in sentPaths {
      guard let index = payload.index(at: path), !done.contains(index),
        index < capabilities.count, let capability = Capability.from(capabilities[index])
      else { continue }
      done.append(index)
      let target = capability.hook(in: vat)
      // A promise that resolves later is the next to be minded.
      target.settled.unresolved?.markSent()
      guard embargoes.apply(to: index) else { continue }
      let held = question.connection.embargo(target, reachedBy: .answer(question.id, path: path))
      if held === target { continue }
      capabilities[index] = Capability(held)
      isChanged = true
    }
    return isChanged ? .success(payload.with(capabilities: capabilities)) : outcome
  }

  /// Whether another call can't end before this one, as far as a short look tells.
  func isAwaited(by other: Call?) -> Bool {
    var other = other
    for _ in 0..<32 {
      guard let call = other else { return false }
      if call === self { return true }
      other = call.successor ?? call.waitsIn?.takeUnretainedValue().source
    }
    return false
  }

  /// Remembers that a call went to the peer by way of a part of this question's answer.
  func noteSent(_ path: [UInt16]) {
    for known in sentPaths where known == path { return }
    sentPaths.append(path)
  }
}
