import Platform
package import WebAssembly

/// Sockets that were open at the start, and connections they accepted.
extension WASIContext {
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#sock_accept
  package func sockAccept(
    _ memory: Memory, _ fd: UInt32, _ flags: UInt32, _ result: UInt32
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    switch descriptor.resource {
    case .listener(let listener):
      try descriptor.require(.sockAccept)
      guard flags <= FDFlags.all.rawValue else { throw Errno.inval }
      try memory.checkRange(result, 4)
      return try accept(
        memory, listener, descriptor, FDFlags(rawValue: UInt16(flags)), result)
    case .bytes(let object): throw object is any SocketObject ? Errno.inval : Errno.notsock
    case .directory: throw Errno.notsock
    }
  }

  private func accept(
    _ memory: Memory, _ listener: any ListenerObject, _ descriptor: Descriptor, _ flags: FDFlags,
    _ result: UInt32
  ) throws -> Step {
    try descriptors.requireRoom()
    guard let socket = try listener.accept() else {
      if descriptor.flags.contains(.nonblock) { throw Errno.again }
      var set = WaitSet()
      listener.addInterest(to: &set)
      return .wait(for: set) { memory in
        try self.accept(memory, listener, descriptor, flags, result)
      }
    }
    var connection = Descriptor(.bytes(socket), flags: flags.intersection(.nonblock))
    connection.rights.formIntersection(descriptor.inheritingRights)
    let number = try descriptors.insert(connection)
    try memory.store(number, at: UInt64(result))
    return .success
  }

  private static let peekFlag: UInt32 = 1
  private static let waitAllFlag: UInt32 = 2

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#sock_recv
  package func sockRecv(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ flags: UInt32,
    _ resultCount: UInt32, _ resultFlags: UInt32
  ) throws -> Step {
    let (descriptor, socket) = try socket(fd, .fdRead)
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(resultCount, 4)
    try memory.checkRange(resultFlags, 2)
    guard flags <= Self.peekFlag | Self.waitAllFlag else { throw Errno.inval }
    return try receive(
      memory,
      Reception(
        socket: socket, buffers: buffers, peeks: flags & Self.peekFlag != 0,
        waitsForAll: flags & Self.waitAllFlag != 0,
        isNonblocking: descriptor.flags.contains(.nonblock), count: resultCount,
        flags: resultFlags))
  }

  private struct Reception {
    let socket: any SocketObject
    let buffers: GuestBuffers
    let peeks: Bool
    let waitsForAll: Bool
    let isNonblocking: Bool
    let count: UInt32
    let flags: UInt32
    var moved = 0
  }

  private func receive(_ memory: Memory, _ reception: Reception) throws -> Step {
    var reception = reception
    let buffers = reception.buffers
    while reception.moved < buffers.byteCount {
      let rest = buffers.byteCount - reception.moved
      let transfer = try withUnsafeTemporaryAllocation(byteCount: rest, alignment: 16) { scratch in
        let transfer =
          reception.peeks
          ? try reception.socket.peek(into: scratch)
          : try reception.socket.read(into: scratch, at: nil)
        if let count = transfer.movedCount {
          try buffers.scatter(
            UnsafeRawBufferPointer(rebasing: scratch.prefix(count)), at: reception.moved,
            to: memory)
        }
        return transfer
      }
      if case .moved(let count) = transfer {
        reception.moved += count
        if count == 0 || reception.peeks || !reception.waitsForAll { break }
        continue
      }
      if reception.isNonblocking {
        if reception.moved > 0 { break }
        throw Errno.again
      }
      var set = WaitSet()
      reception.socket.addInterest(.read, to: &set)
      return .wait(for: set) { [reception] memory in try self.receive(memory, reception) }
    }
    try memory.store(UInt32(reception.moved), at: UInt64(reception.count))
    try memory.store(UInt16(0), at: UInt64(reception.flags))
    charge(reception.moved)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#sock_send
  package func sockSend(
    _ memory: Memory, _ fd: UInt32, _ vectors: UInt32, _ vectorCount: UInt32, _ flags: UInt32,
    _ result: UInt32
  ) throws -> Step {
    let (descriptor, socket) = try socket(fd, .fdWrite)
    let buffers = try GuestBuffers(memory, vectors, count: vectorCount, limits)
    try memory.checkRange(result, 4)
    // No flags are defined for sending.
    guard flags == 0 else { throw Errno.inval }
    return try write(
      memory,
      TransferState(socket, buffers, nil, descriptor.flags.contains(.nonblock), result))
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#sock_shutdown
  package func sockShutdown(_ fd: UInt32, _ how: UInt32) throws -> Step {
    let (_, socket) = try socket(fd, .sockShutdown)
    guard (1...3).contains(how) else { throw Errno.inval }
    try socket.shutdown(reading: how & 1 != 0, writing: how & 2 != 0)
    return .success
  }

  private func socket(
    _ fd: UInt32, _ rights: Rights
  ) throws(Errno) -> (Descriptor, any SocketObject) {
    let descriptor = try descriptors.get(fd)
    switch descriptor.resource {
    case .bytes(let object):
      guard let socket = object as? any SocketObject, socket.fileType == .socketStream else {
        throw .notsock
      }
      try descriptor.require(rights)
      return (descriptor, socket)
    case .listener: throw .notconn
    case .directory: throw .notsock
    }
  }
}
