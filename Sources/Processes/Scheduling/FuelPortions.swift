/// The fuel that a process was allowed, handed to its calls in portions of about a quarter of a
/// slice's time.
///
/// Between two portions whoever runs the process looks at the time and at who else waits, without
/// the help of another thread. What takes long but burns no fuel is stopped by the clock of slices.
struct FuelPortions: Sendable {
  /// The time a portion is to take, in nanoseconds.
  private static let target: UInt64 = 250_000
  /// Enough for a debug build to get on, and little enough to be over soon.
  private static let smallest: UInt64 = 10_000
  private static let largest: UInt64 = 1 << 30

  private var portion = FuelPortions.smallest
  /// What may still be handed out; `max` is without end.
  private var allowance: UInt64 = 0
  /// What the call that runs was handed.
  private var handed: UInt64 = 0
  /// What of that was the last portion, and how long the call has run on it.
  private var given: UInt64 = 0
  private var time: UInt64 = 0
  /// Whether the call that runs has something left of it.
  private var isRunning = false

  /// Whether to ask for more before going on.
  var needsAllowance: Bool { !isRunning && allowance == 0 }

  /// More may be used.
  mutating func allow(_ amount: UInt64) {
    let (sum, overflow) = allowance.addingReportingOverflow(amount)
    allowance = overflow ? .max : sum
  }

  /// What to hand to the call: a portion, or nothing when it still has some.
  mutating func next() -> UInt64 {
    if isRunning { return 0 }
    isRunning = true
    given = min(portion, allowance)
    time = 0
    if allowance != .max { allowance -= given }
    handed &+= given
    return given
  }

  /// The call ran for some time.
  mutating func ran(nanoseconds: UInt64) { time &+= nanoseconds }

  /// The call used its portion up.
  mutating func ranOut() {
    isRunning = false
    // One that was cut short by the allowance tells nothing.
    if time < Self.target / 2, given == portion {
      portion = min(Self.largest, portion * 2)
    } else if time > Self.target * 2 {
      portion = max(Self.smallest, portion / 2)
    }
  }

  /// The call is over; what it did not use is the next one's.
  mutating func callEnded(fuelUsed: UInt64) {
    isRunning = false
    if allowance != .max { allow(handed - min(handed, fuelUsed)) }
    handed = 0
  }
}
