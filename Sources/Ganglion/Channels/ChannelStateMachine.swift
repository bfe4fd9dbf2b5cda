/// A channel: hands values from senders to receivers, in order.
///
/// With a capacity of zero a sender waits until a receiver takes its value; otherwise as many
/// values are kept as the capacity says. Everything that waits has a number, by which it can give
/// up.
package struct ChannelStateMachine<Value> {
  /// What to tell somebody who waits.
  package enum Effect {
    /// The value was taken, or is kept.
    case sent(UInt64)
    /// Here is a value.
    case received(UInt64, Value)
    /// The channel is closed.
    case closed(UInt64)
  }

  /// How many values are kept for receivers that have not come.
  package let capacity: Int
  private var kept = ChannelQueue<Value>()
  private var senders = ChannelQueue<Value>()
  private var receivers = ChannelQueue<Void>()
  package private(set) var isClosed = false

  package init(capacity: Int) { self.capacity = max(0, capacity) }

  /// Who waits.
  package var waitingCount: Int { senders.count + receivers.count }

  /// Somebody sends.
  package mutating func send(_ id: UInt64, _ value: Value) -> [Effect] {
    if isClosed { return [.closed(id)] }
    if let receiver = receivers.popFirst() { return [.received(receiver.id, value), .sent(id)] }
    if kept.count < capacity {
      kept.append(id, value)
      return [.sent(id)]
    }
    senders.append(id, value)
    return []
  }

  /// Somebody wants the next value.
  package mutating func receive(_ id: UInt64) -> [Effect] {
    if let (_, value) = kept.popFirst() {
      var effects: [Effect] = [.received(id, value)]
      if let sender = senders.popFirst() {
        kept.append(sender.id, sender.value)
        effects.append(.sent(sender.id))
      }
      return effects
    }
    if let sender = senders.popFirst() { return [.received(id, sender.value), .sent(sender.id)] }
    if isClosed { return [.closed(id)] }
    receivers.append(id, ())
    return []
  }

  /// Nothing more can be sent; what was sent before can be received.
  package mutating func close() -> [Effect] {
    if isClosed { return [] }
    isClosed = true
    var effects: [Effect] = []
    while let receiver = receivers.popFirst() { effects.append(.closed(receiver.id)) }
    return effects
  }

  /// Somebody who waits gives up: a value that was not taken yet never will be.
  package mutating func cancel(_ id: UInt64) {
    senders.remove(id)
    receivers.remove(id)
  }
}

/// A queue whose members can leave from the middle.
struct ChannelQueue<Value> {
  private var order: [UInt64] = []
  private var head = 0
  private var values: [UInt64: Value] = [:]

  var count: Int { values.count }

  mutating func append(_ id: UInt64, _ value: Value) {
    order.append(id)
    values[id] = value
  }

  /// The first, removed. Complexity: O(1), averaged over the calls.
  mutating func popFirst() -> (id: UInt64, value: Value)? {
    while head < order.count {
      let id = order[head]
      head += 1
      if head > 32, head * 2 > order.count {
        order.removeFirst(head)
        head = 0
      }
      if let value = values.removeValue(forKey: id) { return (id, value) }
    }
    order.removeAll(keepingCapacity: true)
    head = 0
    return nil
  }

  mutating func remove(_ id: UInt64) {
    guard values.removeValue(forKey: id) != nil else { return }
    // Those that left must not pile up behind one that stays.
    if order.count - head > 2 * values.count + 64 {
      order = order[head...].filter { values[$0] != nil }
      head = 0
    }
  }
}
