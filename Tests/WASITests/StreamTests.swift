import Platform
import Testing
import WebAssembly

import WASI

/// Standard streams of every kind.
struct StreamTests {
  @Test func nothingIsGrantedByDefault() throws {
    let guest = try Guest()
    for fd in UInt32(0)...5 {
      #expect(try guest.call { try $0.fdFdstatGet($1, fd, 64) } == .badf)
      #expect(try guest.read(fd, 10).0 == .badf)
      #expect(try guest.write(fd, "x").0 == .badf)
      #expect(try guest.call { try $0.fdPrestatGet($1, fd, 64) } == .badf)
    }
    #expect(try guest.open("x").0 == .badf)
  }

  @Test func closedStreamsKeepTheirNumbers() throws {
    let guest = try Guest { $0.directories = [.memory(MemoryFileSystem(), as: "/")] }
    #expect(try guest.open("file", [.create]) == (.success, 4))
    #expect(try guest.close(0) == .badf)
  }

  @Test func bytesAreRead() throws {
    let guest = try Guest { $0.standardInput = .text("hello world") }
    #expect(try guest.read(0, 5) == (.success, "hello"))
    #expect(try guest.read(0, 0) == (.success, ""))
    #expect(try guest.read(0, 100) == (.success, " world"))
    #expect(try guest.read(0, 100) == (.success, ""))
    #expect(try guest.write(0, "x").0 == .notcapable)
  }

  @Test func outputIsCollected() throws {
    let output = CollectedOutput(limit: 8)
    let guest = try Guest { $0.standardOutput = .collected(output) }
    #expect(try guest.write(1, "hello") == (.success, 5))
    #expect(try guest.write(1, "world") == (.success, 3))
    #expect(try guest.write(1, "!").0 == .nospc)
    #expect(output.text == "hellowor")
    #expect(output.takeBytes().count == 8)
    #expect(try guest.write(1, "!") == (.success, 1))
    #expect(try guest.read(1, 1).0 == .notcapable)
  }

  @Test func buffersAreGatheredAndScattered() throws {
    let output = CollectedOutput()
    let guest = try Guest {
      $0.standardInput = .text("abcdefgh")
      $0.standardOutput = .collected(output)
    }
    var (list, count) = guest.vectors([
      guest.put("one "), (9, 0), guest.put("two "), guest.put("3"),
    ])
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .success)
    #expect(output.text == "one two 3")
    (list, count) = guest.vectors([(1000, 2), (2000, 0), (3000, 3), (3500, 100)])
    #expect(try guest.call { try $0.fdRead($1, 0, list, count, 64) } == .success)
    #expect(try guest.u32() == 8)
    #expect(try guest.memory.string(at: 1000, count: 3) == "ab\0")
    #expect(try guest.memory.string(at: 3000, count: 4) == "cde\0")
    #expect(try guest.memory.string(at: 3500, count: 4) == "fgh\0")
  }

  @Test func hostileBuffersTrapOrFail() throws {
    let output = CollectedOutput()
    let guest = try Guest(pages: 65) { $0.standardOutput = .collected(output) }
    let size = UInt32(guest.memory.byteCount)
    var (list, count) = guest.vectors([(0, 1), (size - 1, 2)])
    #expect(throws: Trap.self) { try guest.call { try $0.fdWrite($1, 1, list, count, 64) } }
    (list, count) = guest.vectors([(.max, .max)])
    #expect(throws: Trap.self) { try guest.call { try $0.fdWrite($1, 1, list, count, 64) } }
    (list, count) = guest.vectors([(size - 1, 1)])
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .success)
    #expect(throws: Trap.self) { try guest.call { try $0.fdWrite($1, 1, size - 7, 1, 64) } }
    #expect(throws: Trap.self) { try guest.call { try $0.fdWrite($1, 1, 0, .max, 64) } }
    #expect(throws: Trap.self) { try guest.call { try $0.fdWrite($1, 1, list, 1, size - 3) } }
    #expect(try guest.call { try $0.fdWrite($1, 1, 0, 1025, 64) } == .inval)
    #expect(try guest.call { try $0.fdWrite($1, 1, 0, 0, 64) } == .success)
    // The total may not go beyond 32 bits, although each buffer lies inside.
    let many = [(UInt32, UInt32)](repeating: (0, size - 16), count: 1024)
    (list, count) = guest.vectors(many)
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .inval)
    #expect(output.bytes.count == 1)
  }

  @Test func oneCallMovesALimitedNumberOfBytes() throws {
    let output = CollectedOutput()
    let guest = try Guest {
      $0.standardOutput = .collected(output)
      $0.limits.transferByteCount = 1000
    }
    var (list, count) = guest.vectors([(0, 5000)])
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .success)
    #expect(try guest.u32() == 1000)
    (list, count) = guest.vectors([(0, 600), (0, 600)])
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .success)
    #expect(try guest.u32() == 1000)
    #expect(output.bytes.count == 2000)
  }

  @Test func aHandlerGetsTheOutput() throws {
    let output = CollectedOutput()
    let guest = try Guest {
      $0.standardError = .handler { bytes in
        bytes.withUnsafeBytes { _ = output.append($0) }
      }
    }
    #expect(try guest.write(2, "hi") == (.success, 2))
    #expect(output.text == "hi")
  }

  @Test func anEmptyPipeSuspendsTheReader() throws {
    let pipe = BytePipe(capacity: 4)
    let guest = try Guest { $0.standardInput = .pipe(pipe) }
    let (list, count) = guest.vectors([(1000, 10)])
    let (request, rest) = try guest.begin { try $0.fdRead($1, 0, list, count, 64) }
    // Resumed too early, it waits on.
    guard case .wait = try rest.resume(guest.memory) else {
      Issue.record("read without data")
      return
    }
    try pipe.write([1, 2, 3])
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("no data")
      return
    }
    #expect(try guest.u32() == 3)
    pipe.finish()
    #expect(try guest.read(0, 10) == (.success, ""))
  }

  @Test func aFullPipeSuspendsTheWriter() throws {
    let pipe = BytePipe(capacity: 4)
    let guest = try Guest { $0.standardOutput = .pipe(pipe) }
    #expect(try guest.write(1, "hello") == (.success, 4))
    let (list, count) = guest.vectors([guest.put("rest")])
    let (request, rest) = try guest.begin { try $0.fdWrite($1, 1, list, count, 64) }
    #expect(pipe.read(atMost: 2) == [0x68, 0x65])
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("no room")
      return
    }
    #expect(try guest.u32() == 2)
    pipe.close()
    #expect(try guest.write(1, "x").0 == .pipe)
  }

  @Test func nonblockingStreamsSayAgain() throws {
    let guest = try Guest { $0.standardInput = .pipe(BytePipe()) }
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(0, 4) } == .success)
    #expect(try guest.read(0, 10).0 == .again)
    #expect(try guest.call { try $0.fdFdstatGet($1, 0, 64) } == .success)
    #expect(try guest.memory.loadUInt16(at: 66) == 4)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(0, 32) } == .inval)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(0, 1) } == .inval)
    #expect(try guest.call { c, _ in try c.fdFdstatSetFlags(0, 16) } == .notsup)
  }

  @Test(.timeLimit(.minutes(15))) func anAsynchronousSequenceFeedsTheGuest() async throws {
    let (stream, source) = AsyncStream.makeStream(of: [UInt8].self)
    let guest = try Guest { $0.standardInput = .sequence(stream) }
    source.yield([0x61, 0x62])
    func read(_ limit: UInt32) async throws -> String {
      let (list, count) = guest.vectors([(1000, limit)])
      let errno = try await guest.callAsync { try $0.fdRead($1, 0, list, count, 64) }
      #expect(errno == .success)
      return try guest.memory.string(at: 1000, count: UInt64(try guest.u32()))
    }
    #expect(try await read(1) == "a")
    #expect(try await read(10) == "b")
    source.yield([0x63])
    source.finish()
    #expect(try await read(10) == "c")
    #expect(try await read(10) == "")
  }

  @Test func streamsHaveNoPositions() throws {
    let guest = try Guest { $0.standardInput = .text("x") }
    #expect(try guest.call { try $0.fdSeek($1, 0, 0, 0, 64) } == .spipe)
    #expect(try guest.call { try $0.fdTell($1, 0, 64) } == .spipe)
    #expect(try guest.call { try $0.fdPread($1, 0, 0, 0, 0, 64) } == .spipe)
    #expect(try guest.call { try $0.fdFilestatSetSize($1, 0, 0) } == .spipe)
    #expect(try guest.call { try $0.fdSync($1, 0) } == .inval)
    #expect(try guest.call { c, _ in try c.sockShutdown(0, 3) } == .notsock)
  }

  @Test func systemPipesSuspendAndStayBlocking() throws {
    let (reader, writer) = try Pipe.make()
    let guest = try Guest { $0.standardInput = .descriptor(reader) }
    let (list, count) = guest.vectors([(1000, 10)])
    let (request, rest) = try guest.begin { try $0.fdRead($1, 0, list, count, 64) }
    try [UInt8](1...10).withUnsafeBytes { _ = try writer.descriptor.write($0) }
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("no data")
      return
    }
    #expect(try guest.u32() == 10)
    #expect(try !reader.descriptor.statusFlags().contains(.nonblocking))
  }

  @Test func aSlowReaderOfASystemPipeSuspendsTheGuest() throws {
    let (reader, writer) = try Pipe.make()
    let guest = try Guest { $0.standardOutput = .descriptor(writer) }
    let (list, count) = guest.vectors([(0, 1 << 20)])
    #expect(try guest.call { try $0.fdWrite($1, 1, list, count, 64) } == .success)
    let first = try guest.u32()
    #expect(first > 0 && first < 1 << 20)
    let (request, _) = try guest.begin { try $0.fdWrite($1, 1, list, count, 64) }
    #expect(request.blockingOperation == nil)
    _ = try [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
      count = try reader.descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    #expect(try BlockingWaiter().wait(for: request))
  }

  @Test func writingToAClosedSystemPipeIsAnError() throws {
    var (reader, writer): (SharedDescriptor?, SharedDescriptor) = try Pipe.make()
    _ = reader
    reader = nil
    let guest = try Guest { [writer] in $0.standardOutput = .descriptor(writer) }
    #expect(try guest.write(1, "x").0 == .pipe)
    writer = try Pipe.make().writer
  }

  @Test func anInheritedFileIsSeekable() throws {
    let scratch = try ScratchDirectory()
    let maker = try Guest { $0.directories = [.host(scratch.path, as: "/", .readWrite)] }
    try maker.makeFile("input", "0123456789")
    let file = SharedDescriptor(
      try FileDescriptor.open(SystemPath(scratch.hostPath("input")), OpenMode()))
    let guest = try Guest { $0.standardInput = .descriptor(file) }
    #expect(try guest.read(0, 4) == (.success, "0123"))
    #expect(try guest.call { try $0.fdSeek($1, 0, -2, 2, 64) } == .success)
    #expect(try guest.read(0, 10) == (.success, "89"))
    #expect(try guest.status(of: 0).1?.type == .regularFile)
    #expect(try guest.write(0, "x").0 == .notcapable)
  }
}
