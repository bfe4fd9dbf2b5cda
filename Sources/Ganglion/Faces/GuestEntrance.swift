package import CapnProtoAsync
package import Processes

/// What a guest gets when it asks its host for the bootstrap object: a terminal that lets it into
/// the session it was started with. Guests that expect a `ProcessInit` there get one, too.
package final class GuestEntrance: SessionSchema.Terminal.Server, SessionSchema.ProcessInit.Server {
  private let session: Session
  private let process: GuestProcess
  private weak let node: Node?

  package init(_ session: Session, _ process: GuestProcess, _ node: Node) {
    self.session = session
    self.process = process
    self.node = node
  }

  /// A client that has the methods of both interfaces.
  package func client(in vat: VatHost) -> SessionSchema.Terminal.Client {
    SessionSchema.Terminal.Client(
      vat.export { request in
        if request.interfaceID == SessionSchema.Terminal.typeID {
          SessionSchema.Terminal.dispatch(request, to: self)
        } else {
          SessionSchema.ProcessInit.dispatch(request, to: self)
        }
      })
  }

  /// Lets the guest in. Who is inside the executor needs no account: the host chose the session.
  package func login(_ call: SessionSchema.Terminal.LoginCall) async throws {
    session.write(to: call.results.initSession())
  }

  package func terminal(_ call: SessionSchema.ProcessInit.TerminalCall) async throws {
    call.results.setTerminal(client(in: try node.present.vat))
  }

  package func events(_ call: SessionSchema.ProcessInit.EventsCall) async throws {
    try node.present.handlers.set(try call.params.handler, for: process)
  }
}

extension Optional where Wrapped == Node {
  /// The node.
  ///
  /// - Throws: `disconnected` if it is gone, with all of its processes.
  var present: Node {
    get throws(RPCError) {
      guard let self else { throw RPCError(.disconnected, "the node is gone") }
      return self
    }
  }
}
