/// A domain of objects that call each other one turn at a time.
///
/// A vat owns no thread and no lock. Everything in it (hooks, calls, connections) is used by one thread at a time, and whoever drives
/// it sees to that: an actor or a lock on the host, a poll loop in a guest. Only a `Capability` may be dropped anywhere.
///
/// Nothing re-enters: a call to an object of the vat, and the answer to a call, wait in a queue until `run()`.
public final class Vat: @unchecked Sendable {
  // Sendable: capabilities refer to their vat from anywhere, but only to the drop queue, which is atomic, and to `wake`.

  /// Called, on any thread, when the vat has something to do that came from outside: `run()` should be called soon.
  public let wake: (@Sendable () -> Void)?
  /// Whatever the one who drives the vat wants to find again from a capability of it.
  public let driver: (any AnyObject & Sendable)?
  /// Makes a hook of this vat for a capability of another vat of the program; without it, those can't be used here.
  @exclusivity(unchecked) public var adopt: ((Capability) -> CapabilityHook)?
  let dropped = DropQueue()
  @exclusivity(unchecked) var queue = TurnQueue()
  @exclusivity(unchecked) private(set) var isRunning = false

  /// Makes a vat.
  ///
  /// - Parameters:
  ///   - driver: Whatever the one who drives the vat wants to find again from a capability of it.
  ///   - wake: Called, on any thread, when something was dropped outside the vat. It must not call into the vat.
  public init(driver: (any AnyObject & Sendable)? = nil, wake: (@Sendable () -> Void)? = nil) {
    self.driver = driver
    self.wake = wake
  }

  /// Whether `run()` would do anything.
  public var hasWork: Bool { !queue.isEmpty || !dropped.isEmpty }

  /// Delivers everything that waits, and what comes of it.
  ///
  /// Does nothing if it is running already. Drivers call it after every call they make into the vat; `receive` on a connection
  /// does so itself.
  @_optimize(speed) public func run() {
    if isRunning || (queue.isEmpty && dropped.isEmpty) { return }
    isRunning = true
    dropped.drain()
    while performNext() {
      if queue.isEmpty { dropped.drain() }
    }
    isRunning = false
  }

  /// Delivers at most `limit` of the things that wait.
  ///
  /// For drivers that must not be away for long.
  ///
  /// - Parameter limit: The most turns.
  /// - Returns: Whether there is more to do.
  public func run(limit: Int) -> Bool {
    if isRunning { return false }
    isRunning = true
    dropped.drain()
    var left = limit
    while left > 0, performNext() { left -= 1 }
    isRunning = false
    return hasWork
  }

  @inline(__always) private func performNext() -> Bool {
    guard let turn = queue.takeFirst() else { return false }
    // Moved out: nothing is retained for the sake of this.
    switch turn.move() {
    case .deliver(let call, let hook): hook.dispatch(call)
    case .complete(let call): call.notify()
    case .run(let body): body()
    }
    return true
  }

  func enqueue(_ turn: consuming Turn) { queue.append(turn) }

  /// Runs something in a turn of its own, after what already waits.
  ///
  /// - Parameter body: What to run.
  public func later(_ body: @escaping () -> Void) { queue.append(.run(body)) }
}
