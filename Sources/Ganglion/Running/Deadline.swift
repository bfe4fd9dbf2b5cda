import Platform

/// Stops a run when its time is up, for as long as this object lives.
final class Deadline {
  private let loop: EventLoop
  private let registration: EventLoop.Registration

  /// - Parameters:
  ///   - timeout: from now on.
  ///   - control: of the run to stop.
  /// - Throws: `WASIError` when the system has no threads or descriptors left.
  init(_ timeout: Duration, _ control: RunControl) throws(WASIError) {
    do throws(SystemError) {
      loop = try EventLoop.shared
    } catch {
      throw WASIError(.system, "\(error)")
    }
    let (sum, overflow) = Clock.monotonic.now.addingReportingOverflow(timeout.nanoseconds)
    var set = WaitSet()
    set.add(deadline: overflow ? .max : sum)
    registration = loop.register(set, Waker { control.stop(.timedOut) })
  }

  deinit { loop.cancel(registration) }
}
