import Foundation
import Ganglion

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Makes single requests.
///
/// Each has a session of its own, and so a connection: nothing is kept from one to the next.
struct Loader: Sendable {
  /// Makes one request and follows no redirects.
  ///
  /// - Returns: the answer.
  /// - Throws: `RequestFailure`; a cancellation error.
  func load(_ request: OutgoingRequest, _ limits: HTTPLimits) async throws -> Answer {
    try Task.checkCancellation()
    // Also of what waits in vain there is not ever more.
    if LoadingQueue.shared.isStalled {
      throw RequestFailure("held up by a server that sends without end")
    }
    let transfer = Transfer(limits)
    let delegate = LoadingDelegate(transfer)
    let foreign = try urlRequest(request, limits)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        transfer.begin(continuation)
        delegate.start(foreign, Self.configuration)
      }
    } onCancel: {
      transfer.end(.failure(CancellationError()))
      delegate.stop()
    }
  }

  private static var configuration: URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    return configuration
  }

  private func urlRequest(
    _ request: OutgoingRequest, _ limits: HTTPLimits
  ) throws(RequestFailure) -> URLRequest {
    let location = request.location
    // Two readers of one text; they must agree on where it leads.
    guard let url = URL(string: location.description),
      url.scheme?.lowercased() == location.scheme.rawValue,
      url.host?.lowercased() == location.host
        || url.host.map({ "[\($0.lowercased())]" }) == location.host,
      UInt16(clamping: url.port ?? Int(location.scheme.port)) == location.port
    else { throw RequestFailure("not a URL") }
    var result = URLRequest(url: url)
    result.httpMethod = request.method.rawValue
    result.setValue("ganglion", forHTTPHeaderField: "User-Agent")
    for (name, value) in request.headers.fields {
      // The first of a name takes the place of what was set above.
      let isFirst =
        result.value(forHTTPHeaderField: name) == nil || name.lowercased() == "user-agent"
      if isFirst {
        result.setValue(value, forHTTPHeaderField: name)
      } else {
        result.addValue(value, forHTTPHeaderField: name)
      }
    }
    if request.method == .post { result.httpBody = Data(request.body) }
    result.httpShouldHandleCookies = false
    // Ours is the timeout that counts; this one only must not come before.
    result.timeoutInterval = Double(limits.timeout.components.seconds) + 10
    return result
  }
}
