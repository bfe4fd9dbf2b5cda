import Foundation
import Ganglion
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What has come of one answer, within bounds.
final class Transfer: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Answer, any Error>?
    var outcome: Result<Answer, any Error>?
    var answer = Answer(status: 0)
  }

  private let state = Mutex(State())
  private let limits: HTTPLimits
  private let bodyLimit: Int

  init(_ limits: HTTPLimits) {
    self.limits = limits
    bodyLimit = min(limits.responseByteCount, HTTPLimits.largestResponse)
  }

  /// Whether it has ended.
  var isOver: Bool { state.withLock { $0.outcome != nil } }

  /// Has its end told.
  func begin(_ continuation: CheckedContinuation<Answer, any Error>) {
    let outcome = state.withLock { state in
      if state.outcome == nil { state.continuation = continuation }
      return state.outcome
    }
    if let outcome { continuation.resume(with: outcome) }
  }

  /// Ends it; only the first time counts.
  func end(_ outcome: Result<Answer, any Error>) {
    let continuation = state.withLock { state -> CheckedContinuation<Answer, any Error>? in
      guard state.outcome == nil else { return nil }
      state.outcome = outcome
      state.answer.body = []
      defer { state.continuation = nil }
      return state.continuation
    }
    continuation?.resume(with: outcome)
  }

  /// The head has come.
  ///
  /// - Returns: whether more is wanted.
  func receive(_ response: URLResponse) -> Bool {
    guard let response = response as? HTTPURLResponse else {
      return fail("the answer is not HTTP")
    }
    guard check(response) else { return false }
    let length = response.expectedContentLength
    if length > Int64(bodyLimit) {
      return fail("a body of \(length) bytes; at most \(bodyLimit) are granted")
    }
    state.withLock { $0.answer.status = response.statusCode }
    return true
  }

  /// Part of the body has come.
  ///
  /// - Returns: whether more is wanted.
  func receive(_ data: Data) -> Bool {
    let fits = state.withLock { state in
      if state.outcome != nil { return true }
      guard data.count <= bodyLimit - state.answer.body.count else { return false }
      state.answer.body.append(contentsOf: data)
      return true
    }
    return fits ? !isOver : fail("a body of more than \(bodyLimit) bytes, which are granted")
  }

  /// The server wants the request to go elsewhere, if it says where.
  func redirect(_ response: HTTPURLResponse) {
    guard check(response) else { return }
    end(
      .success(
        Answer(
          status: response.statusCode,
          redirect: response.value(forHTTPHeaderField: "Location"))))
  }

  /// All has come.
  ///
  /// - Parameter response: the head, for those that were not told of before.
  func complete(_ error: (any Error)?, _ response: URLResponse?) {
    if let error { return end(.failure(RequestFailure(Self.text(error)))) }
    if state.withLock({ $0.answer.status == 0 }) {
      guard let response else { return end(.failure(RequestFailure("an empty answer"))) }
      guard receive(response) else { return }
    }
    end(.success(state.withLock { $0.answer }))
  }

  /// Whether the head is small enough.
  private func check(_ response: HTTPURLResponse) -> Bool {
    var byteCount = 0
    for (name, value) in response.allHeaderFields {
      byteCount += "\(name)".utf8.count + "\(value)".utf8.count + 4
    }
    return byteCount <= limits.headerByteCount
      || fail("fields of \(byteCount) bytes; at most \(limits.headerByteCount) are granted")
  }

  private func fail(_ reason: String) -> Bool {
    end(.failure(RequestFailure(reason)))
    return false
  }

  /// What a guest is told of an error of the system.
  private static func text(_ error: any Error) -> String {
    guard let error = error as? URLError else { return "the request failed" }
    return switch error.code {
    case .cannotFindHost, .dnsLookupFailed: "no such host"
    case .cannotConnectToHost: "the host does not take connections"
    case .networkConnectionLost: "the connection was lost"
    case .timedOut: "the host does not answer"
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot:
      "no secure connection to the host"
    case .badServerResponse, .cannotParseResponse: "the answer is malformed"
    default:
      // Foundation on Linux has no code for certificates that nobody trusts.
      error.localizedDescription.contains("SSL")
        ? "no secure connection to the host: \(error.localizedDescription)"
        : "the request failed: \(error.localizedDescription)"
    }
  }
}
