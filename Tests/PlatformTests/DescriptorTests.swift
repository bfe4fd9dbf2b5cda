import Testing

import Platform

struct DescriptorTests {
  private func bytes(
    _ limit: Int, _ read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) rethrows -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = try read(UnsafeMutableRawBufferPointer(buffer))
    }
  }

  @Test func errorsHaveNames() {
    do throws(SystemError) {
      _ = try FileDescriptor.open(SystemPath("/no/such/file"), OpenMode())
      Issue.record("opened what does not exist")
    } catch {
      #expect(error.code == .noent)
      #expect("\(error)" == "open: No such file or directory")
    }
    #expect(throws: SystemError.self) { _ = try SystemPath("a\0b") }
    #expect(SystemErrorCode(number: 99_999) == .io)
  }

  @Test func pipesCarryBytes() throws {
    let (reader, writer) = try Pipe.make()
    #expect(reader.descriptor.readyEvents(.readable).isEmpty)
    #expect(writer.descriptor.readyEvents(.writable) == .writable)
    #expect(try [UInt8](1...3).withUnsafeBytes { try writer.descriptor.write($0) } == 3)
    #expect(reader.descriptor.readyEvents(.readable) == .readable)
    #expect(reader.descriptor.availableByteCount() == 3)
    #expect(try bytes(10) { try reader.descriptor.read(into: $0) } == [1, 2, 3])
    let isTerminal = reader.descriptor.isTerminal()
    #expect(!isTerminal)
  }

  @Test func descriptorsCloseWithTheirOwner() throws {
    let (reader, writer) = try Pipe.make()
    do {
      let copy = try writer.descriptor.duplicate()
      let number = copy.rawValue
      #expect(number != writer.rawValue)
    }
    let number: Int32
    do {
      let copy = try reader.descriptor.duplicate()
      number = copy.rawValue
    }
    // The number is free again, so the next one gets it or a lower one.
    let next = try reader.descriptor.duplicate().release()
    #expect(next != reader.rawValue && number != reader.rawValue)
    _ = FileDescriptor(owning: next)
  }

  @Test func unixSocketsConnect() throws {
    var random: UInt64 = 0
    withUnsafeMutableBytes(of: &random) { Randomness.fill($0) }
    let name = "ganglion-test-\(random).sock"
    let path = try SystemPath("/tmp/" + name)
    let listener = try Socket.listen(path: path, backlog: 4)
    defer {
      let directory = try? FileDescriptor.open(SystemPath("/tmp"), OpenMode())
      if let directory, let name = try? SystemPath(name) { try? directory.removeFile(name) }
    }
    #expect(throws: SystemError.self) { try Socket.accept(listener.descriptor) }
    let client = try Socket.connect(path: path)
    let server = try Socket.accept(listener.descriptor)
    #expect(try [UInt8](1...3).withUnsafeBytes { try Socket.send(client.descriptor, $0) } == 3)
    #expect(
      try bytes(10) { try Socket.receive(server.descriptor, into: $0, peek: true) } == [1, 2, 3])
    #expect(try bytes(10) { try Socket.receive(server.descriptor, into: $0) } == [1, 2, 3])
    #expect(throws: SystemError.self) {
      try bytes(10) { try Socket.receive(server.descriptor, into: $0) }
    }
    try Socket.shutdown(client.descriptor, reading: false, writing: true)
    #expect(try bytes(10) { try Socket.receive(server.descriptor, into: $0) }.isEmpty)
    let long = try SystemPath("/tmp/" + String(repeating: "x", count: 200))
    #expect(throws: SystemError.self) { try Socket.connect(path: long) }
  }

  @Test func anInterruptReachesItsHandler() throws {
    let waiter = try ThreadWaiter()
    try Signals.onInterrupt { _ in waiter.interrupt() }
    Signals.raiseInterrupt()
    #expect(!waiter.wait(for: WaitSet()))
    waiter.reset()
    Signals.raiseInterrupt()
    #expect(!waiter.wait(for: WaitSet()))
  }

  @Test func timesSurviveTheirFormat() {
    for time in [Int64(0), 1, 999_999_999, 1_000_000_000, -1, -1_500_000_000, .max, .min + 1] {
      #expect(nanoseconds(timeSpecification(nanoseconds: time)) == time)
    }
  }
}
