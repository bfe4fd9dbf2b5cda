internal import CapnProto

/// An object of a connection's peer, addressed by its entry in the peer's export table.
///
/// A promise of the peer has one of these too, inside a `PromiseHook`: this one never follows the promise, so what is sent through
/// it takes the same path before and after the promise resolves.
final class ImportHook: CapabilityHook {
  let connection: Connection
  let id: UInt32
  /// What came along with the capability, if something did.
  @exclusivity(unchecked) var arrived: (any CapabilityObject)?

  init(_ id: UInt32, on connection: Connection) {
    self.connection = connection
    self.id = id
    super.init(vat: connection.vat)
  }

  deinit { connection.importHookDied(id) }

  override func deliver(_ call: Call) { connection.send(call, to: .imported(id)) }

  override var companion: (any CapabilityObject)? { arrived }

  override var isCutOff: Bool { connection.ended != nil }

  override func route(on connection: Connection) -> Route? {
    connection === self.connection ? .imported(id) : nil
  }
}
