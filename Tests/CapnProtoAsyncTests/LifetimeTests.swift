import CapnProto
import CapnProtoAsync
import Testing

struct LifetimeTests {
  @Test func aCallIsCancelledWithItsTask() async throws {
    let vats = TwoVats()
    let task = Task { try await vats.factory.hang().value }
    await vats.servant.started.wait(for: 1)
    task.cancel()
    await vats.servant.cancelled.wait(for: 1)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aCallIsGivenUpWithItsPromise() async throws {
    let vats = TwoVats()
    do {
      let promise = vats.factory.hang()
      await vats.servant.started.wait(for: 1)
      _ = promise
    }
    await vats.servant.cancelled.wait(for: 1)
  }

  @Test func aServersTaskIsCancelledWhenItsCallerGoesAway() async throws {
    let vats = TwoVats()
    let promise = vats.factory.hang()
    await vats.servant.started.wait(for: 1)
    vats.connection.close()
    await vats.servant.cancelled.wait(for: 1)
    let error = await #expect(throws: RPCError.self) { try await promise.value }
    #expect(error?.kind == .disconnected)
  }

  @Test func losingTheConnectionFailsEveryCall() async throws {
    let vats = TwoVats()
    let promises = (0..<50).map { _ in vats.factory.hang() }
    await vats.servant.started.wait(for: 50)
    vats.serverConnection.close("going down")
    for promise in promises {
      let error = await #expect(throws: RPCError.self) { try await promise.value }
      #expect(error?.kind == .disconnected)
    }
    await vats.connection.ended()
    #expect(!vats.connection.isOpen)
    let late = await #expect(throws: RPCError.self) { try await vats.factory.pair().value }
    #expect(late?.kind == .disconnected)
  }

  @Test func objectsDieWithTheirLastReference() async throws {
    let vats = TwoVats()
    do {
      let one = try await vats.factory.counter().value.counter
      let two = vats.factory.counter().counter
      _ = try await two.get().value
      _ = try await one.get().value
      #expect(vats.servant.lives.value == 2)
    }
    // Releases arrive in order before the answer to a call made after them.
    while vats.servant.lives.value > 0 { _ = try await vats.factory.counter().value }
  }

  @Test func promisedCapabilitiesAreDecidedLater() async throws {
    let host = VatHost()
    let (client, resolver) = host.makePromise(of: Counter.Client.self)
    let first = client.add { $0.delta = 1 }
    let second = client.add { $0.delta = 1 }
    resolver.resolve(Counter.Client(CounterServer(), in: host))
    #expect(try await first.value.value == 1)
    #expect(try await second.value.value == 2)
    let (broken, other) = host.makePromise(of: Counter.Client.self)
    let call = broken.get()
    other.reject(RPCError(.failed, "no such thing"))
    await #expect(throws: RPCError.self) { try await call.value }
  }

  @Test func undecidedPromisesBreakWithTheirResolver() async throws {
    let client = VatHost.shared.makePromise(of: Counter.Client.self).client
    await #expect(throws: RPCError.self) { try await client.get().value }
  }

  @Test func aStreamWaitsForItsWindow() async throws {
    let gate = Gate()
    let vats = TwoVats(sinkGate: gate)
    let sink = vats.factory.sink().sink
    let chunk = [UInt8](repeating: 7, count: 40_000)
    try await sink.write { $0.setChunk(chunk) }
    let blocked = Task { try await sink.write { $0.setChunk(chunk) } }
    await Task.yield()
    #expect(sink.window.unansweredByteCount >= 40_000)
    await gate.open()
    try await blocked.value
    for _ in 0..<20 { try await sink.write { $0.setChunk(chunk) } }
    #expect(try await sink.done().value.bytes == 22 * 40_000)
  }

  @Test func aFailedStreamTellsItsWriter() async throws {
    let host = VatHost()
    let sink = Sink.Client(SinkServer(failAt: 100), in: host)
    let chunk = [UInt8](repeating: 7, count: 60)
    await #expect(throws: RPCError.self) {
      for _ in 0..<1000 { try await sink.write { $0.setChunk(chunk) } }
      _ = try await sink.done().value
    }
    await #expect(throws: RPCError.self) { _ = try await sink.done().value }
  }
}
