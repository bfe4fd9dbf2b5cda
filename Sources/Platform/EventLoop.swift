import Synchronization

/// Waits for the descriptors and deadlines of thousands on one thread.
///
/// Interest is registered for one wake-up; afterwards it is gone. It never calls a waker with its
/// lock held.
package final class EventLoop: Sendable {
  /// Names a registration, for `cancel`.
  package struct Registration: Sendable {
    fileprivate let identifier: UInt64
    fileprivate let set: WaitSet
    fileprivate let waker: Waker
  }

  private struct Waiter {
    let identifier: UInt64
    let events: DescriptorEvents
    /// Keeps the descriptor open, so that its number can't come to mean another file.
    let descriptor: SharedDescriptor
    let waker: Waker
  }

  private struct State {
    var nextIdentifier: UInt64 = 0
    var timers = TimerHeap()
    var timerWakers: [UInt64: Waker] = [:]
    var armedDeadline: UInt64?
    var waiters: [Int32: [Waiter]] = [:]
    var isStopped = false
  }

  private let state = Guarded(State())
  private let selector: EventSelector

  /// - Throws: when the system has no descriptors or threads left.
  package init() throws(SystemError) {
    selector = try EventSelector()
    guard WorkerThread.start({ self.run() }) else {
      throw SystemError(number: noThreadError, operation: "pthread_create")
    }
  }

  private static let sharedResult: Result<EventLoop, SystemError> = Result {
    () throws(SystemError) in try EventLoop()
  }

  /// The loop that all waits of a program share.
  package static var shared: EventLoop {
    get throws(SystemError) { try sharedResult.get() }
  }

  /// How many registrations are under way.
  package var registrationCount: Int {
    state.withLock { state in
      state.timerWakers.count + state.waiters.values.reduce(0) { $0 + $1.count }
    }
  }

  /// Wakes when something of a set is ready, at once if it is already.
  ///
  /// - Returns: what to hand to `cancel` after the wake-up, or to give up before it.
  package func register(_ set: WaitSet, _ waker: Waker) -> Registration {
    let identifier = state.withLock { state in
      state.nextIdentifier &+= 1
      return state.nextIdentifier
    }
    if let deadline = set.deadline { addTimer(identifier, deadline, waker) }
    for interest in set.interests { add(identifier, interest, waker) }
    for source in set.sources { source.register(waker) }
    return Registration(identifier: identifier, set: set, waker: waker)
  }

  /// Forgets a registration.
  package func cancel(_ registration: Registration) {
    let identifier = registration.identifier
    state.withLock { state in
      if state.timerWakers.removeValue(forKey: identifier) != nil {
        state.timers.cancel(identifier)
      }
      for interest in registration.set.interests {
        let raw = interest.descriptor.rawValue
        guard var waiters = state.waiters[raw] else { continue }
        let count = waiters.count
        waiters.removeAll { $0.identifier == identifier }
        if waiters.count == count { continue }
        update(&state, raw, waiters)
      }
    }
    for source in registration.set.sources { source.unregister(registration.waker) }
  }

  /// Ends the thread; whoever still waits is woken.
  package func stop() {
    let wakers: [Waker] = state.withLock { state in
      state.isStopped = true
      let wakers = Array(state.timerWakers.values) + state.waiters.values.joined().map(\.waker)
      state.timerWakers = [:]
      state.waiters = [:]
      return wakers
    }
    for waker in wakers { waker.wake() }
    selector.interrupt()
  }

  private func addTimer(_ identifier: UInt64, _ deadline: UInt64, _ waker: Waker) {
    state.withLock { state in
      state.timers.add(identifier, at: deadline)
      state.timerWakers[identifier] = waker
      arm(&state)
    }
  }

  private func arm(_ state: inout State) {
    guard let first = state.timers.first else { return }
    if let armed = state.armedDeadline, armed <= first { return }
    state.armedDeadline = first
    selector.arm(deadline: first)
  }

  private func add(_ identifier: UInt64, _ interest: WaitSet.Interest, _ waker: Waker) {
    let raw = interest.descriptor.rawValue
    let isWaiting = state.withLock { state in
      var waiters = state.waiters[raw] ?? []
      waiters.append(
        Waiter(
          identifier: identifier, events: interest.events, descriptor: interest.descriptor,
          waker: waker))
      let mask = waiters.reduce(into: DescriptorEvents()) { $0.formUnion($1.events) }
      guard selector.watch(raw, mask, isKnown: waiters.count > 1) else { return false }
      state.waiters[raw] = waiters
      return true
    }
    // Regular files and the like can't be watched: they are always ready.
    if !isWaiting { waker.wake() }
  }

  private func update(_ state: inout State, _ raw: Int32, _ waiters: [Waiter]) {
    if waiters.isEmpty {
      state.waiters[raw] = nil
      selector.forget(raw)
    } else {
      state.waiters[raw] = waiters
      let mask = waiters.reduce(into: DescriptorEvents()) { $0.formUnion($1.events) }
      _ = selector.watch(raw, mask, isKnown: true)
    }
  }

  private func run() {
    while true {
      let events = selector.wait()
      var wakers: [Waker] = []
      let isStopped = state.withLock { state in
        for event in events {
          switch event {
          case .timer: state.armedDeadline = nil
          case .descriptor(let raw, let ready): wakers += take(&state, raw, ready)
          }
        }
        for identifier in state.timers.takeDue(at: Clock.monotonic.now) {
          if let waker = state.timerWakers.removeValue(forKey: identifier) { wakers.append(waker) }
        }
        arm(&state)
        return state.isStopped
      }
      for waker in wakers { waker.wake() }
      if isStopped { return }
    }
  }

  /// Removes the waiters of a descriptor that its readiness concerns.
  private func take(_ state: inout State, _ raw: Int32, _ ready: DescriptorEvents) -> [Waker] {
    guard let waiters = state.waiters[raw] else { return [] }
    let concernsAll = ready.contains(.hangUp) || ready.contains(.failed)
    let woken = waiters.filter { concernsAll || !$0.events.isDisjoint(with: ready) }
    let rest = concernsAll ? [] : waiters.filter { $0.events.isDisjoint(with: ready) }
    update(&state, raw, rest)
    return woken.map(\.waker)
  }
}
