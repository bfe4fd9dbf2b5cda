package import Platform

/// What a transfer came to.
package enum Transfer: Sendable, Hashable {
  /// This many bytes were moved; when reading, zero means the end.
  case moved(Int)
  /// Nothing can be moved now; the object's readiness tells when to try again.
  case wouldWait
  /// The first so many bytes were moved, and the rest has to be moved where it may block.
  case mayBlock(moved: Int)
}

/// Whether a transfer would move something now.
package enum ReadyState: Sendable, Hashable {
  case notReady
  /// It would: bytes or an error; with how many bytes, as far as known.
  case ready(byteCount: UInt64, isHungUp: Bool)
}

/// Something that bytes are read from or written to: a stream, a socket, a file.
package protocol ByteObject: AnyObject, Sendable {
  /// What the guest is told it is.
  var fileType: FileType { get }
  /// The most a guest may do with it.
  var rights: Rights { get }
  /// The flags it was made with.
  var flags: FDFlags { get }

  /// Reads what needs no waiting.
  ///
  /// - Parameter offset: where, or `nil` for the current position.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer
  /// Writes what needs no waiting.
  func write(_ buffer: UnsafeRawBufferPointer, at offset: UInt64?) throws(Errno) -> Transfer
  /// Reads on a thread that may block.
  func readBlocking(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Int
  /// Writes on a thread that may block.
  func writeBlocking(_ buffer: UnsafeRawBufferPointer, at offset: UInt64?) throws(Errno) -> Int

  /// Whether it is ready.
  func readyState(_ direction: Direction) -> ReadyState
  /// Adds what tells that it has become ready.
  func addInterest(_ direction: Direction, to set: inout WaitSet)

  func status() throws(Errno) -> FileStatus
  /// How many bytes the last call had to touch beside those it moved; asked for once.
  func takeExtraCharge() -> Int
}

extension ByteObject {
  package func takeExtraCharge() -> Int { 0 }

  package var flags: FDFlags { [] }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer { throw .badf }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer { throw .badf }

  package func readBlocking(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Int { throw .notsup }

  package func writeBlocking(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Int { throw .notsup }

  package func readyState(_ direction: Direction) -> ReadyState {
    .ready(byteCount: 0, isHungUp: false)
  }

  package func addInterest(_ direction: Direction, to set: inout WaitSet) {}

  package func status() throws(Errno) -> FileStatus { FileStatus() }
}

/// A connected stream socket.
package protocol SocketObject: ByteObject {
  func shutdown(reading: Bool, writing: Bool) throws(Errno)
  /// Reads without taking the bytes away.
  func peek(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Transfer
}

/// A listening socket.
package protocol ListenerObject: AnyObject, Sendable {
  /// The connection that waits, or `nil` when none does.
  func accept() throws(Errno) -> (any SocketObject)?
  func readyState() -> ReadyState
  func addInterest(to set: inout WaitSet)
}
