internal import CapnProto
internal import CapnProtoRPC

/// What is to be done outside of a vat.
enum HostEffect {
  /// Send a message. A later effect, or the connection, keeps the link.
  case send(Unmanaged<ConnectionLink>, Message)
  /// Send a message with what goes along.
  case sendWith(ConnectionLink, OutboundMessage)
  /// Close once everything before this was sent.
  case finish(ConnectionLink)
  /// Go on or stop reading from a peer.
  case setReceiving(ConnectionLink, Bool)
  /// Tell a caller how its call ended.
  case resume(CallState)
  /// Have a task run a server's method.
  case start(RunningCall)
  /// Cancel the task that runs a server's method.
  case cancel(RunningCall)
  /// Do something else.
  case run(() -> Void)
}

/// Effects in order, in memory that is used again and again.
final class HostEffectQueue {
  @exclusivity(unchecked) private var start: UnsafeMutablePointer<HostEffect>
  @exclusivity(unchecked) private var capacity = 16
  @exclusivity(unchecked) private var count = 0

  private static var largestKept: Int { 1024 }

  init() { start = .allocate(capacity: capacity) }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  func append(_ effect: consuming HostEffect) {
    if count == capacity { move(to: capacity * 2) }
    (start + count).initialize(to: effect)
    count += 1
  }

  /// Performs all of them. Nobody else uses the queue meanwhile.
  func performAll(_ driver: VatDriver) {
    var index = 0
    while index < count {
      // Moved out: nothing is retained for the sake of this.
      switch (start + index).move() {
      case .resume(let state): state.finish()
      case .start(let call): driver.workers.start(call)
      case .cancel(let call): driver.workers.cancel(call)
      case .send(let link, let message):
        if index + 1 < count, isSend(at: index + 1, over: link) {
          // Together, because each writing is a call of the system.
          var messages = [OutboundMessage(message)]
          while index + 1 < count, isSend(at: index + 1, over: link) {
            index += 1
            guard case .send(_, let next) = (start + index).move() else { break }
            messages.append(OutboundMessage(next))
          }
          link._withUnsafeGuaranteedRef { $0.send(messages) }
        } else {
          ConnectionLink.send(message, by: link)
        }
      case .sendWith(let link, let outbound): link.send([outbound])
      case .finish(let link): link.finish()
      case .setReceiving(let link, let isReceiving): link.setReceiving(isReceiving)
      case .run(let body): body()
      }
      index += 1
    }
    count = 0
    if capacity > Self.largestKept { move(to: 16) }
  }

  private func isSend(at index: Int, over link: Unmanaged<ConnectionLink>) -> Bool {
    if case .send(let other, _) = start[index] {
      other.toOpaque() == link.toOpaque()
    } else {
      false
    }
  }

  private func move(to newCapacity: Int) {
    let new = UnsafeMutablePointer<HostEffect>.allocate(capacity: newCapacity)
    new.moveInitialize(from: start, count: count)
    start.deallocate()
    start = new
    capacity = newCapacity
  }
}
