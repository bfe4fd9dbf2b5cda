import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Hands what a session tells of its only task to a transfer.
final class LoadingDelegate: NSObject, URLSessionDataDelegate, Sendable {
  private let transfer: Transfer
  private let isStopped = Atomic(false)

  init(_ transfer: Transfer) { self.transfer = transfer }

  /// Nobody waits for the task any more.
  ///
  /// Cancelling waits for a queue of Foundation's, which may be busy for as long as a server sends:
  /// neither the threads that run tasks nor that queue's own may do it.
  func stop(_ task: URLSessionTask) {
    if isStopped.exchange(true, ordering: .acquiringAndReleasing) { return }
    Thread.detachNewThread { task.cancel() }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    if transfer.receive(response) {
      completionHandler(.allow)
    } else {
      stop(dataTask)
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    if !transfer.receive(data) { stop(dataTask) }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // Redirects are ours to follow. The handler is not called: cancelled, the task does not wait for
    // it, and some Foundations end the program when it is called after that.
    transfer.redirect(response)
    stop(task)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if canImport(FoundationNetworking)
      // Only 401 leads here, once all of the answer has come; what comes of answering the question is
      // nothing.
      transfer.complete(nil, challenge.failureResponse)
      stop(task)
    #else
      let isServerTrust =
        challenge.protectionSpace.authenticationMethod == NSURLAuthenticationMethodServerTrust
      completionHandler(isServerTrust ? .performDefaultHandling : .rejectProtectionSpace, nil)
    #endif
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    transfer.complete(error, task.response)
  }
}
