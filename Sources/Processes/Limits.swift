public import WebAssembly

/// What one process may use.
public struct ProcessLimits: Sendable, Hashable {
  /// The fuel in all, one unit per operator; `nil`, the default, for as much as it takes. Beyond it
  /// the process ends with `limit(fuel)`.
  public var fuel: UInt64?
  /// The fuel per second, on average over a tenth of a second; `nil`, the default, for as much as
  /// the machine gives. Beyond it the process waits until there is more.
  public var fuelPerSecond: UInt64?
  /// The bytes of each linear memory; all that 32-bit addresses reach by default, as pages cost
  /// nothing before they are touched. A process that starts with more ends with `limit(memory)`;
  /// one that wants to grow beyond is told that it can't.
  public var memoryByteCount: UInt64 = 4 << 30
  /// The time from the start of the process on; `nil`, the default, for as long as it takes. Beyond
  /// it the process ends with `limit(wallTime)`.
  public var wallTime: Duration?
  /// The children alive at once: enough for a server with a process per connection, and few enough
  /// that one runaway parent leaves room for others. Beyond it starting another one fails.
  public var children = 10_000
  /// The capabilities of others that it may hold at once, and those of its own that others may
  /// hold: enough for a parent of as many children as there may be, each an entry of some hundred
  /// bytes in the host's tables. Beyond it the process ends with `limit(capabilities)`.
  public var capabilities = 65_536
  /// What its store may take beside linear memory: tables, stack, garbage-collected heap.
  public var store = StoreLimits()

  /// The defaults.
  public init() {}
}

/// What one executor may hold.
public struct ExecutorLimits: Sendable, Hashable {
  /// Processes alive at once. A process takes two kernel mappings, of which Linux gives a program
  /// 65,530 by default: this many leave some for everything else.
  public var processes = 30_000
  /// How many exit statuses are kept: the last so many; 56 bytes each.
  public var exitStatuses = 65_536
  /// How long an exit status is kept.
  public var exitStatusAge: Duration = .seconds(600)

  /// The defaults.
  public init() {}
}
