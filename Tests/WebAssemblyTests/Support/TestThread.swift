import Foundation

/// A thread that a test waits for.
final class TestThread: @unchecked Sendable {
  // Safe to share: the semaphore is all that two threads touch.
  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () -> Void) {
    let done = done
    Thread {
      body()
      done.signal()
    }.start()
  }

  func join() { done.wait() }
}
