package import Platform
import Synchronization

/// The clocks of preview 1.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#clockid
public enum WASIClock: UInt32, Sendable, CaseIterable {
  /// Time since 1970; may jump.
  case realtime
  /// Never goes back; starts anywhere.
  case monotonic
  /// The processor time of the process.
  case processTime
  /// The processor time of the thread.
  case threadTime
}

/// The clocks a guest sees, in nanoseconds.
public protocol WASIClocks: Sendable {
  /// The time now.
  func now(_ clock: WASIClock) -> UInt64
  /// The step a clock advances by; more than zero.
  func resolution(_ clock: WASIClock) -> UInt64
  /// What to wait for until a clock shows a time.
  ///
  /// - Parameters:
  ///   - clock: `realtime` or `monotonic`.
  ///   - time: later than the time now.
  func wait(for clock: WASIClock, until time: UInt64) -> WASIClockWait
}

/// How a clock lets somebody wait.
public struct WASIClockWait: Sendable {
  package enum Kind: Sendable {
    case deadline(UInt64)
    case source(any Readiness)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Until the system's monotonic clock shows a time.
  public static func deadline(_ time: UInt64) -> WASIClockWait { WASIClockWait(.deadline(time)) }
}

/// The system's clocks.
///
/// A wait for a time of day ends when the duration until then, as it was at the start, has passed.
/// If the time of day was set back meanwhile, the guest waits on; if it was set forward, it does not
/// wake before that.
public struct SystemClocks: WASIClocks {
  /// The system's clocks.
  public init() {}

  private func system(_ clock: WASIClock) -> Clock {
    switch clock {
    case .realtime: .realtime
    case .monotonic: .monotonic
    case .processTime: .processTime
    case .threadTime: .threadTime
    }
  }

  /// The time now.
  public func now(_ clock: WASIClock) -> UInt64 { system(clock).now }

  /// The step a clock advances by.
  public func resolution(_ clock: WASIClock) -> UInt64 { system(clock).resolution }

  /// Waits by the system's monotonic clock.
  public func wait(for clock: WASIClock, until time: UInt64) -> WASIClockWait {
    if clock == .monotonic { return .deadline(time) }
    let now = now(clock)
    let (deadline, overflow) = Clock.monotonic.now.addingReportingOverflow(
      time > now ? time - now : 0)
    return .deadline(overflow ? .max : deadline)
  }
}

/// Clocks that stand still until they are told to go on, for tests and replays.
public final class ManualClocks: WASIClocks {
  private struct State {
    var realtime: UInt64
    var monotonic: UInt64 = 0
    var wakers = WakerList()
  }

  private let state: Guarded<State>

  /// - Parameter realtime: the time of day at the start, in nanoseconds since 1970.
  public init(realtime: UInt64 = 0) { state = Guarded(State(realtime: realtime)) }

  /// Lets time pass on all clocks.
  ///
  /// - Parameter nanoseconds: how much.
  public func advance(by nanoseconds: UInt64) {
    let wakers = state.withLock { state in
      state.realtime &+= nanoseconds
      state.monotonic &+= nanoseconds
      return state.wakers.takeAll()
    }
    for waker in wakers { waker.wake() }
  }

  /// The time now; processor times are zero.
  public func now(_ clock: WASIClock) -> UInt64 {
    state.withLock { state in
      switch clock {
      case .realtime: state.realtime
      case .monotonic: state.monotonic
      case .processTime, .threadTime: 0
      }
    }
  }

  /// One nanosecond.
  public func resolution(_ clock: WASIClock) -> UInt64 { 1 }

  /// Waits until enough time was let pass.
  public func wait(for clock: WASIClock, until time: UInt64) -> WASIClockWait {
    WASIClockWait(.source(Alarm(self, clock, time)))
  }

  private final class Alarm: Readiness {
    private let clocks: ManualClocks
    private let clock: WASIClock
    private let time: UInt64

    init(_ clocks: ManualClocks, _ clock: WASIClock, _ time: UInt64) {
      self.clocks = clocks
      self.clock = clock
      self.time = time
    }

    func register(_ waker: Waker) {
      clocks.state.withLock { $0.wakers.add(waker) }
      if clocks.now(clock) >= time { waker.wake() }
    }

    func unregister(_ waker: Waker) { clocks.state.withLock { $0.wakers.remove(waker) } }
  }
}
