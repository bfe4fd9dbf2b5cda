import Platform
import Testing

import WASI

/// Named pipes and devices inside a granted directory.
struct DeviceTests {
  private func setUp() throws -> (ScratchDirectory, Guest) {
    let scratch = try ScratchDirectory()
    try Pipe.makeNamed(SystemPath(scratch.hostPath("fifo")))
    let path = scratch.path
    let guest = try Guest { $0.directories = [.host(path, as: "/", .readWrite)] }
    guest.keptAlive = scratch
    return (scratch, guest)
  }

  private func openWriter(_ scratch: ScratchDirectory) throws -> SharedDescriptor {
    var mode = OpenMode()
    mode.writes = true
    mode.flags = .nonblocking
    return SharedDescriptor(
      try FileDescriptor.open(SystemPath(scratch.hostPath("fifo")), mode))
  }

  @Test func aNamedPipeWithoutWriterSuspendsTheReader() throws {
    let (scratch, guest) = try setUp()
    let (errno, fd) = try guest.openToRead("fifo")
    #expect(errno == .success)
    let (list, count) = guest.vectors([(1000, 10)])
    let (request, rest) = try guest.begin { try $0.fdRead($1, fd, list, count, 64) }
    var writer: SharedDescriptor? = try openWriter(scratch)
    try [UInt8](1...3).withUnsafeBytes { _ = try writer?.descriptor.write($0) }
    #expect(try BlockingWaiter().wait(for: request))
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("no data")
      return
    }
    #expect(try guest.u32() == 3)
    writer = nil
    #expect(try guest.read(fd, 10) == (.success, ""))
  }

  @Test func openingForWritingWaitsForAReader() throws {
    let (scratch, guest) = try setUp()
    #expect(try guest.open("fifo", rights: .fdWrite, fdFlags: .nonblock).0 == .nxio)
    let (path, count) = guest.put("fifo")
    var (request, rest) = try guest.begin {
      try $0.pathOpen($1, 3, 0, path, count, 0, Rights.fdWrite.rawValue, 0, 0, 64)
    }
    // It is asked for on a thread that may block; then it is tried again later.
    for _ in 0..<4 {
      #expect(try BlockingWaiter().wait(for: request))
      guard case .wait(let next, let more) = try rest.resume(guest.memory) else {
        Issue.record("opened without a reader")
        return
      }
      (request, rest) = (next, more)
    }
    let reader = SharedDescriptor(
      try FileDescriptor.open(
        SystemPath(scratch.hostPath("fifo")),
        {
          var mode = OpenMode()
          mode.flags = .nonblocking
          return mode
        }()))
    var fd: UInt32?
    while fd == nil {
      #expect(try BlockingWaiter().wait(for: request))
      switch try rest.resume(guest.memory) {
      case .wait(let next, let more): (request, rest) = (next, more)
      case .done(let errno):
        #expect(errno == .success)
        fd = try guest.u32()
      }
    }
    #expect(try guest.write(fd ?? 0, "hi") == (.success, 2))
    #expect(reader.descriptor.availableByteCount() == 2)
  }

  @Test func devicesWork() throws {
    let guest = try Guest { $0.directories = [.host("/dev", as: "/dev", .readWrite)] }
    let (errno, zero) = try guest.open("zero", rights: [.fdRead, .fdFilestatGet])
    #expect(errno == .success)
    #expect(try guest.read(zero, 4) == (.success, "\0\0\0\0"))
    #expect(try guest.status(of: zero).1?.type == .characterDevice)
    let (_, null) = try guest.open("null", rights: [.fdRead, .fdWrite])
    #expect(try guest.write(null, "gone") == (.success, 4))
    #expect(try guest.read(null, 4) == (.success, ""))
  }

  @Test func aSocketFileCannotBeOpened() throws {
    let (scratch, guest) = try setUp()
    let listener = try Socket.listen(path: SystemPath(scratch.hostPath("socket")), backlog: 1)
    #expect(try guest.open("socket", rights: .fdWrite).0 == .nxio)
    #expect(try guest.status("socket").0 == .success)
    _ = listener
  }

  @Test func hostReadsGoWhereTheyMayBlock() throws {
    let (_, guest) = try setUp()
    try guest.makeFile("file", "text")
    let (path, count) = guest.put("file")
    let (request, _) = try guest.begin { try $0.pathFilestatGet($1, 3, 0, path, count, 64) }
    let operation = try #require(request.blockingOperation)
    #expect(!operation.isDone)
    operation.perform()
    operation.perform()
    #expect(operation.isDone)
  }

  @Test(.timeLimit(.minutes(15))) func aPoolDoesTheWorkForThoseWhoAwait() async throws {
    let (_, guest) = try setUp()
    let (path, count) = guest.put("fifo")
    let (request, rest) = try guest.begin { try $0.pathFilestatGet($1, 3, 0, path, count, 64) }
    try await request.wait()
    guard case .done(.success) = try rest.resume(guest.memory) else {
      Issue.record("not done")
      return
    }
    let (again, _) = try guest.begin { try $0.pathFilestatGet($1, 3, 0, path, count, 64) }
    #expect(try BlockingWaiter(usesPool: true).wait(for: again))
  }
}
