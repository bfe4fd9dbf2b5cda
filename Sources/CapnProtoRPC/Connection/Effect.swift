public import CapnProto

/// What a connection wants done.
public enum Effect: Sendable {
  /// Have these go along with the next message, if the transport can.
  case attach([any CapabilityObject])
  /// Send a message to the peer.
  case send(Message)
  /// Close the connection, once everything before this was sent. It is of no use any more.
  case close(RPCError)
}

/// Somebody who takes the messages of a connection at once, which saves them the way through the
/// effects.
///
/// A class, because calling one costs less than calling what conforms to a protocol.
open class ConnectionOutlet {
  /// Makes one that takes nothing.
  public init() {}

  /// Whether it takes messages now; in the vat. If not, they have to wait among the effects.
  open var takesMessages: Bool { false }

  /// Takes a message that is to be sent after all those before; in the vat.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - attachments: What goes along with it, if the transport can carry that.
  open func take(_ message: Message, _ attachments: [any CapabilityObject]) {}
}

/// Effects that wait for the driver, first in, first out.
struct EffectQueue {
  private var effects: [Effect?] = []
  private var first = 0

  var isEmpty: Bool { first == effects.count }

  mutating func append(_ effect: Effect) { effects.append(effect) }

  mutating func popFirst() -> Effect? {
    guard first < effects.count else { return nil }
    let effect = effects[first].take()
    first += 1
    if first == effects.count {
      effects.removeAll(keepingCapacity: effects.capacity <= 256)
      first = 0
    } else if first >= 4096, first * 2 >= effects.count {
      effects.removeFirst(first)
      first = 0
    }
    return effect
  }
}
