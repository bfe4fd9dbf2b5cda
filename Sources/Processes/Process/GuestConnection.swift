package import Platform
public import WASI

extension GuestProcess {
  /// Connects to the guest's listening socket at descriptor 3; works before it starts, too.
  ///
  /// - Returns: the host's end.
  /// - Throws: `WASIError` with code `closed` when the guest has ended or has no such socket, with
  ///   `socket` when too many connections wait.
  public func connect() throws(WASIError) -> GuestConnection {
    switch listener {
    case .none: throw WASIError(.closed, "the process has no socket at descriptor 3")
    case .memory(let listener): return GuestConnection(.memory(try listener.connect()))
    case .loopback(let listener):
      do throws(SystemError) {
        return GuestConnection(.socket(try Socket.connect(port: listener.port)))
      } catch {
        throw WASIError(.closed, "cannot connect to port \(listener.port): \(error)")
      }
    }
  }
}

/// The host's end of a connection to a guest: bytes in both directions.
public final class GuestConnection: Sendable {
  /// What carries the bytes.
  package enum Transport: Sendable {
    case memory(DuplexEnd)
    case socket(SharedDescriptor)
  }

  /// What carries the bytes.
  package let transport: Transport

  init(_ transport: Transport) { self.transport = transport }

  /// The connection in memory, if it is one.
  public var duplex: DuplexEnd? {
    if case .memory(let end) = transport { end } else { nil }
  }

  /// Sends all bytes, waiting for room.
  ///
  /// - Parameter bytes: what to send.
  /// - Throws: `WASIError` with code `closed` when the guest's end is gone; `CancellationError`.
  public func send(_ bytes: [UInt8]) async throws {
    switch transport {
    case .memory(let end): try await end.send(bytes)
    case .socket(let shared):
      var rest = bytes[...]
      while !rest.isEmpty {
        let sent = try attempt { () throws(SystemError) in
          try rest.withSystemBytes { (buffer) throws(SystemError) in
            try Socket.send(shared.descriptor, buffer)
          }
        }
        if let sent {
          rest = rest.dropFirst(sent)
        } else {
          try await Self.wait(shared, .writable)
        }
      }
    }
  }

  /// Receives the bytes that come next, waiting for at least one.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Returns: the bytes, or `nil` when the guest's end is done.
  /// - Throws: `WASIError` with code `closed` when the connection broke; `CancellationError`.
  public func receive(atMost limit: Int = 64 << 10) async throws -> [UInt8]? {
    switch transport {
    case .memory(let end): return try await end.receive(atMost: limit)
    case .socket(let shared):
      var bytes = [UInt8](repeating: 0, count: max(1, limit))
      while true {
        let count = try attempt { () throws(SystemError) in
          try bytes.withSystemBytes { (buffer) throws(SystemError) in
            try Socket.receive(shared.descriptor, into: buffer)
          }
        }
        if let count { return count == 0 ? nil : Array(bytes.prefix(count)) }
        try await Self.wait(shared, .readable)
      }
    }
  }

  /// Says that no more will be sent; what was sent arrives first.
  public func finish() {
    switch transport {
    case .memory(let end): end.finish()
    case .socket(let shared):
      try? Socket.shutdown(shared.descriptor, reading: false, writing: true)
    }
  }

  /// Ends the connection in both directions.
  public func close() {
    switch transport {
    case .memory(let end): end.close()
    case .socket(let shared):
      try? Socket.shutdown(shared.descriptor, reading: true, writing: true)
    }
  }

  /// Does what needs no waiting.
  ///
  /// - Returns: `nil` when it would have to wait.
  private func attempt<R>(_ body: () throws(SystemError) -> R) throws(WASIError) -> R? {
    do throws(SystemError) {
      return try body()
    } catch {
      if error.code == .again || error.code == .notconn { return nil }
      throw WASIError(.closed, "the connection to the guest broke: \(error)")
    }
  }

  private static func wait(_ shared: SharedDescriptor, _ events: DescriptorEvents) async throws {
    var set = WaitSet()
    set.add(shared, events)
    try await WaitRequest(.events(set)).wait()
  }
}

extension ArraySlice<UInt8> {
  fileprivate func withSystemBytes<R>(
    _ body: (UnsafeRawBufferPointer) throws(SystemError) -> R
  ) throws(SystemError) -> R {
    let outcome: Result<R, SystemError> = withUnsafeBytes { buffer in
      Result { () throws(SystemError) in try body(buffer) }
    }
    return try outcome.get()
  }
}

extension [UInt8] {
  fileprivate mutating func withSystemBytes<R>(
    _ body: (UnsafeMutableRawBufferPointer) throws(SystemError) -> R
  ) throws(SystemError) -> R {
    let outcome: Result<R, SystemError> = withUnsafeMutableBytes { buffer in
      Result { () throws(SystemError) in try body(buffer) }
    }
    return try outcome.get()
  }
}
