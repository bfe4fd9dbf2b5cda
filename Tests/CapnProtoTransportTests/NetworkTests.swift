import CapnProto
import CapnProtoAsync
import CapnProtoTransport
import Testing

/// Vats on a network, without a schema.
struct NetworkTests {
  private func echo(_ host: VatHost) -> AnyClient {
    host.exportUntyped { call, _, methodID in
      if methodID == 9 { throw RPCError(.overloaded, "method nine") }
      try call.setResults(call.params)
    }
  }

  private func exchange(_ address: TransportAddress) async throws {
    let server = try VatHost.networked()
    let listener = try await server.listen(on: address, bootstrap: echo(server))
    let client = try VatHost.networked()
    let connection = try await client.connect(to: listener.address)
    let remote = connection.bootstrap(as: AnyClient.self)
    let calls = (0..<100).map { _ in
      remote.call(0xabcd, 1, AnyStructSchema.self, AnyStructSchema.self) { _ in }
    }
    for call in calls { _ = try await call.value }
    let error = await #expect(throws: RPCError.self) {
      try await remote.call(0xabcd, 9, AnyStructSchema.self, AnyStructSchema.self) { _ in }.value
    }
    #expect(error?.kind == .overloaded)
    listener.close()
    connection.close()
    await connection.ended()
    #expect(!connection.isOpen)
    let late = await #expect(throws: RPCError.self) {
      try await remote.call(0xabcd, 1, AnyStructSchema.self, AnyStructSchema.self) { _ in }.value
    }
    #expect(late?.kind == .disconnected)
  }

  @Test func vatsMeetOverTCP() async throws { try await exchange(.tcp(port: 0)) }

  @Test func vatsMeetOnAUnixSocket() async throws {
    let path = temporarySocketPath()
    try await exchange(.unix(path: path))
    removeFile(path)
  }

  @Test func hundredsOfConnectionsShareAVat() async throws {
    let path = temporarySocketPath()
    let server = try VatHost.networked()
    let listener = try await server.listen(on: .unix(path: path), bootstrap: echo(server))
    let client = try VatHost.networked()
    var connections: [PeerConnection] = []
    for _ in 0..<200 { connections.append(try await client.connect(to: .unix(path: path))) }
    let calls = connections.map { connection in
      connection.bootstrap(as: AnyClient.self).call(
        0xabcd, 1, AnyStructSchema.self, AnyStructSchema.self
      ) { _ in }
    }
    for call in calls { _ = try await call.value }
    for connection in connections { connection.close() }
    for connection in connections { await connection.ended() }
    listener.close()
    removeFile(path)
  }
}
