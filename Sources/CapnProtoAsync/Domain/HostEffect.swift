internal import CapnProto
internal import CapnProtoRPC

/// What is to be done outside of a vat.
enum HostEffect {
  /// Send messages, and close after the last of them if told to.
  case send(ConnectionLink, [OutboundMessage], isLast: Bool)
  /// Go on or stop reading from a peer.
  case setReceiving(ConnectionLink, Bool)
  /// Tell a caller how its call ended.
  case resume(CallState)
  /// Start the task of a server's method.
  case start(any StartableCall)
  /// Cancel the task of a server's method.
  case cancel(any StartableCall)
  /// Do something else.
  case run(() -> Void)
}

/// A call that a task can be started for.
protocol StartableCall: AnyObject, Sendable {
  func start(on executor: any TaskExecutor)
  func cancelTask()
}

/// Effects in order.
struct HostEffectQueue {
  private var effects: [HostEffect] = []

  var isEmpty: Bool { effects.isEmpty }

  mutating func append(_ effect: HostEffect) { effects.append(effect) }

  /// Performs all of them and keeps the room they took.
  mutating func performAll(_ driver: VatDriver) {
    // By index: an iterator would hold on to the storage, which could then not be used again.
    for index in effects.indices {
      switch effects[index] {
      case .resume(let state): state.finish()
      case .start(let call): call.start(on: driver.executor)
      case .cancel(let call): call.cancelTask()
      case .send(let link, let messages, let isLast): link.send(messages, isLast: isLast)
      case .setReceiving(let link, let isReceiving): link.setReceiving(isReceiving)
      case .run(let body): body()
      }
    }
    effects.removeAll(keepingCapacity: effects.count <= 1024)
  }
}
