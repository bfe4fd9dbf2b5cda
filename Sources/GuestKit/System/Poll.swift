/// Waiting, without using the processor.
///
/// What one is told to wait for, and what comes of it, lies in memory that every wait uses again.
final class Poll {
  /// What can be waited for.
  enum Condition {
    case read(Int32)
    case write(Int32)
    /// Until a time of the monotonic clock, in nanoseconds.
    case time(UInt64)
  }

  private static let most = 4
  private static let subscriptionSize = 48
  private static let eventSize = 32
  private static let eventsStart = most * subscriptionSize
  private static let size = eventsStart + most * eventSize

  private let memory = UnsafeMutableRawPointer.allocate(byteCount: Poll.size, alignment: 8)
  /// How many conditions there are.
  private(set) var count = 0

  init() { memory.initializeMemory(as: UInt8.self, repeating: 0, count: Poll.size) }

  deinit { memory.deallocate() }

  /// Adds a condition for the next wait, which has at most four.
  func add(_ condition: Condition) {
    if count == Poll.most { return }
    Poll.write(condition, UInt64(count), at: memory + count * Poll.subscriptionSize)
    count += 1
  }

  /// Waits until one of the conditions holds, and forgets them.
  ///
  /// - Returns: which of them hold, as a set of bits; all of them if it can't be told.
  @discardableResult
  func wait() -> UInt8 {
    let conditions = Int32(count)
    count = 0
    if conditions == 0 { return 0 }
    let events = memory + Poll.eventsStart
    var due: UInt32 = 0
    guard wasiPoll(memory, events, conditions, &due) == Errno.success else { return 0xFF }
    var result: UInt8 = 0
    for index in 0..<Int(due) {
      let condition = (events + index * Poll.eventSize).load(as: UInt64.self)
      result |= 1 << UInt8(condition & 7)
    }
    return result
  }

  /// Waits until a condition holds.
  static func wait(for condition: Condition) {
    let poll = Poll()
    poll.add(condition)
    poll.wait()
  }

  private static func write(
    _ condition: Condition, _ name: UInt64, at address: UnsafeMutableRawPointer
  ) {
    // What a condition of another kind has left at other places does not matter.
    address.storeBytes(of: name, as: UInt64.self)
    switch condition {
    case .time(let time):
      (address + 8).storeBytes(of: 0, as: UInt8.self)
      (address + 16).storeBytes(of: MonotonicClock.number, as: Int32.self)
      (address + 24).storeBytes(of: time, as: UInt64.self)
      // The time is not a duration.
      (address + 40).storeBytes(of: 1, as: UInt16.self)
    case .read(let descriptor):
      (address + 8).storeBytes(of: 1, as: UInt8.self)
      (address + 16).storeBytes(of: descriptor, as: Int32.self)
    case .write(let descriptor):
      (address + 8).storeBytes(of: 2, as: UInt8.self)
      (address + 16).storeBytes(of: descriptor, as: Int32.self)
    }
  }
}

/// The clock that never goes back.
enum MonotonicClock {
  static let number: Int32 = 1

  /// Its time in nanoseconds.
  static var now: UInt64 {
    var time: UInt64 = 0
    _ = wasiTime(number, 1, &time)
    return time
  }

  /// Its time after a duration; the end of time if that is further away.
  static func time(after duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { return now }
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return .max }
    let (time, isFar) = whole.addingReportingOverflow(now &+ UInt64(attoseconds) / 1_000_000_000)
    return isFar ? .max : time
  }
}
