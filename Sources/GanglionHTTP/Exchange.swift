import Ganglion

/// One request from its beginning to its end, wherever it is sent on to.
struct Exchange: Sendable {
  let grant: HTTPGrant
  let gate: Gate

  /// Makes a request within the time that is granted.
  ///
  /// - Returns: the answer.
  /// - Throws: `RequestFailure` that says why there is none; an `RPCError` when too many wait; a
  ///   cancellation error.
  func perform(_ request: OutgoingRequest) async throws -> Answer {
    let timeout = grant.limits.timeout
    return try await withThrowingTaskGroup(of: Answer.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await takeTurn(request) }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw RequestFailure("no answer within \(timeout)")
      }
      guard let answer = try await group.next() else { throw CancellationError() }
      return answer
    }
  }

  private func takeTurn(_ request: OutgoingRequest) async throws -> Answer {
    try await gate.enter()
    defer { gate.leave() }
    return try await follow(request)
  }

  /// Makes a request, and those that its answers ask for.
  private func follow(_ first: OutgoingRequest) async throws -> Answer {
    var request = first
    for _ in 0...max(0, grant.limits.redirectCount) {
      let answer = try await Loader().load(request, grant.limits)
      guard let target = answer.redirect else { return answer }
      request = try redirected(request, answer.status, to: target)
    }
    throw RequestFailure("more than \(grant.limits.redirectCount) redirects")
  }

  /// The request that a redirect asks for.
  ///
  /// - Throws: why it is not made.
  private func redirected(
    _ request: OutgoingRequest, _ status: Int, to target: String
  ) throws(RequestFailure) -> OutgoingRequest {
    var next = request
    do throws(HTTPLocationError) {
      next.location = try request.location.resolve(target, limit: grant.limits.urlByteCount)
    } catch {
      throw RequestFailure("redirected to what is refused: \(error)")
    }
    if request.location.scheme == .https, next.location.scheme == .http {
      throw RequestFailure("redirected from https to http")
    }
    // As browsers do: only these two keep the method and the body.
    if status != 307 && status != 308 && next.method == .post {
      next.method = .get
      next.body = []
      next.headers = next.headers.bodiless
    }
    if next.location.origin != request.location.origin { next.headers = next.headers.impersonal }
    if let refusal = grant.refusal(next.method, next.location) {
      throw RequestFailure("redirected: \(refusal)")
    }
    return next
  }
}
