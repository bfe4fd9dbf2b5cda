/// One end of a connection in memory.
///
/// Both ends look alike: the host has one, a guest the other, as a stream socket.
public final class DuplexEnd: Sendable {
  /// What comes from the other end.
  public let incoming: BytePipe
  /// What goes to the other end.
  public let outgoing: BytePipe

  init(incoming: BytePipe, outgoing: BytePipe) {
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// Two connected ends.
  ///
  /// - Parameter capacity: the most bytes under way in each direction.
  /// - Returns: the ends, which are alike.
  public static func pair(capacity: Int = 65536) -> (DuplexEnd, DuplexEnd) {
    let there = BytePipe(capacity: capacity)
    let back = BytePipe(capacity: capacity)
    return (
      DuplexEnd(incoming: back, outgoing: there), DuplexEnd(incoming: there, outgoing: back)
    )
  }

  /// Sends all bytes, waiting for room.
  ///
  /// - Parameter bytes: what to send.
  /// - Throws: `WASIError` with code `closed` when the other end is gone; `CancellationError`.
  public func send(_ bytes: some Collection<UInt8> & Sendable) async throws {
    try await outgoing.writeAll(bytes)
  }

  /// Receives the bytes that come next, waiting for at least one.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Returns: the bytes, or `nil` when the other end is done.
  /// - Throws: `CancellationError`.
  public func receive(atMost limit: Int = .max) async throws -> [UInt8]? {
    try await incoming.readNext(atMost: limit)
  }

  /// Says that no more will be sent; what was sent arrives first.
  public func finish() { outgoing.finish() }

  /// Ends the connection in both directions.
  public func close() {
    outgoing.finish()
    incoming.close()
  }
}
