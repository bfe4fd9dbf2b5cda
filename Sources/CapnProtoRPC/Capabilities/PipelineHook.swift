/// Part of the answer to a call that was sent to a connection's peer, addressed as such.
///
/// It keeps the question open. Like an `ImportHook` it never follows what the answer turns out to be.
final class PipelineHook: CapabilityHook {
  let connection: Connection
  let call: Call
  let path: [UInt16]

  init(_ call: Call, path: [UInt16], on connection: Connection) {
    self.connection = connection
    self.call = call
    self.path = path
    super.init(vat: connection.vat)
    call.routes += 1
  }

  deinit {
    call.routes -= 1
    call.holderLeft()
  }

  override func deliver(_ call: Call) {
    guard let id = self.call.question?.id else {
      return call.failLater(.failed("called a capability that the answer did not have"))
    }
    guard self.call.sentPaths.count < Call.maximalPipelines else {
      return call.failLater(RPCError(.overloaded, "too many parts of one answer are in use"))
    }
    self.call.noteSent(path)
    connection.send(call, to: .answer(id, path: path))
  }

  override func route(on connection: Connection) -> Route? {
    guard connection === self.connection, let id = call.question?.id else { return nil }
    return .answer(id, path: path)
  }
}
