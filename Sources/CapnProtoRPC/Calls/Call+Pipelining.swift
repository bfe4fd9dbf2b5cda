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
    for reference in pipelines {
      let promise = reference.takeUnretainedValue()
      promise.setRoute(PipelineHook(self, path: promise.path, on: connection))
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

  func resolvePipelines(_ outcome: Outcome, _ embargoes: Embargoes) {
    while let reference = pipelines.last {
      let promise = reference.takeUnretainedValue()
      var target: CapabilityHook
      switch outcome {
      case .failure(let error): target = BrokenHook(error, in: vat)
      case .success(let payload):
        target = payload.hook(at: promise.path, in: vat)
        if promise.hasSent, let question, needsEmbargo(payload, promise.path, embargoes) {
          target = question.connection.embargo(
            target, reachedBy: .answer(question.id, path: promise.path))
        }
      }
      // Takes the promise off the list.
      promise.resolve(to: target)
    }
  }

  private func needsEmbargo(
    _ payload: Payload, _ path: [UInt16], _ embargoes: Embargoes
  ) -> Bool {
    switch embargoes {
    case .none: return false
    case .all: return payload.index(at: path) != nil
    case .pointingBack(let flags):
      guard let index = payload.index(at: path), index < flags.count else { return false }
      return flags[index]
    }
  }
}
