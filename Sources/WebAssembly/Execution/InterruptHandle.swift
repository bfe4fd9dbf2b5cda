import Synchronization

/// Stops a running call from another thread.
///
/// The call ends at its next safepoint. A handle may be used at any time, also when the call is
/// over: then it does nothing.
public final class InterruptHandle: Sendable {
  /// How hard a call is asked to stop.
  public enum Kind: UInt8, Sendable {
    /// Stop at the next safepoint, to be resumed later. Calls from host functions into the guest,
    /// which can't be stopped and resumed, run to their end first.
    case pause = 1
    /// Stop for good: calls from host functions into the guest end with a trap.
    case terminate = 2
  }

  /// What was asked for and has not happened yet; zero is nothing.
  let pending = Atomic<UInt8>(0)
  // Safe to share: the block lives as long as this, and only its atomic field is touched from
  // other threads.
  nonisolated(unsafe) let context: UnsafeMutablePointer<ExecutionContext>

  init(_ store: Store) {
    context = .allocate(capacity: 1)
    let frame = UnsafeMutableRawPointer(context)
    context.initialize(
      to: ExecutionContext(
        instance: UnsafeMutableRawPointer(context).assumingMemoryBound(to: InstanceHeader.self),
        code: StaticCode.finish, frame: frame))
  }

  deinit {
    context.deinitialize(count: 1)
    context.deallocate()
  }

  /// Asks the call to stop.
  ///
  /// - Parameter kind: how hard.
  public func interrupt(_ kind: Kind = .terminate) {
    // The harder request stays.
    var old = pending.load(ordering: .relaxed)
    while old < kind.rawValue {
      let (exchanged, current) = pending.compareExchange(
        expected: old, desired: kind.rawValue, ordering: .sequentiallyConsistent)
      if exchanged { break }
      old = current
    }
    context.pointee.stackLimit.store(0, ordering: .sequentiallyConsistent)
  }
}
