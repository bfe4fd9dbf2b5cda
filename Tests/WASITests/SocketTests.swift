import Platform
import Testing
import WebAssembly

import WASI

/// Pre-opened sockets, in memory and over TCP.
struct SocketTests {
  private func accept(_ guest: Guest, flags: UInt32 = 0) throws -> (Errno, UInt32) {
    let errno = try guest.call { try $0.sockAccept($1, 3, flags, 64) }
    return (errno, errno == .success ? try guest.u32() : .max)
  }

  /// What a Go guest does at its start, in its order.
  @Test func theStartOfAGoGuest() throws {
    let listener = DuplexListener()
    let guest = try Guest { $0.sockets = [.listener(listener)] }
    #expect(try guest.call { try $0.fdPrestatGet($1, 3, 64) } == .badf)
    #expect(try guest.call { try $0.fdFdstatGet($1, 3, 64) } == .success)
    #expect(try guest.memory.loadUInt8(at: 64) == 6)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(3, 0) } == .success)
    let (request, rest) = try guest.begin { try $0.sockAccept($1, 3, 0, 64) }
    let host = try listener.connect()
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("not accepted")
      return
    }
    #expect(try guest.u32() == 4)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(4, 4) } == .success)
    #expect(try guest.read(4, 100).0 == .again)
    #expect(try guest.write(4, "hello") == (.success, 5))
    #expect(host.incoming.read().map { String(decoding: $0, as: UTF8.self) } == "hello")
    try host.outgoing.write([0x68, 0x69])
    #expect(try guest.read(4, 100) == (.success, "hi"))
    #expect(try guest.close(4) == .success)
    #expect(host.incoming.read() == nil)
    #expect(throws: WASIError.self) { try host.outgoing.write([1]) }
  }

  @Test func socketsBeforeDirectories() throws {
    let guest = try Guest {
      $0.sockets = [.listener(DuplexListener())]
      $0.directories = [.memory(MemoryFileSystem(), as: "/data")]
    }
    #expect(try guest.call { try $0.fdPrestatGet($1, 3, 64) } == .notdir)
    #expect(try guest.call { try $0.fdPrestatGet($1, 4, 64) } == .success)
    #expect(try guest.call { try $0.fdPrestatGet($1, 5, 64) } == .badf)
    let other = try Guest {
      $0.sockets = [.listener(DuplexListener())]
      $0.directories = [.memory(MemoryFileSystem(), as: "/data")]
      $0.directoriesFirst = true
    }
    #expect(try other.call { try $0.fdPrestatGet($1, 3, 64) } == .success)
    #expect(try other.call { try $0.fdPrestatGet($1, 4, 64) } == .badf)
    #expect(try other.call { try $0.fdFdstatGet($1, 4, 64) } == .success)
  }

  @Test func aNonblockingListenerSaysAgain() throws {
    let listener = DuplexListener()
    let guest = try Guest { $0.sockets = [.listener(listener)] }
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(3, 4) } == .success)
    #expect(try accept(guest).0 == .again)
    let host = try listener.connect()
    #expect(try accept(guest, flags: 4) == (.success, 4))
    #expect(try guest.read(4, 1).0 == .again)
    host.close()
    #expect(try guest.read(4, 1) == (.success, ""))
    #expect(try guest.write(4, "x").0 == .pipe)
  }

  @Test func acceptingFails() throws {
    let guest = try Guest {
      $0.standardInput = .text("")
      $0.sockets = [.listener(DuplexListener())]
      $0.directories = [.memory(MemoryFileSystem(), as: "/")]
    }
    #expect(try guest.call { try $0.sockAccept($1, 99, 0, 64) } == .badf)
    #expect(try guest.call { try $0.sockAccept($1, 0, 0, 64) } == .notsock)
    #expect(try guest.call { try $0.sockAccept($1, 4, 0, 64) } == .notsock)
    #expect(try guest.call { try $0.sockAccept($1, 3, 32, 64) } == .inval)
    #expect(throws: Trap.self) { try guest.call { try $0.sockAccept($1, 3, 0, .max) } }
    #expect(try guest.read(3, 1).0 == .notconn)
    #expect(try guest.call { c, _ in try c.sockShutdown(3, 1) } == .notconn)
    #expect(try guest.call { c, _ in try c.sockShutdown(99, 1) } == .badf)
    #expect(try guest.call { c, _ in try c.sockShutdown(4, 1) } == .notsock)
    #expect(try guest.close(3) == .success)
    #expect(try guest.call { try $0.sockAccept($1, 3, 0, 64) } == .badf)
  }

  @Test func theBacklogIsBounded() throws {
    let listener = DuplexListener(backlog: 2)
    let guest = try Guest { $0.sockets = [.listener(listener)] }
    let first = try listener.connect()
    _ = try listener.connect()
    #expect(throws: WASIError.self) { try listener.connect() }
    #expect(try accept(guest).0 == .success)
    _ = try listener.connect()
    guest.context.closeAll()
    #expect(first.incoming.read() == nil)
    #expect(throws: WASIError.self) { try listener.connect() }
  }

  @Test func receiveAndSend() throws {
    let (host, theirs) = DuplexEnd.pair(capacity: 8)
    let guest = try Guest { $0.sockets = [.connected(theirs)] }
    try host.outgoing.write([0x61, 0x62, 0x63])
    let (list, count) = guest.vectors([(1000, 2), (2000, 4)])
    func receive(_ flags: UInt32) throws -> Errno {
      try guest.call { try $0.sockRecv($1, 3, list, count, flags, 64, 68) }
    }
    #expect(try receive(1) == .success)
    #expect(try guest.u32() == 3)
    #expect(try guest.memory.string(at: 2000, count: 1) == "c")
    #expect(try receive(0) == .success)
    #expect(try guest.u32() == 3)
    #expect(try receive(4) == .inval)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(3, 4) } == .success)
    #expect(try receive(0) == .again)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(3, 0) } == .success)
    // Waiting for all of it takes as many pieces as it comes in.
    let (_, rest) = try guest.begin { try $0.sockRecv($1, 3, list, count, 2, 64, 68) }
    try host.outgoing.write([1, 2, 3])
    guard case .wait(_, let more) = try rest.resume(guest.memory) else {
      Issue.record("did not wait for all")
      return
    }
    try host.outgoing.write([4, 5, 6, 7])
    guard case .done(.success) = try more.resume(guest.memory) else {
      Issue.record("did not end")
      return
    }
    #expect(try guest.u32() == 6)
    #expect(try guest.memory.bytes(at: 2000, count: 4) == [3, 4, 5, 6])
    let (out, outCount) = guest.vectors([guest.put("hello world")])
    #expect(try guest.call { try $0.sockSend($1, 3, out, outCount, 0, 64) } == .success)
    #expect(try guest.u32() == 8)
    #expect(try guest.call { try $0.sockSend($1, 3, out, outCount, 1, 64) } == .inval)
    #expect(try guest.call { try $0.sockSend($1, 99, out, outCount, 0, 64) } == .badf)
    #expect(try guest.call { try $0.sockRecv($1, 99, list, count, 0, 64, 68) } == .badf)
    #expect(throws: Trap.self) {
      try guest.call { try $0.sockRecv($1, 3, list, count, 0, .max, 68) }
    }
    #expect(throws: Trap.self) {
      try guest.call { try $0.sockSend($1, 3, .max - 4, 1, 0, 64) }
    }
  }

  @Test func shutdownEndsOneDirection() throws {
    let (host, theirs) = DuplexEnd.pair()
    let guest = try Guest { $0.sockets = [.connected(theirs)] }
    #expect(try guest.call { c, _ in try c.sockShutdown(3, 0) } == .inval)
    #expect(try guest.call { c, _ in try c.sockShutdown(3, 4) } == .inval)
    #expect(try guest.write(3, "last") == (.success, 4))
    #expect(try guest.call { c, _ in try c.sockShutdown(3, 2) } == .success)
    #expect(try guest.write(3, "x").0 == .pipe)
    #expect(host.incoming.read()?.count == 4)
    #expect(host.incoming.read() == nil)
    try host.outgoing.write([0x21])
    #expect(try guest.read(3, 1) == (.success, "!"))
    #expect(try guest.call { c, _ in try c.sockShutdown(3, 1) } == .success)
    #expect(try guest.read(3, 1) == (.success, ""))
    #expect(throws: WASIError.self) { try host.outgoing.write([1]) }
  }

  @Test(.timeLimit(.minutes(15))) func aConnectionMovesManyBytes() async throws {
    let (one, other) = DuplexEnd.pair(capacity: 100)
    let sent = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    async let sending: Void = {
      try await one.send(sent)
      one.finish()
    }()
    var received: [UInt8] = []
    while let bytes = try await other.receive(atMost: 33) {
      #expect(bytes.count <= 33)
      received += bytes
    }
    try await sending
    #expect(received == sent)
  }

  @Test func realConnectionsLookTheSame() throws {
    let listener = try LoopbackListener()
    #expect(listener.port > 0)
    let guest = try Guest { $0.sockets = [.listener(listener)] }
    #expect(try guest.call { try $0.fdFdstatGet($1, 3, 64) } == .success)
    #expect(try guest.memory.loadUInt8(at: 64) == 6)
    let (request, rest) = try guest.begin { try $0.sockAccept($1, 3, 0, 64) }
    let client = try Socket.connect(port: listener.port)
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("not accepted")
      return
    }
    let (list, count) = guest.vectors([(1000, 100)])
    let (waiting, more) = try guest.begin { try $0.fdRead($1, 4, list, count, 64) }
    _ = try [UInt8]([1, 2, 3]).withUnsafeBytes { try Socket.send(client.descriptor, $0) }
    #expect(try BlockingWaiter().wait(for: waiting))
    guard case .done(.success) = try more.resume(guest.memory) else {
      Issue.record("nothing received")
      return
    }
    #expect(try guest.u32() == 3)
    #expect(try guest.write(4, "reply") == (.success, 5))
    #expect(try guest.call { c, _ in try c.sockShutdown(4, 3) } == .success)
    var set = WaitSet()
    set.add(client, .readable)
    #expect(try ThreadWaiter().wait(for: set))
    let reply = try [UInt8](unsafeUninitializedCapacity: 100) { buffer, count in
      count = try Socket.receive(
        client.descriptor, into: UnsafeMutableRawBufferPointer(buffer))
    }
    #expect(String(decoding: reply, as: UTF8.self) == "reply")
    #expect(throws: WASIError.self) { try LoopbackListener(port: listener.port) }
  }
}
