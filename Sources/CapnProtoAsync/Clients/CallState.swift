internal import CapnProto
internal import CapnProtoRPC
internal import Synchronization

/// How far a call of ours has come, and who waits for it.
final class CallState: CallObserver, @unchecked Sendable {
  // Safe to share: what changes is behind a lock or atomic, or is written before `stage` says so.
  private enum Waiters {
    case nobody
    case one(Int, UnsafeContinuation<Void, Never>)
    case many([Int: UnsafeContinuation<Void, Never>])
  }

  // The stages. Only who changes the stage from one of the first two to one of the others ends the
  // call; after that nothing changes.

  /// Nobody waits.
  private static var running: UInt8 { 0 }
  /// Somebody may wait.
  private static var awaited: UInt8 { 1 }
  /// It ended in its vat.
  private static var endedThere: UInt8 { 2 }
  /// It was given up here.
  private static var givenUp: UInt8 { 3 }

  private let stage: Atomic<UInt8>
  private let waiters = VatLock(Waiters.nobody)
  private let nextWaiter = Atomic(0)

  /// Performs what is told outside of its vat; it enters the vat, so it is there when it is used.
  private let driver: Unmanaged<VatDriver>?
  /// How the call ended in its vat; written there once, before the stage says so.
  @exclusivity(unchecked) private var ended: Call.Outcome?

  /// A call through a vat.
  init(_ driver: VatDriver) {
    self.driver = .passUnretained(driver)
    stage = Atomic(Self.running)
  }

  /// A call that ended before it began.
  init(_ outcome: Call.Outcome) {
    driver = nil
    ended = outcome
    stage = Atomic(Self.endedThere)
  }

  /// Whether the call has ended.
  var isDone: Bool { stage.load(ordering: .acquiring) >= Self.endedThere }

  /// How the call ended, if it has.
  var outcome: Call.Outcome? {
    switch stage.load(ordering: .acquiring) {
    case Self.endedThere: ended
    case Self.givenUp: .failure(.canceled)
    default: nil
    }
  }

  /// The call has ended; in the vat.
  func callEnded(_ outcome: consuming Call.Outcome) {
    ended = consume outcome
    driver?._withUnsafeGuaranteedRef { $0.add(.resume(self)) }
  }

  /// Tells those who wait how the call ended in its vat; outside of the vat, once.
  func finish() { end(Self.endedThere) }

  /// Tells those who wait that the call was given up, unless it has ended; outside of the vat.
  func giveUp() { end(Self.givenUp) }

  private func end(_ end: UInt8) {
    // Mostly nobody waits yet, or somebody who needs not be told.
    let (isMine, seen) = stage.compareExchange(
      expected: Self.running, desired: end, ordering: .acquiringAndReleasing)
    if isMine || seen != Self.awaited { return }
    let old = waiters.withLock { waiters -> Waiters in
      guard
        stage.compareExchange(
          expected: Self.awaited, desired: end, ordering: .acquiringAndReleasing
        ).exchanged
      else { return .nobody }
      let old = waiters
      waiters = .nobody
      return old
    }
    switch old {
    case .nobody: break
    case .one(_, let continuation): continuation.resume()
    case .many(let many):
      for (_, continuation) in many.sorted(by: { $0.key < $1.key }) { continuation.resume() }
    }
  }

  /// A name for somebody who is going to wait.
  func makeWaiter() -> Int { nextWaiter.add(1, ordering: .relaxed).newValue }

  /// Resumes a continuation once the call has ended.
  func wait(_ waiter: Int, _ continuation: UnsafeContinuation<Void, Never>) {
    let mustWait = waiters.withLock { waiters in
      let (_, seen) = stage.compareExchange(
        expected: Self.running, desired: Self.awaited, ordering: .acquiringAndReleasing)
      if seen >= Self.endedThere { return false }
      switch waiters {
      case .nobody: waiters = .one(waiter, continuation)
      case .one(let first, let other):
        waiters = .many([first: other, waiter: continuation])
      case .many(var many):
        many[waiter] = continuation
        waiters = .many(many)
      }
      return true
    }
    if !mustWait { continuation.resume() }
  }

  /// Has somebody wait no longer.
  ///
  /// - Returns: whether it waited and nobody else does.
  func cancelWaiter(_ waiter: Int) -> Bool {
    let (continuation, isLast) = waiters.withLock {
      waiters -> (UnsafeContinuation<Void, Never>?, Bool) in
      switch waiters {
      case .one(let first, let continuation) where first == waiter:
        waiters = .nobody
        return (continuation, true)
      case .many(var many):
        let continuation = many.removeValue(forKey: waiter)
        waiters = many.isEmpty ? .nobody : .many(many)
        return (continuation, many.isEmpty)
      default: return (nil, false)
      }
    }
    continuation?.resume()
    return isLast
  }
}
