import CapnProto
import CapnProtoAsync
import Ganglion
import Testing

/// Every limit of a node can be reached, and tells the right reason.
@Suite(.timeLimit(.minutes(15)))
struct NodeLimitTests {
  /// Accepts on descriptor 3, asks for the bootstrap object and waits for more.
  private static let connects = """
    (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (data (i32.const 64)
      "\\00\\00\\00\\00\\05\\00\\00\\00" "\\00\\00\\00\\00\\01\\00\\01\\00"
      "\\08\\00\\00\\00\\00\\00\\00\\00" "\\00\\00\\00\\00\\01\\00\\01\\00"
      "\\00\\00\\00\\00\\00\\00\\00\\00" "\\00\\00\\00\\00\\00\\00\\00\\00")
    """

  private static func connecting() throws -> [UInt8] {
    try NodeGuests.wat(
      """
      (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
      (i32.store (i32.const 8) (i32.const 64))
      (i32.store (i32.const 12) (i32.const 48))
      (drop (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 20)))
      (i32.store (i32.const 8) (i32.const 1024))
      (i32.store (i32.const 12) (i32.const 1024))
      (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
      (if (i32.load (i32.const 16)) (then (call $exit (i32.const 5))))
      """, imports: connects)
  }

  @Test(arguments: [false, true])
  func endsAProcessThatHoldsTooManyCapabilities(isLoopback: Bool) async throws {
    let node = try Node()
    var options = ProcessOptions(.bytes(try Self.connecting()))
    options.socket = isLoopback ? .loopback : .inMemory
    options.limits.capabilities = 1
    let enough = try node.spawn(options)
    #expect("\(try await enough.process.wait().reason)" == "exited with code 5")
    options.limits.capabilities = 0
    let short = try node.spawn(options)
    #expect("\(try await short.process.wait().reason)" == "limit reached: capabilities")
    await node.shutdown()
  }

  @Test func refusesThoseWhoWaitBeyondAChannelsLimit() async throws {
    let node = try Node()
    var limits = ChannelLimits()
    limits.capacity = 1
    limits.waiting = 1
    let channel = node.channel(capacity: 10, limits: limits)
    func send() async throws { _ = try await channel.send { try $0.value.setText("x") }.value }
    // One is kept, as the limit has it and not the caller, and one waits.
    try await send()
    let waiting = channel.send { try $0.value.setText("x") }
    let error = await #expect(throws: RPCError.self) { try await send() }
    #expect(error?.kind == .overloaded)
    for _ in 0..<2 { _ = try await channel.recv().value }
    _ = try await waiting.value
    await node.shutdown()
  }

  @Test func stopsAProcessWhoseHandlerDoesNotAnswer() async throws {
    var limits = NodeLimits()
    limits.pauseGrace = .milliseconds(1)
    let node = try Node(limits: limits)
    let guest = try node.spawn(ProcessOptions(.bytes(try NodeGuests.spins)))
    let entrance = GuestEntrance(Session(), guest.process, node).client(in: node.vat)
    let peer = Peer(node, offering: entrance)
    let start = peer.bootstrap(as: SessionSchema.ProcessInit.Client.self)
    let silent = ProcessSchema.Events.Client(Silent(), in: peer.vat)
    _ = try await start.events(handler: silent).value
    _ = try await node.client(of: guest.process).pause().value
    #expect(guest.process.info?.state == .paused)
    guest.process.kill()
    await node.shutdown()
  }
}

/// A handler that never answers.
private final class Silent: ProcessSchema.Events.Server {
  func pause(_ call: ProcessSchema.Events.PauseCall) async throws {
    try await Task.sleep(for: .seconds(3600))
  }
  func resume(_ call: ProcessSchema.Events.ResumeCall) async throws {}
}
