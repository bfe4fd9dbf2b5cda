package import CapnProtoAsync
import CapnProtoTransport
import Platform

/// The helper's end of its connection: what the program is that ``HTTPHelper`` starts.
package enum HelperEnd {
  /// Serves whoever started this program over descriptor 0, until they are done with it.
  ///
  /// - Parameter bootstrap: makes what they get.
  /// - Returns: whether there was anybody.
  package static func serve(
    _ bootstrap: @Sendable (VatHost) -> HelperSchema.Helper.Client
  ) async -> Bool {
    let input = FileDescriptor(unowned: 0)
    guard let status = try? input.status(), status.kind == .socket,
      let socket = try? SharedDescriptor(input.duplicate()),
      let reactor = try? Reactor.shared
    else { return false }
    try? socket.descriptor.setStatusFlags(.nonblocking, to: true)
    Signals.ignoreBrokenPipe()
    let vat = VatHost()
    let connection = vat.connect(
      over: StreamTransport(socket, reactor: reactor), bootstrap: bootstrap(vat))
    await connection.ended()
    return true
  }
}
