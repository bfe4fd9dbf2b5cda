/// What a guest waits for that has executed `memory.atomic.wait32` or `memory.atomic.wait64`.
///
/// It is the request of the suspended call. Who drives the call resumes it when the wait
/// ``isNotified``, or when the time is up; the guest is told which.
///
/// Specification: https://github.com/WebAssembly/threads
public struct AtomicWait: Sendable {
  /// The most nanoseconds to wait; `nil` for no limit.
  public let timeout: UInt64?
  private let waiter: AtomicWaiters.Waiter

  init(timeout: Int64, waiter: AtomicWaiters.Waiter) {
    self.timeout = UInt64(exactly: timeout)
    self.waiter = waiter
  }

  /// Whether another call has notified it.
  public var isNotified: Bool { waiter.isNotified }
}
