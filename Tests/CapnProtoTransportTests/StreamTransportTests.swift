import CapnProto
import CapnProtoAsync
import CapnProtoRPC
import Platform
import Testing

@testable import CapnProtoTransport

struct StreamTransportTests {
  private func pair(
    _ limits: TransportLimits = TransportLimits()
  ) throws -> (StreamTransport, Recorder, StreamTransport, Recorder) {
    let (one, other) = try StreamTransport.socketPair(reactor: try Reactor.shared, limits: limits)
    let (first, second) = (Recorder(), Recorder())
    one.start(first)
    other.start(second)
    return (one, first, other, second)
  }

  @Test func messagesOfAllSizesArriveInOrder() async throws {
    let (one, _, other, received) = try pair()
    let sizes = [0, 1, 100, 5000, 70_000, 3, 1_000_000, 2, 4096, 8192]
    let wanted = sizes.map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0) }
    for bytes in wanted { one.send([OutboundMessage(try .with(bytes))]) }
    one.send(try wanted.map { OutboundMessage(try .with($0)) })
    let messages = await received.messages(2 * sizes.count)
    #expect(messages.map(\.message.bytes) == wanted + wanted)
    one.close()
    other.close()
  }

  @Test func finishingDrainsAndThenCloses() async throws {
    let (one, first, other, second) = try pair()
    let bytes = [UInt8](repeating: 9, count: 500_000)
    for _ in 0..<10 { one.send([OutboundMessage(try .with(bytes))]) }
    one.finish()
    #expect(await second.messages(10).count == 10)
    let error = await second.end() as? TransportError
    #expect(error?.code == .closedByPeer)
    _ = other
    #expect(await first.end() == nil)
  }

  @Test func bothMayFinish() async throws {
    let (one, first, other, second) = try pair()
    one.send([OutboundMessage(try .with([1]))])
    other.send([OutboundMessage(try .with([2]))])
    one.finish()
    other.finish()
    #expect(await second.messages(1).count == 1)
    #expect(await first.messages(1).count == 1)
    _ = await (first.end(), second.end())
  }

  @Test func closingTellsBothSides() async throws {
    let (one, first, _, second) = try pair()
    one.close()
    #expect((await first.end() as? TransportError)?.code == .closed)
    #expect((await second.end() as? TransportError)?.code == .closedByPeer)
    // What comes after the end goes nowhere.
    one.send([OutboundMessage(try .with([1]))])
    one.finish()
    one.close()
  }

  @Test func whoDoesNotReadIsNotWaitedFor() async throws {
    var limits = TransportLimits()
    limits.queuedByteCount = 8 << 20
    let (one, first, other, _) = try pair(limits)
    other.setReceiving(false)
    let bytes = [UInt8](repeating: 9, count: 1 << 20)
    for _ in 0..<20 { one.send([OutboundMessage(try .with(bytes))]) }
    #expect((await first.end() as? TransportError)?.code == .tooLarge)
    _ = other
  }

  @Test func congestionIsToldAndPasses() async throws {
    let (one, first, other, second) = try pair()
    other.setReceiving(false)
    let bytes = [UInt8](repeating: 9, count: 1 << 20)
    for _ in 0..<10 { one.send([OutboundMessage(try .with(bytes))]) }
    await first.congestion(true)
    #expect(one.queuedByteCount > 0)
    other.setReceiving(true)
    #expect(await second.messages(10).count == 10)
    await first.congestion(false)
    one.close()
  }

  @Test func aMalformedStreamEndsTheConnection() async throws {
    let (raw, socket) = try Socket.pair()
    let transport = StreamTransport(socket, reactor: try Reactor.shared)
    let recorder = Recorder()
    transport.start(recorder)
    _ = try [UInt8](repeating: 255, count: 16).withUnsafeBytes {
      try Socket.send(raw.descriptor, $0)
    }
    #expect((await recorder.end() as? TransportError)?.code == .tooLarge)
  }

  @Test func aStreamCutInAMessageIsTruncated() async throws {
    let (raw, socket) = try Socket.pair()
    let transport = StreamTransport(socket, reactor: try Reactor.shared)
    let recorder = Recorder()
    transport.start(recorder)
    _ = try [UInt8]([0, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3]).withUnsafeBytes {
      try Socket.send(raw.descriptor, $0)
    }
    try Socket.shutdown(raw.descriptor, reading: false, writing: true)
    #expect((await recorder.end() as? TransportError)?.code == .truncated)
  }

  @Test func descriptorsTravelWithTheirMessage() async throws {
    var limits = TransportLimits()
    limits.descriptorCount = 4
    let (one, _, other, received) = try pair(limits)
    var pipes: [(reader: SharedDescriptor, writer: SharedDescriptor)] = []
    for index in 0..<20 {
      let pipe = try Pipe.make()
      pipes.append(pipe)
      let owners: [any AnyObject & Sendable] = index % 3 == 0 ? [pipe.writer] : []
      let size = index % 2 == 0 ? 10 : 100_000
      one.send([
        OutboundMessage(
          try .with([UInt8](repeating: UInt8(index), count: size)), descriptors: owners)
      ])
    }
    let messages = await received.messages(20)
    for (index, inbound) in messages.enumerated() {
      #expect(inbound.message.bytes.first == UInt8(index))
      #expect(inbound.descriptors.count == (index % 3 == 0 ? 1 : 0), "message \(index)")
      guard let writer = inbound.descriptors.first as? SharedDescriptor else { continue }
      _ = try [UInt8(index)].withUnsafeBytes { try writer.descriptor.write($0) }
      var byte: UInt8 = 0
      _ = try withUnsafeMutableBytes(of: &byte) {
        try pipes[index].reader.descriptor.read(into: $0)
      }
      #expect(byte == UInt8(index))
    }
    one.close()
    other.close()
  }

  @Test func addressesHaveTexts() throws {
    for text in ["127.0.0.1:80", "localhost:0", "[::1]:8080", "unix:/tmp/x"] {
      #expect(try TransportAddress(text).description == text)
    }
    #expect(try TransportAddress(":9").description == "127.0.0.1:9")
    for text in ["", "host", "host:port", "host:70000", "unix:"] {
      #expect(throws: TransportError.self, "\(text)") { try TransportAddress(text) }
    }
  }

  @Test func nobodyListensIsAnError() async throws {
    await #expect(throws: TransportError.self) {
      try await StreamTransport.connect(to: .unix(path: temporarySocketPath()))
    }
    let listener = try await TransportListener.listen(on: .tcp(port: 0)) { _ in }
    let address = listener.address
    listener.close()
    // The port is free once the reactor has forgotten it; until then connections are cut.
    if let transport = try? await StreamTransport.connect(to: address) {
      let recorder = Recorder()
      transport.start(recorder)
      _ = await recorder.end()
    }
  }

  @Test func hundredsOfConnectionsAreServedByOneThread() async throws {
    let path = temporarySocketPath()
    let served = Recorder()
    let listener = try await TransportListener.listen(on: .unix(path: path)) { transport in
      transport.start(Echo(transport, served))
    }
    var clients: [(StreamTransport, Recorder)] = []
    for index in 0..<400 {
      let client = try await StreamTransport.connect(to: .unix(path: path))
      let recorder = Recorder()
      client.start(recorder)
      client.send([OutboundMessage(try .with([UInt8(truncatingIfNeeded: index)]))])
      clients.append((client, recorder))
    }
    for (index, (client, recorder)) in clients.enumerated() {
      #expect(await recorder.messages(1).first?.message.bytes == [UInt8(truncatingIfNeeded: index)])
      client.close()
    }
    listener.close()
    removeFile(path)
  }
}

/// Sends back what it receives.
private final class Echo: TransportReceiver {
  private let transport: StreamTransport
  private let served: Recorder
  init(_ transport: StreamTransport, _ served: Recorder) {
    self.transport = transport
    self.served = served
  }
  func transport(received messages: [InboundMessage]) {
    transport.send(messages.map { OutboundMessage($0.message) })
  }
  func transport(hasRoom: Bool) {}
  func transport(ended error: (any Error)?) {}
}
