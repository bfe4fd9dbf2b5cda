import Platform
import Synchronization

/// The life-cycle events of an executor from now on, as an asynchronous sequence.
///
/// It holds a bounded number of events. If they are not taken in time the oldest are dropped, and in
/// their place comes one ``LifecycleEvent/dropped(_:)`` with their number. It ends with the executor,
/// or when nobody holds it any more. One task at a time may take events.
public struct LifecycleEvents: AsyncSequence, Sendable {
  /// What comes next.
  public typealias Element = LifecycleEvent

  let feed: EventFeed
  private let subscription: Subscription

  init(_ feed: EventFeed, onEnd: @escaping @Sendable () -> Void) {
    self.feed = feed
    subscription = Subscription(onEnd)
  }

  /// Takes events.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let events: LifecycleEvents

    /// The next event, or `nil` at the end or when the task is cancelled.
    public func next() async -> LifecycleEvent? { await events.feed.next() }
  }

  /// Takes events from here on.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(events: self) }

  private final class Subscription: Sendable {
    private let onEnd: @Sendable () -> Void
    init(_ onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }
    deinit { onEnd() }
  }
}

/// A bounded queue of events with one reader.
final class EventFeed: Sendable {
  private struct State {
    var buffer: EventBuffer
    var reader: CheckedContinuation<LifecycleEvent?, Never>?
    var isFinished = false
  }

  private let state: Guarded<State>

  init(limit: Int) { state = Guarded(State(buffer: EventBuffer(limit: limit))) }

  @inline(never)  // What continuations are made of is looked up where somebody listens.
  func send(_ event: LifecycleEvent) {
    let reader: CheckedContinuation<LifecycleEvent?, Never>? = state.withLock { state in
      if let reader = state.reader {
        state.reader = nil
        return reader
      }
      state.buffer.append(event)
      return nil
    }
    reader?.resume(returning: event)
  }

  func finish() { endReading { $0.isFinished = true } }

  func next() async -> LifecycleEvent? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // `nil` is: wait; `.some(nil)` is: the end.
        let event: LifecycleEvent?? = state.withLock { state in
          if let event = state.buffer.removeFirst() { return event }
          if state.isFinished || state.reader != nil || Task.isCancelled { return .some(nil) }
          state.reader = continuation
          return nil
        }
        if let event { continuation.resume(returning: event) }
      }
    } onCancel: {
      endReading { _ in }
    }
  }

  private func endReading(_ change: @Sendable (inout State) -> Void) {
    let reader: CheckedContinuation<LifecycleEvent?, Never>? = state.withLock { state in
      change(&state)
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }
}

/// The last events, and how many came before them.
struct EventBuffer: Sendable {
  private let limit: Int
  private var events: [LifecycleEvent] = []
  private var head = 0
  private var droppedCount = 0

  init(limit: Int) { self.limit = max(1, limit) }

  mutating func append(_ event: LifecycleEvent) {
    if events.count - head == limit {
      head += 1
      droppedCount += 1
      if head == limit {
        events.removeFirst(head)
        head = 0
      }
    }
    events.append(event)
  }

  mutating func removeFirst() -> LifecycleEvent? {
    if droppedCount > 0 {
      defer { droppedCount = 0 }
      return .dropped(droppedCount)
    }
    guard head < events.count else { return nil }
    let event = events[head]
    head += 1
    if head == events.count {
      events.removeAll(keepingCapacity: true)
      head = 0
    }
    return event
  }
}
