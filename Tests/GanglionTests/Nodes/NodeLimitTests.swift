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

  /// Sends what is at 64, waits for more, and exits with code 5.
  private static func sends(byteCount: Int) -> String {
    """
    (i32.store (i32.const 8) (i32.const 64))
    (i32.store (i32.const 12) (i32.const \(byteCount)))
    (drop (call $write (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 20)))
    (i32.store (i32.const 8) (i32.const 1024))
    (i32.store (i32.const 12) (i32.const 1024))
    (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
    (if (i32.load (i32.const 16)) (then (call $exit (i32.const 5))))
    """
  }

  private static func connecting() throws -> [UInt8] {
    try NodeGuests.wat(
      """
      (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
      \(sends(byteCount: 48))
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

  /// Answers the question for its bootstrap object with three objects, and waits for the finish.
  private static func offering() throws -> [UInt8] {
    let structure = { (offset: UInt64, data: UInt64, pointers: UInt64) in
      offset << 2 | data << 32 | pointers << 48
    }
    // A return with results: the first capability of a table of three.
    let table: [UInt64] = [1, 0, 1 | 1 << 32, 0, 1 | 2 << 32, 0]
    var words: [UInt64] = [15 << 32, structure(0, 1, 1), 3, structure(0, 2, 1), 0, 0]
    words += [structure(0, 0, 2), 3, 1 | (6 << 3 | 7) << 32, structure(3, 1, 1)] + table
    let stores = words.enumerated().map { index, word in
      "(i64.store (i32.const \(64 + index * 8)) (i64.const 0x\(String(word, radix: 16))))"
    }
    return try NodeGuests.wat(
      """
      \(stores.joined())
      (drop (call $accept (i32.const 3) (i32.const 0) (i32.const 0)))
      (i32.store (i32.const 8) (i32.const 1024))
      (i32.store (i32.const 12) (i32.const 48))
      (loop $all
        (drop (call $read (i32.load (i32.const 0)) (i32.const 8) (i32.const 1) (i32.const 16)))
        (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.load (i32.const 16))))
        (i32.store (i32.const 12) (i32.sub (i32.load (i32.const 12)) (i32.load (i32.const 16))))
        (br_if $all (i32.load (i32.const 12))))
      (i32.store (i32.const 96) (i32.load (i32.const 1056)))
      \(sends(byteCount: words.count * 8))
      """, imports: connects)
  }

  @Test(arguments: [false, true])
  func endsAProcessThatOffersTooManyCapabilities(isLoopback: Bool) async throws {
    let node = try Node()
    var options = ProcessOptions(.bytes(try Self.offering()))
    options.socket = isLoopback ? .loopback : .inMemory
    for (limit, reason) in [(3, "exited with code 5"), (2, "limit reached: capabilities")] {
      options.limits.capabilities = limit
      let guest = try node.spawn(options)
      let object = guest.bootstrap(as: AnyClient.self)
      #expect("\(try await guest.process.wait().reason)" == reason)
      withExtendedLifetime(object) {}
    }
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
