/// Waiting, without using the processor.
enum Poll {
  /// What can be waited for.
  enum Condition {
    case read(Int32)
    case write(Int32)
    /// Until a time of the monotonic clock, in nanoseconds.
    case time(UInt64)
  }

  private static let subscriptionSize = 48
  private static let eventSize = 32

  /// Waits until one of the conditions holds.
  ///
  /// - Parameter conditions: at most four.
  /// - Returns: which of them hold, as a set of bits; all of them if it can't be told.
  @discardableResult
  static func wait(for conditions: [Condition]) -> UInt8 {
    withUnsafeTemporaryAllocation(
      byteCount: 4 * (subscriptionSize + eventSize), alignment: 8
    ) { memory in
      guard let start = memory.baseAddress, !conditions.isEmpty, conditions.count <= 4 else {
        return 0
      }
      memory.initializeMemory(as: UInt8.self, repeating: 0)
      for (index, condition) in conditions.enumerated() {
        write(condition, UInt64(index), at: start + index * subscriptionSize)
      }
      let events = start + 4 * subscriptionSize
      var count: UInt32 = 0
      guard wasiPoll(start, events, Int32(conditions.count), &count) == Errno.success else {
        return 0xFF
      }
      var result: UInt8 = 0
      for index in 0..<Int(count) {
        let condition = (events + index * eventSize).load(as: UInt64.self)
        result |= 1 << UInt8(condition & 7)
      }
      return result
    }
  }

  private static func write(
    _ condition: Condition, _ name: UInt64, at address: UnsafeMutableRawPointer
  ) {
    address.storeBytes(of: name, as: UInt64.self)
    switch condition {
    case .time(let time):
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
