public import WebAssembly

/// What one run of a program may use.
public struct RunLimits: Sendable, Hashable {
  /// The fuel of a metered module, one unit per operator; `nil` for as much as it takes.
  public var fuel: UInt64?
  /// The time it may take, from its start on; `nil` for as long as it takes.
  ///
  /// What a machine does in a time is up to the machine: only fuel stops equal runs at equal places.
  public var timeout: Duration?
  /// What its instance may take: memory, tables, stack.
  public var store = StoreLimits()

  /// Limits.
  ///
  /// - Parameters:
  ///   - fuel: for a metered module; unlimited by default.
  ///   - timeout: unlimited by default.
  public init(fuel: UInt64? = nil, timeout: Duration? = nil) {
    self.fuel = fuel
    self.timeout = timeout
  }
}

extension Duration {
  /// The length in nanoseconds, none if it is negative, all there can be if it is too long.
  package var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
    return overflow || carry ? .max : sum
  }
}
