public import WebAssembly

/// How a run ended.
public enum RunEnding: Sendable {
  /// The function returned; a program's `_start` has no results.
  case finished([Value])
  /// The guest ended itself with an exit code.
  case exited(UInt32)
  /// The guest trapped.
  case trapped(Trap)
  /// The fuel was used up; the backtrace tells where.
  case outOfFuel(Backtrace)
  /// The time was up; the backtrace tells where.
  case timedOut(Backtrace)
  /// It was stopped through its ``RunControl``; the backtrace tells where.
  case stopped(Backtrace)

  /// What a program's parent sees, zero meaning success; `nil` when it did not come to its end.
  public var exitCode: UInt32? {
    switch self {
    case .finished: 0
    case .exited(let code): code
    default: nil
    }
  }
}

/// A run's ending and what it used.
public struct RunResult: Sendable {
  /// How it ended.
  public var ending: RunEnding
  /// The fuel a metered module used: one unit per operator, and the surcharge of bulk operators.
  public var fuelUsed: UInt64 = 0
  /// The bytes of linear memory it had in the end, which is the most it had: memories never shrink.
  public var memoryByteCount: UInt64 = 0

  package init(ending: RunEnding, fuelUsed: UInt64, memoryByteCount: UInt64) {
    self.ending = ending
    self.fuelUsed = fuelUsed
    self.memoryByteCount = memoryByteCount
  }
}
