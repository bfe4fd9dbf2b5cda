import Platform
import Synchronization

/// Keeps what a guest writes, up to a limit.
///
/// Writing beyond the limit fails with "no space left" until the host takes bytes out.
public final class CollectedOutput: Sendable {
  /// The most bytes it keeps.
  public let limit: Int
  private let state = Guarded([UInt8]())

  /// - Parameter limit: the most bytes it keeps.
  public init(limit: Int = 16 << 20) { self.limit = max(0, limit) }

  /// What was written so far.
  public var bytes: [UInt8] { state.withLock { $0 } }

  /// What was written so far, as UTF-8 text; malformed sequences become U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes out what was written so far, which makes room for more.
  ///
  /// - Returns: the bytes.
  public func takeBytes() -> [UInt8] {
    state.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }

  package func append(_ buffer: UnsafeRawBufferPointer) -> Int {
    state.withLock { bytes in
      let count = min(buffer.count, limit - bytes.count)
      bytes.append(contentsOf: buffer.prefix(count))
      return count
    }
  }
}

/// A collected output as a guest's descriptor.
package final class CollectingStream: ByteObject {
  private let output: CollectedOutput

  package init(_ output: CollectedOutput) { self.output = output }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdRead) }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    let count = output.append(buffer)
    if count == 0 && !buffer.isEmpty { throw .nospc }
    return .moved(count)
  }
}

/// A host's closure as a guest's output.
package final class HandlerStream: ByteObject {
  private let handler: @Sendable ([UInt8]) -> Void

  package init(_ handler: @escaping @Sendable ([UInt8]) -> Void) { self.handler = handler }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdRead) }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    handler([UInt8](buffer))
    return .moved(buffer.count)
  }
}

/// Bytes of the host's as a guest's input.
package final class BytesStream: ByteObject {
  private let rest: Guarded<ArraySlice<UInt8>>

  package init(_ bytes: [UInt8]) { rest = Guarded(bytes[...]) }

  package var fileType: FileType { .unknown }
  package var rights: Rights { Rights.stream.subtracting(.fdWrite) }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    return rest.withLock { rest in
      let count = min(rest.count, buffer.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return .moved(count)
    }
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    let count = rest.withLock { $0.count }
    return .ready(byteCount: UInt64(count), isHungUp: count == 0)
  }
}
