internal import CapnProto
internal import CapnProtoRPC
internal import Synchronization

/// How far a call of ours has come, and who waits for it.
final class CallState: CallObserver, @unchecked Sendable {
  // Safe to share: what changes is behind a lock or atomic.
  private enum State {
    case waiting
    case awaited(UnsafeContinuation<Call.Outcome, Never>)
    case awaitedByMany([Int: UnsafeContinuation<Call.Outcome, Never>])
    case done(Call.Outcome)
  }

  private struct Guarded {
    var state = State.waiting
    var firstWaiter = -1
  }

  private let nextWaiter = Atomic(0)

  private let guarded = VatLock(Guarded())

  /// Performs what is told outside of its vat; it enters the vat, so it is there when it is used.
  private unowned(unsafe) let driver: VatDriver?
  /// How the call ended, between the vat and those who wait: whoever performs effects comes after
  /// whoever added them.
  @exclusivity(unchecked) private var ended: Call.Outcome?

  /// A call through a vat.
  init(_ driver: VatDriver) { self.driver = driver }

  /// A call that ended before it began.
  init(_ outcome: Call.Outcome) {
    driver = nil
    guarded.withLock { $0.state = .done(outcome) }
  }

  /// How the call ended, if it has.
  var outcome: Call.Outcome? {
    guarded.withLock { if case .done(let outcome) = $0.state { outcome } else { nil } }
  }

  /// Whether the call has ended.
  var isDone: Bool {
    guarded.withLock { if case .done = $0.state { true } else { false } }
  }

  /// The call has ended; in the vat.
  func callEnded(_ outcome: Call.Outcome) {
    ended = outcome
    driver?.add(.resume(self))
  }

  /// Tells those who wait how the call ended in its vat; outside of the vat, once.
  func finish() {
    if let outcome = ended.take() { complete(outcome) }
  }

  /// Notes how the call ended, and tells those who wait; outside of the vat.
  func complete(_ outcome: Call.Outcome) {
    let old = guarded.withLock { guarded in
      let old = guarded.state
      if case .done = old { return old }
      guarded.state = .done(outcome)
      return old
    }
    switch old {
    case .waiting, .done: break
    case .awaited(let continuation): continuation.resume(returning: outcome)
    case .awaitedByMany(let many):
      for (_, continuation) in many.sorted(by: { $0.key < $1.key }) {
        continuation.resume(returning: outcome)
      }
    }
  }

  /// A name for somebody who is going to wait.
  func makeWaiter() -> Int { nextWaiter.add(1, ordering: .relaxed).newValue }

  /// Resumes a continuation once the call has ended.
  func wait(_ waiter: Int, _ continuation: UnsafeContinuation<Call.Outcome, Never>) {
    let outcome: Call.Outcome? = guarded.withLock { guarded in
      switch guarded.state {
      case .done(let outcome): return outcome
      case .waiting:
        guarded.state = .awaited(continuation)
        guarded.firstWaiter = waiter
      case .awaited(let first):
        guarded.state = .awaitedByMany([guarded.firstWaiter: first, waiter: continuation])
      case .awaitedByMany(var many):
        many[waiter] = continuation
        guarded.state = .awaitedByMany(many)
      }
      return nil
    }
    if let outcome { continuation.resume(returning: outcome) }
  }

  /// Has somebody wait no longer.
  ///
  /// - Returns: whether it waited and nobody else does.
  func cancelWaiter(_ waiter: Int) -> Bool {
    let (continuation, isLast) = guarded.withLock {
      guarded -> (UnsafeContinuation<Call.Outcome, Never>?, Bool) in
      switch guarded.state {
      case .awaited(let continuation) where guarded.firstWaiter == waiter:
        guarded.state = .waiting
        return (continuation, true)
      case .awaitedByMany(var many):
        let continuation = many.removeValue(forKey: waiter)
        guarded.state = many.isEmpty ? .waiting : .awaitedByMany(many)
        return (continuation, many.isEmpty)
      default: return (nil, false)
      }
    }
    continuation?.resume(returning: .failure(.canceled))
    return isLast
  }
}
