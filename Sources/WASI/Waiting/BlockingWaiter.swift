import Platform

/// Waits on the calling thread for what a suspended call asks for.
///
/// For tools that run one guest: the thread that runs the guest waits as well. Any other thread
/// can end the wait.
public final class BlockingWaiter: Sendable {
  private let waiter: ThreadWaiter
  private let usesPool: Bool

  /// - Parameter usesPool: whether blocking work runs on a thread of its own, so that an interrupt
  ///   ends the wait for it too; otherwise it runs here, which is faster.
  /// - Throws: `WASIError` when the system has no descriptors left.
  public init(usesPool: Bool = false) throws(WASIError) {
    do throws(SystemError) {
      waiter = try ThreadWaiter()
    } catch {
      throw WASIError(.system, "\(error)")
    }
    self.usesPool = usesPool
  }

  /// Whether `interrupt` was called.
  public var isInterrupted: Bool { waiter.isInterrupted }

  /// Ends the wait under way and every later one.
  public func interrupt() { waiter.interrupt() }

  /// Waits until a call can be resumed.
  ///
  /// - Parameters:
  ///   - request: what the call waits for.
  ///   - deadline: when to give up, on the system's monotonic clock in nanoseconds.
  /// - Returns: whether to resume the call; `false` after an interrupt or the deadline.
  public func wait(for request: WaitRequest, until deadline: UInt64? = nil) -> Bool {
    if waiter.isInterrupted { return false }
    switch request.kind {
    case .yield: break
    case .blocking(let operation):
      if !usesPool {
        operation.perform()
        break
      }
      operation.start()
      return wait(request.waitSet, deadline) { operation.isDone }
    case .events(let set): return wait(set, deadline) { true }
    }
    return !waiter.isInterrupted && !hasPassed(deadline)
  }

  private func wait(_ set: WaitSet, _ deadline: UInt64?, _ isOver: () -> Bool) -> Bool {
    var set = set
    if let deadline { set.add(deadline: deadline) }
    repeat {
      guard waiter.wait(for: set), !hasPassed(deadline) else { return false }
    } while !isOver()
    return true
  }

  private func hasPassed(_ deadline: UInt64?) -> Bool {
    guard let deadline else { return false }
    return Clock.monotonic.now >= deadline
  }

  /// The time on the clock of deadlines: the system's monotonic one, in nanoseconds.
  public static var now: UInt64 { Clock.monotonic.now }
}
