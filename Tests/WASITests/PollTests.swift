import Platform
import Testing
import WebAssembly

import WASI

/// Waiting for clocks and descriptors together.
struct PollTests {
  /// A subscription in the guest's form.
  private enum Subscription {
    case clock(UInt32, UInt64, isAbsolute: Bool)
    case read(UInt32)
    case write(UInt32)
    case raw(UInt8)

    func bytes(_ userData: UInt64) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 48)
      func put<T: FixedWidthInteger>(_ value: T, _ offset: Int) {
        withUnsafeBytes(of: value.littleEndian) { raw in
          for (index, byte) in raw.enumerated() { bytes[offset + index] = byte }
        }
      }
      put(userData, 0)
      switch self {
      case .clock(let clock, let timeout, let isAbsolute):
        put(clock, 16)
        put(timeout, 24)
        put(UInt16(isAbsolute ? 1 : 0), 40)
      case .read(let fd):
        bytes[8] = 1
        put(fd, 16)
      case .write(let fd):
        bytes[8] = 2
        put(fd, 16)
      case .raw(let tag): bytes[8] = tag
      }
      return bytes
    }
  }

  private struct Event: Equatable {
    var userData: UInt64
    var errno: UInt16
    var type: UInt8
    var byteCount: UInt64 = 0
    var flags: UInt16 = 0
  }

  private static let output: UInt32 = 200_000

  private func events(_ guest: Guest) throws -> [Event] {
    try (0..<guest.u32()).map { index in
      let at = UInt64(Self.output + index * 32)
      return Event(
        userData: try guest.memory.loadUInt64(at: at),
        errno: try guest.memory.loadUInt16(at: at + 8),
        type: try guest.memory.loadUInt8(at: at + 10),
        byteCount: try guest.memory.loadUInt64(at: at + 16),
        flags: try guest.memory.loadUInt16(at: at + 24))
    }
  }

  private func input(_ guest: Guest, _ subscriptions: [Subscription]) -> (UInt32, UInt32) {
    let bytes = subscriptions.enumerated().flatMap { $1.bytes(UInt64(100 + $0)) }
    return (guest.put(bytes).0, UInt32(subscriptions.count))
  }

  private func poll(_ guest: Guest, _ subscriptions: [Subscription]) throws -> (Errno, [Event]) {
    let (address, count) = input(guest, subscriptions)
    let errno = try guest.call { try $0.pollOneoff($1, address, Self.output, count, 64) }
    return (errno, errno == .success ? try events(guest) : [])
  }

  private func begin(
    _ guest: Guest, _ subscriptions: [Subscription]
  ) throws -> (WaitRequest, Continuation) {
    let (address, count) = input(guest, subscriptions)
    return try guest.begin { try $0.pollOneoff($1, address, Self.output, count, 64) }
  }

  private func finish(_ guest: Guest, _ rest: Continuation) throws -> [Event]? {
    guard case .done(.success) = try rest.resume(guest.memory) else { return nil }
    return try events(guest)
  }

  @Test func aClockEndsTheWait() throws {
    let clocks = ManualClocks(realtime: 1_000_000)
    let guest = try Guest { $0.clocks = clocks }
    for (subscription, wait) in [
      (Subscription.clock(1, 500, isAbsolute: false), UInt64(500)),
      (.clock(0, 70, isAbsolute: false), 70),
      (.clock(1, 1000, isAbsolute: true), 430),
      (.clock(0, 1_001_100, isAbsolute: true), 100),
    ] {
      let (request, rest) = try begin(guest, [subscription])
      #expect(request.waitSet.sources.count == 1)
      clocks.advance(by: wait - 1)
      #expect(try finish(guest, rest) == nil)
      clocks.advance(by: 1)
      #expect(try BlockingWaiter().wait(for: request))
      #expect(try finish(guest, rest) == [Event(userData: 100, errno: 0, type: 0)])
    }
  }

  @Test func systemClocksWaitInOneSuspension() throws {
    let guest = try Guest()
    let before = Clock.monotonic.now
    let (errno, events) = try poll(guest, [.clock(1, 2_000_000, isAbsolute: false)])
    #expect((errno, events.count) == (.success, 1))
    #expect(Clock.monotonic.now >= before + 2_000_000)
    #expect(guest.suspensionCount == 1)
    #expect(try poll(guest, [.clock(1, 0, isAbsolute: false)]).1.count == 1)
    #expect(try poll(guest, [.clock(1, 5, isAbsolute: true)]).1.count == 1)
    #expect(try poll(guest, [.clock(0, 5, isAbsolute: true)]).1.count == 1)
    #expect(guest.suspensionCount == 1)
  }

  @Test func theFirstOfSeveralCounts() throws {
    let clocks = ManualClocks()
    let pipe = BytePipe(capacity: 8)
    let guest = try Guest {
      $0.clocks = clocks
      $0.standardInput = .pipe(pipe)
    }
    let wanted: [Subscription] = [.clock(1, 100, isAbsolute: false), .read(0)]
    var (request, rest) = try begin(guest, wanted)
    #expect(request.waitSet.sources.count == 2)
    try pipe.write([1, 2, 3])
    #expect(try BlockingWaiter().wait(for: request))
    #expect(
      try finish(guest, rest) == [Event(userData: 101, errno: 0, type: 1, byteCount: 3)])
    #expect(try guest.read(0, 10).0 == .success)
    (request, rest) = try begin(guest, wanted)
    clocks.advance(by: 100)
    #expect(try BlockingWaiter().wait(for: request))
    #expect(try finish(guest, rest) == [Event(userData: 100, errno: 0, type: 0)])
    (request, rest) = try begin(guest, wanted)
    clocks.advance(by: 100)
    pipe.finish()
    #expect(
      try finish(guest, rest) == [
        Event(userData: 100, errno: 0, type: 0),
        Event(userData: 101, errno: 0, type: 1, flags: 1),
      ])
  }

  @Test func writersWaitForRoom() throws {
    let pipe = BytePipe(capacity: 4)
    let guest = try Guest { $0.standardOutput = .pipe(pipe) }
    #expect(
      try poll(guest, [.write(1)]).1
        == [Event(userData: 100, errno: 0, type: 2, byteCount: 4)])
    #expect(try guest.write(1, "full") == (.success, 4))
    let (request, rest) = try begin(guest, [.write(1)])
    _ = pipe.read()
    #expect(try BlockingWaiter().wait(for: request))
    #expect(try finish(guest, rest)?.count == 1)
  }

  @Test func systemPipesArePolled() throws {
    let (reader, writer) = try Pipe.make()
    let guest = try Guest { $0.standardInput = .descriptor(reader) }
    let (request, rest) = try begin(guest, [.clock(1, .max, isAbsolute: false), .read(0)])
    try [UInt8](1...5).withUnsafeBytes { _ = try writer.descriptor.write($0) }
    #expect(try BlockingWaiter().wait(for: request))
    #expect(
      try finish(guest, rest) == [Event(userData: 101, errno: 0, type: 1, byteCount: 5)])
  }

  @Test func filesAreAlwaysReady() throws {
    for kind in FileSystemKind.allCases {
      let guest = try Volume(kind).guest()
      try guest.makeFile("file", "12345")
      let (_, file) = try guest.open("file")
      let (_, events) = try poll(guest, [.read(file), .write(file)])
      #expect(
        events == [
          Event(userData: 100, errno: 0, type: 1, byteCount: 5),
          Event(userData: 101, errno: 0, type: 2),
        ])
    }
  }

  @Test func errorsAreEvents() throws {
    let guest = try Guest {
      $0.standardInput = .pipe(BytePipe())
      $0.directories = [.memory(MemoryFileSystem(), as: "/")]
    }
    try guest.makeFile("file", "")
    let (_, mute) = try guest.open("file", rights: .fdRead)
    let (errno, events) = try poll(
      guest,
      [
        .read(0), .read(99), .write(98), .clock(2, 0, isAbsolute: false),
        .clock(9, 0, isAbsolute: false), .read(3), .read(mute),
      ])
    #expect(errno == .success)
    #expect(events.map(\.userData) == [101, 102, 103, 104, 105, 106])
    let wanted: [Errno] = [.badf, .badf, .notsup, .inval, .badf, .notcapable]
    #expect(events.map(\.errno) == wanted.map(\.rawValue))
  }

  @Test func hostileCallsFail() throws {
    let guest = try Guest()
    #expect(try guest.call { try $0.pollOneoff($1, 0, 0, 0, 64) } == .inval)
    #expect(try poll(guest, [.raw(3)]).0 == .inval)
    #expect(throws: Trap.self) { try guest.call { try $0.pollOneoff($1, 0, 0, .max, 64) } }
    #expect(throws: Trap.self) { try guest.call { try $0.pollOneoff($1, .max, 0, 1, 64) } }
    #expect(throws: Trap.self) { try guest.call { try $0.pollOneoff($1, 0, .max, 1, 64) } }
    #expect(throws: Trap.self) { try guest.call { try $0.pollOneoff($1, 0, 0, 1, .max) } }
    #expect(try guest.call { try $0.pollOneoff($1, 0, 0, 5000, 64) } == .inval)
  }

  @Test func anInterruptEndsAnyWait() throws {
    let guest = try Guest { $0.standardInput = .pipe(BytePipe()) }
    let (request, _) = try begin(guest, [.read(0)])
    let waiter = try BlockingWaiter()
    #expect(WorkerThread.start { waiter.interrupt() })
    #expect(!waiter.wait(for: request))
    #expect(waiter.isInterrupted)
    #expect(!waiter.wait(for: request))
    // A deadline does, too.
    let late = try BlockingWaiter()
    #expect(!late.wait(for: request, until: BlockingWaiter.now + 1_000_000))
  }

  @Test(.timeLimit(.minutes(15))) func waitingAsynchronouslyHoldsNoThread() async throws {
    let pipe = BytePipe()
    let guest = try Guest { $0.standardInput = .pipe(pipe) }
    let (request, rest) = try begin(guest, [.read(0)])
    async let _: Void = pipe.writeAll([1])
    try await request.wait()
    #expect(try finish(guest, rest)?.count == 1)
    let (clock, _) = try begin(guest, [.clock(1, 1_000_000, isAbsolute: false)])
    try await clock.wait()
  }

  @Test(.timeLimit(.minutes(15))) func cancellationEndsTheWait() async throws {
    let guest = try Guest { $0.standardInput = .pipe(BytePipe()) }
    _ = try guest.read(0, 0)
    let (list, count) = guest.vectors([(1000, 1)])
    let (request, _) = try guest.begin { try $0.fdRead($1, 0, list, count, 64) }
    let task = Task { try await request.wait() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(.timeLimit(.minutes(15))) func thousandsWaitOnOneThread() async throws {
    let pipes = (0..<2000).map { _ in BytePipe() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for pipe in pipes {
        group.addTask {
          let bytes = try await pipe.readNext()
          #expect(bytes == [7])
        }
      }
      for pipe in pipes { try pipe.write([7]) }
      try await group.waitForAll()
    }
  }
}
