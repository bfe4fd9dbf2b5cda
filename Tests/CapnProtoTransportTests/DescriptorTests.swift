import CapnProto
import CapnProtoAsync
import CapnProtoRPC
import CapnProtoTransport
import Platform
import Testing

/// File descriptors that travel with capabilities, as `CapDescriptor.attachedFd` says.
struct DescriptorTests {
  private func limits(_ count: Int) -> ConnectionLimits {
    var limits = ConnectionLimits()
    limits.descriptorsPerMessage = count
    return limits
  }

  private func object(_ host: VatHost) -> AnyClient {
    host.exportUntyped { call, _, _ in try call.setResults(call.params) }
  }

  /// Sends a byte through the pipe whose other end came, and closes that.
  private func write(_ byte: UInt8, to raw: Int32) throws {
    let descriptor = FileDescriptor(owning: raw)
    _ = try [byte].withUnsafeBytes { try descriptor.write($0) }
  }

  /// A vat whose bootstrap object has a pipe's writer, and a client of it.
  private func connect(
    clientLimit: Int, _ path: String, _ pipe: SharedDescriptor
  ) async throws -> (TransportListener, PeerConnection) {
    let server = try VatHost.networked()
    let bootstrap = object(server)
    #expect(bootstrap.attach(owning: try pipe.descriptor.duplicate().release()))
    let listener = try await server.listen(
      on: .unix(path: path), bootstrap: bootstrap, limits: limits(4))
    let client = try VatHost.networked()
    return (
      listener, try await client.connect(to: listener.address, limits: limits(clientLimit))
    )
  }

  @Test func aDescriptorComesWithItsCapability() async throws {
    let path = temporarySocketPath()
    defer { removeFile(path) }
    let pipe = try Pipe.make()
    let (listener, connection) = try await connect(clientLimit: 1, path, pipe.writer)
    let remote = connection.bootstrap(as: AnyClient.self)
    let first = try #require(try await remote.duplicateFileDescriptor())
    try write(7, to: first)
    let second = try #require(try await remote.duplicateFileDescriptor())
    try write(8, to: second)
    listener.close()
    connection.close()
    await connection.ended()
    withExtendedLifetime(remote) {}
    #expect(try readSome(pipe.reader, 2) == [7, 8])
  }

  private func readSome(_ pipe: SharedDescriptor, _ count: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16)
    while all.count < count {
      let count = try buffer.withUnsafeMutableBytes { try pipe.descriptor.read(into: $0) }
      if count == 0 { break }
      all += buffer[..<count]
    }
    return all
  }

  @Test func whoAsksForNoneGetsNone() async throws {
    let path = temporarySocketPath()
    defer { removeFile(path) }
    let pipe = try Pipe.make()
    let (listener, connection) = try await connect(clientLimit: 0, path, pipe.writer)
    let remote = connection.bootstrap(as: AnyClient.self)
    #expect(try await remote.duplicateFileDescriptor() == nil)
    // And the connection is as good as ever.
    _ = try await remote.call(1, 1, AnyStructSchema.self, AnyStructSchema.self) { _ in }.value
    listener.close()
    connection.close()
  }

  @Test func parametersAndResultsBringThemToo() async throws {
    let path = temporarySocketPath()
    defer { removeFile(path) }
    let server = try VatHost.networked()
    // Gives back a capability of its caller's, and writes to what came along with it.
    let bootstrap = server.exportUntyped { call, _, _ in
      let client = try call.params.raw.pointer(0).client
      guard let raw = try await client.duplicateFileDescriptor() else {
        throw RPCError(.failed, "no descriptor came")
      }
      let descriptor = FileDescriptor(owning: raw)
      _ = try [UInt8(9)].withUnsafeBytes { try descriptor.write($0) }
    }
    let listener = try await server.listen(
      on: .unix(path: path), bootstrap: bootstrap, limits: limits(2))
    let host = try VatHost.networked()
    let connection = try await host.connect(to: listener.address, limits: limits(2))
    let remote = connection.bootstrap(as: AnyClient.self)
    let pipe = try Pipe.make()
    let own = object(host)
    own.attach(owning: try pipe.writer.descriptor.duplicate().release())
    _ = try await remote.call(1, 1, OnePointer.self, AnyStructSchema.self) {
      $0.raw.pointer(0).setClient(own)
    }.value
    #expect(try readSome(pipe.reader, 1) == [9])
    let error = await #expect(throws: RPCError.self) {
      try await remote.call(1, 1, OnePointer.self, AnyStructSchema.self) {
        $0.raw.pointer(0).setClient(object(host))
      }.value
    }
    #expect(error?.reason == "no descriptor came")
    listener.close()
    connection.close()
  }

  @Test func onlyObjectsOfTheVatCanHaveOne() async throws {
    let host = try VatHost.networked()
    let pipe = try Pipe.make()
    let broken = AnyClient(broken: RPCError(.failed, "broken"), in: host)
    let writer = try pipe.writer.descriptor.duplicate().release()
    #expect(!broken.attach(owning: writer))
  }
}

/// A struct of one pointer.
private enum OnePointer: StructSchema {
  typealias Reader = AnyStructSchema.Reader
  typealias Builder = AnyStructSchema.Builder
  static var structSize: StructSize { StructSize(dataWords: 0, pointerCount: 1) }
  static var typeID: UInt64 { 0 }
}
