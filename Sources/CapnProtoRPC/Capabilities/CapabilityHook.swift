public import CapnProto

/// What a capability leads to: an object here, one behind a connection, or one that is not known yet.
///
/// Hooks belong to their vat and are used there only. A call that is delivered to a hook never completes before `deliver` returns,
/// so code that delivers need not expect to be called.
public class CapabilityHook {
  /// The vat the hook belongs to.
  public let vat: Vat

  init(vat: Vat) { self.vat = vat }

  /// Takes a call on its way. Calls delivered to the same hook arrive in the order they were delivered in.
  func deliver(_ call: Call) {}

  /// What this hook has resolved to, as far as that is known now.
  var settled: CapabilityHook { self }

  /// The hook as a promise, if it still is one. Asked of settled hooks.
  var unresolved: PromiseHook? { nil }

  /// The hook as a promise, resolved or not.
  var promise: PromiseHook? { nil }

  /// How this hook is named in messages of a connection, if it leads to that connection's peer.
  func route(on connection: Connection) -> Route? { nil }

  /// What calls fail with, if the hook is broken.
  var failure: RPCError? { nil }

  /// Whether this is the hook of a null pointer.
  var isNull: Bool { false }

  /// The object, if it is one of this vat.
  var server: (any Server)? { nil }

  /// What travels along with the capability where a transport can carry it, such as the owner of a
  /// file descriptor.
  var companion: (any CapabilityObject)? { nil }

  /// Whether the connection that this leads over has ended.
  var isCutOff: Bool { false }
}

extension CapabilityHook {
  /// Whether what this leads to is known for good.
  public var isResolved: Bool { settled.unresolved == nil }

  /// The object this leads to, if it is known and lives in this vat.
  public var localServer: (any Server)? { settled.server }

  /// What all calls fail with, if that is known to be so.
  public var error: RPCError? { settled.failure }

  /// Whether it is known that no call through this can succeed any more.
  public var isDead: Bool {
    let hook = settled
    return hook.failure != nil || hook.isCutOff
  }

  /// What travels along with the capability, or came along with it.
  ///
  /// https://capnproto.org/rpc.html, `rpc.capnp`, `CapDescriptor.attachedFd`
  public var attachment: (any CapabilityObject)? { settled.companion }

  /// Calls back once what this leads to is known for good.
  ///
  /// - Parameter body: Called in a turn of its own.
  public func whenResolved(_ body: @escaping (CapabilityHook) -> Void) {
    let hook = settled
    if let promise = hook.unresolved {
      promise.watch(.callback(body))
    } else {
      vat.later { body(hook) }
    }
  }
}

/// The name of a capability in messages to the peer that it leads to.
enum Route {
  /// An entry of the peer's export table.
  case imported(UInt32)
  /// Part of the answer to a question of ours.
  case answer(UInt32, path: [UInt16])
}
