public import WebAssembly

/// Why a process ended.
public enum ExitReason: Sendable, CustomStringConvertible {
  /// It came to its end, with this exit code; zero means success.
  case exited(UInt32)
  /// Somebody killed it, or its parent ended.
  case killed
  /// It trapped; the trap has the backtrace.
  indirect case trapped(Trap)
  /// A process it was linked to ended: the one of this identifier.
  case linked(UInt64)
  /// It went beyond one of its limits.
  case limit(LimitKind)
  /// The node it ran on is no longer there.
  case nodeLost
  /// It never ran.
  indirect case notStarted(SpawnError)
  /// There is no such process, and nothing is known of one any more.
  case unknown

  /// The code that who waits is given: the guest's own after `exited`, 134 after a trap, 0xffffffff
  /// otherwise.
  public var exitCode: UInt32 {
    switch self {
    case .exited(let code): code
    case .trapped: 134
    case .killed, .linked, .limit, .nodeLost, .notStarted, .unknown: 0xFFFF_FFFF
    }
  }

  /// One line.
  public var description: String {
    switch self {
    case .exited(let code): "exited with code \(code)"
    case .killed: "killed"
    case .trapped(let trap): "trapped: \(trap)"
    case .linked(let id): "linked to process \(id), which ended"
    case .limit(let kind): "limit reached: \(kind)"
    case .nodeLost: "its node was lost"
    case .notStarted(let error): "not started: \(error)"
    case .unknown: "no such process"
    }
  }
}

/// A limit that ends a process which reaches it; an open set.
public struct LimitKind: Hashable, Sendable, CustomStringConvertible {
  /// Its name.
  public let description: String
  private init(_ name: String) { description = name }

  /// The fuel it may use in all.
  public static let fuel = LimitKind("fuel")
  /// The memory it may have from its start on, its garbage-collected heap, or the host's memory.
  public static let memory = LimitKind("memory")
  /// The capabilities it may hold, or have others hold of its own.
  public static let capabilities = LimitKind("capabilities")
  /// The time it may take.
  public static let wallTime = LimitKind("wall time")
}

/// How a process ended, and what it used.
public struct ProcessExit: Sendable {
  /// The process.
  public let pid: UInt32
  /// Its identifier across executors.
  public let id: UInt64
  /// Why it ended.
  public let reason: ExitReason
  /// The fuel it used, in operators.
  public let fuelUsed: UInt64
  /// The bytes of linear memory it had in the end.
  public let memoryByteCount: UInt64

  /// The code that who waits is given; see ``ExitReason/exitCode``.
  public var exitCode: UInt32 { reason.exitCode }
}
