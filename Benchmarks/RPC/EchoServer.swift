import CapnProto
import CapnProtoAsync

/// Serves what is measured.
final class EchoServer: Interop.Server {
  func ping(_ call: Interop.PingCall) async throws { call.results.seq = call.params.seq }
  func echoData(_ call: Interop.EchoDataCall) async throws {
    call.results.setData(try call.params.data)
  }
}
