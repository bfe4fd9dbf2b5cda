import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Hands what a session tells of its only task to a transfer.
final class LoadingDelegate: NSObject, URLSessionDataDelegate, Sendable {
  private let transfer: Transfer
  private let isStopped = Atomic(false)
  private let task = Mutex<URLSessionTask?>(nil)

  init(_ transfer: Transfer) { self.transfer = transfer }

  /// Makes a request, unless nobody waits for it any more.
  func start(_ request: URLRequest, _ configuration: URLSessionConfiguration) {
    LoadingQueue.shared.run { [self] in
      if isStopped.load(ordering: .acquiring) { return }
      let queue = DirectQueue()
      queue.maxConcurrentOperationCount = 1
      let session = URLSession(configuration: configuration, delegate: self, delegateQueue: queue)
      let task = session.dataTask(with: request)
      self.task.withLock { $0 = task }
      task.resume()
      // The session holds its delegate, and is held itself, until its task has ended.
      session.finishTasksAndInvalidate()
    }
  }

  /// Nobody waits for it any more.
  func stop() {
    if isStopped.exchange(true, ordering: .acquiringAndReleasing) { return }
    LoadingQueue.shared.run { [self] in task.withLock { $0 }?.cancel() }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    if transfer.receive(response) {
      completionHandler(.allow)
    } else {
      stop()
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    if !transfer.receive(data) { stop() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // Redirects are ours to follow. The handler is not called: cancelled, the task does not wait for
    // it, and some Foundations end the program when it is called after that.
    transfer.redirect(response)
    stop()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    #if canImport(FoundationNetworking)
      // Only 401 leads here, once all of the answer has come; what comes of answering the question is
      // nothing.
      transfer.complete(nil, challenge.failureResponse)
      stop()
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
    self.task.withLock { $0 = nil }
  }
}
