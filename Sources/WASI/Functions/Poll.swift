import Platform
package import WebAssembly

/// Waiting for several things at once.
extension WASIContext {
  private static let subscriptionSize = 48
  private static let eventSize = 32

  /// One thing a guest waits for.
  private struct Subscription {
    enum Condition {
      case clock(WASIClock, until: UInt64)
      case bytes(any ByteObject, Direction)
      case listener(any ListenerObject)
      /// Can't be waited for: an event says why.
      case failed(Errno)
    }

    let userData: UInt64
    let type: EventType
    let condition: Condition
  }

  private struct Event {
    let userData: UInt64
    let type: EventType
    var errno: Errno = .success
    var byteCount: UInt64 = 0
    var isHungUp = false
  }

  /// All waits are one suspension; how long a clock is waited for counts from the call on.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#poll_oneoff
  package func pollOneoff(
    _ memory: Memory, _ input: UInt32, _ output: UInt32, _ count: UInt32, _ result: UInt32
  ) throws -> Step {
    if count == 0 { throw Errno.inval }
    try memory.checkRange(input, Int(count) * Self.subscriptionSize)
    try memory.checkRange(output, Int(count) * Self.eventSize)
    try memory.checkRange(result, 4)
    if count > limits.subscriptionCount { throw Errno.inval }
    charge(Int(count) * (Self.subscriptionSize + Self.eventSize))
    var subscriptions: [Subscription] = []
    subscriptions.reserveCapacity(Int(count))
    for index in 0..<Int(count) {
      subscriptions.append(
        try subscription(memory, UInt64(input) + UInt64(index * Self.subscriptionSize)))
    }
    return try poll(memory, subscriptions, output, result)
  }

  private func subscription(_ memory: Memory, _ address: UInt64) throws -> Subscription {
    let userData = try memory.loadUInt64(at: address)
    guard let type = EventType(rawValue: try memory.loadUInt8(at: address + 8)) else {
      throw Errno.inval
    }
    let condition: Subscription.Condition
    switch type {
    case .clock:
      condition = clockCondition(
        try memory.loadUInt32(at: address + 16), try memory.loadUInt64(at: address + 24),
        isAbsolute: try memory.loadUInt16(at: address + 40) & 1 != 0)
    case .read:
      condition = descriptorCondition(try memory.loadUInt32(at: address + 16), .read)
    case .write:
      condition = descriptorCondition(try memory.loadUInt32(at: address + 16), .write)
    }
    return Subscription(userData: userData, type: type, condition: condition)
  }

  private func clockCondition(
    _ clock: UInt32, _ timeout: UInt64, isAbsolute: Bool
  ) -> Subscription.Condition {
    guard let clock = WASIClock(rawValue: clock) else { return .failed(.inval) }
    guard clock == .realtime || clock == .monotonic else { return .failed(.notsup) }
    if isAbsolute { return .clock(clock, until: timeout) }
    // A duration is not affected by changes of the time of day.
    let (time, overflow) = clocks.now(.monotonic).addingReportingOverflow(timeout)
    return .clock(.monotonic, until: overflow ? .max : time)
  }

  private func descriptorCondition(
    _ fd: UInt32, _ direction: Direction
  ) -> Subscription.Condition {
    do throws(Errno) {
      let descriptor = try descriptors.get(fd)
      switch descriptor.resource {
      case .directory: return .failed(.badf)
      case .bytes(let object):
        try descriptor.require(.pollFdReadwrite)
        return .bytes(object, direction)
      case .listener(let listener):
        try descriptor.require(.pollFdReadwrite)
        return direction == .read ? .listener(listener) : .failed(.inval)
      }
    } catch {
      return .failed(error)
    }
  }

  private func poll(
    _ memory: Memory, _ subscriptions: [Subscription], _ output: UInt32, _ result: UInt32
  ) throws -> Step {
    let events = subscriptions.compactMap { event($0) }
    if events.isEmpty {
      return .wait(for: waitSet(subscriptions)) { memory in
        try self.poll(memory, subscriptions, output, result)
      }
    }
    for (index, event) in events.enumerated() {
      let address = UInt64(output) + UInt64(index * Self.eventSize)
      try memory.store(event.userData, at: address)
      try memory.store(event.errno.rawValue, at: address + 8)
      try memory.store(UInt16(event.type.rawValue), at: address + 10)
      try memory.store(UInt32(0), at: address + 12)
      try memory.store(event.byteCount, at: address + 16)
      try memory.store(UInt64(event.isHungUp ? 1 : 0), at: address + 24)
    }
    try memory.store(UInt32(events.count), at: UInt64(result))
    return .success
  }

  /// What a subscription has to tell now.
  private func event(_ subscription: Subscription) -> Event? {
    var event = Event(userData: subscription.userData, type: subscription.type)
    let state: ReadyState
    switch subscription.condition {
    case .failed(let errno):
      event.errno = errno
      return event
    case .clock(let clock, let time): return clocks.now(clock) >= time ? event : nil
    case .bytes(let object, let direction): state = object.readyState(direction)
    case .listener(let listener): state = listener.readyState()
    }
    guard case .ready(let byteCount, let isHungUp) = state else { return nil }
    event.byteCount = byteCount
    event.isHungUp = isHungUp
    return event
  }

  private func waitSet(_ subscriptions: [Subscription]) -> WaitSet {
    var set = WaitSet()
    for subscription in subscriptions {
      switch subscription.condition {
      case .failed: break
      case .clock(let clock, let time):
        switch clocks.wait(for: clock, until: time).kind {
        case .deadline(let deadline): set.add(deadline: deadline)
        case .source(let source): set.add(source)
        }
      case .bytes(let object, let direction): object.addInterest(direction, to: &set)
      case .listener(let listener): listener.addInterest(to: &set)
      }
    }
    return set
  }
}
