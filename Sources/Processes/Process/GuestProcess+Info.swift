extension GuestProcess {
  /// How its last call ended, with results or a backtrace, once it is gone; `nil` before, and for
  /// one that never ran.
  package var lastEnding: RunEnding? { exitStatus == nil ? nil : body.runEnding }

  /// What a process is doing.
  public enum State: String, Sendable, Hashable {
    /// Its module is being read.
    case loading
    /// It waits for its turn.
    case runnable
    /// It runs.
    case running
    /// It waits for something.
    case waiting
    /// It is paused.
    case paused
    /// Its end is decided.
    case ending
  }

  /// What is known of a process, as in a listing.
  public struct Info: Sendable {
    /// Its number.
    public let pid: UInt32
    /// The number of its parent; 1 is the executor.
    public let ppid: UInt32
    /// Its identifier across executors.
    public let id: UInt64
    /// What it runs; `nil` while bytes are not hashed yet.
    public let contentID: ContentID?
    /// The guest's own arguments.
    public let arguments: [String]
    /// When it was started, in milliseconds since 1970.
    public let creationTime: Int64
    /// What it is doing.
    public let state: State
    /// Its priority class.
    public let priority: PriorityClass
    /// The fuel it used, up to its last slice.
    public let fuelUsed: UInt64
    /// The bytes of linear memory it has, up to its last slice.
    public let memoryByteCount: UInt64
    /// How many children it has.
    public let childCount: Int
    /// How many processes it is linked to.
    public let linkCount: Int
  }
}

extension ProcessTableStateMachine.Record {
  /// What to show.
  var state: GuestProcess.State {
    if reason != nil { return .ending }
    if isPaused { return .paused }
    switch schedule {
    case .loading: return .loading
    case .queued, .parked: return .runnable
    case .running: return .running
    case .waiting: return .waiting
    case .closing, .halted: return .ending
    }
  }
}
