package import Platform

/// What a suspended WASI call waits for: the `request` of its `Suspension`.
///
/// Wait for it with a `BlockingWaiter` or with `wait()`, then resume the call, which checks again
/// for itself: to resume too early is harmless, and waits anew.
public struct WaitRequest: Sendable {
  package enum Kind: Sendable {
    /// One of these things comes to pass.
    case events(WaitSet)
    /// This work is done.
    case blocking(BlockingOperation)
    /// The others have had their turn.
    case yield
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Whether the guest only gives way; it can go on as soon as the others had their turn.
  public var isYield: Bool {
    if case .yield = kind { true } else { false }
  }

  /// The work to be done, if the call waits for work.
  public var blockingOperation: BlockingOperation? {
    if case .blocking(let operation) = kind { operation } else { nil }
  }

  /// The system's monotonic time, in nanoseconds, at which the wait is over in any case.
  public var deadline: UInt64? {
    if case .events(let set) = kind { set.deadline } else { nil }
  }

  /// Everything that ends the wait, the end of its work included.
  package var waitSet: WaitSet {
    switch kind {
    case .events(let set): return set
    case .blocking(let operation):
      var set = WaitSet()
      set.add(operation)
      return set
    case .yield:
      var set = WaitSet()
      set.add(deadline: 0)
      return set
    }
  }
}
