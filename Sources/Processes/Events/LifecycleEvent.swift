/// Something that happened to a process.
public enum LifecycleEvent: Sendable {
  /// It was started.
  case spawned(pid: UInt32, ppid: UInt32)
  /// It was paused.
  case paused(pid: UInt32)
  /// It goes on.
  case resumed(pid: UInt32)
  /// It ended.
  case ended(ProcessExit)
  /// So many events were dropped here, because they were not taken in time.
  case dropped(Int)
}
