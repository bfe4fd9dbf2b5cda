package import Platform
import Synchronization

/// A pipe, terminal, device or socket of the system as a guest's descriptor; never waits itself.
package final class HostStream: ByteObject {
  private let shared: SharedDescriptor
  private let kind: FileStatus.Kind
  /// Whether the open file is ours alone and does not block; inherited ones are left as they are,
  /// because a change would show in every process that shares them.
  private let isNonblocking: Bool
  private let supportsNoWait = Atomic(true)
  private let hasReadBytes = Atomic(false)
  package let rights: Rights

  /// The most that goes into a blocking pipe or terminal that said it has room.
  private static let blockingChunk = 4096

  package init(
    _ shared: SharedDescriptor, kind: FileStatus.Kind, isNonblocking: Bool, rights: Rights
  ) {
    self.shared = shared
    self.kind = kind
    self.isNonblocking = isNonblocking
    self.rights = rights
    Signals.ignoreBrokenPipe()
  }

  package var fileType: FileType {
    switch kind {
    case .characterDevice: .characterDevice
    case .socket: .socketStream
    default: .unknown
    }
  }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    let transfer = try readNow(buffer)
    if case .moved(let count) = transfer {
      if count > 0 {
        hasReadBytes.store(true, ordering: .relaxed)
      } else if isUnconnectedPipe() {
        return .wouldWait
      }
    }
    return transfer
  }

  /// Whether it is a named pipe that no writer has opened yet: not at its end, but before its start.
  private func isUnconnectedPipe() -> Bool {
    kind == .pipe && isNonblocking && !hasReadBytes.load(ordering: .relaxed)
      && shared.descriptor.readyEvents(.readable).isEmpty
  }

  private func readNow(_ buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Transfer {
    do throws(SystemError) {
      if kind == .socket { return .moved(try Socket.receive(shared.descriptor, into: buffer)) }
      if isNonblocking { return .moved(try shared.descriptor.read(into: buffer)) }
      if supportsNoWait.load(ordering: .relaxed) {
        switch try shared.descriptor.readWithoutWaiting(into: buffer, at: nil) {
        case .moved(let count): return .moved(count)
        case .wouldWait: return .wouldWait
        case .unsupported: supportsNoWait.store(false, ordering: .relaxed)
        }
      }
      if shared.descriptor.readyEvents(.readable).isEmpty { return .wouldWait }
      return .moved(try shared.descriptor.read(into: buffer))
    } catch {
      if error.code == .again { return .wouldWait }
      throw Errno(error)
    }
  }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    if offset != nil { throw .spipe }
    do throws(SystemError) {
      if kind == .socket { return .moved(try Socket.send(shared.descriptor, buffer)) }
      if isNonblocking { return .moved(try shared.descriptor.write(buffer)) }
      if supportsNoWait.load(ordering: .relaxed) {
        switch try shared.descriptor.writeWithoutWaiting(buffer, at: nil) {
        case .moved(let count): return .moved(count)
        case .wouldWait: return .wouldWait
        case .unsupported: supportsNoWait.store(false, ordering: .relaxed)
        }
      }
      return try writeInChunks(buffer)
    } catch {
      if error.code == .again { return .wouldWait }
      throw Errno(error)
    }
  }

  /// Writes to a blocking descriptor no more than what it said to have room for.
  private func writeInChunks(_ buffer: UnsafeRawBufferPointer) throws(SystemError) -> Transfer {
    var moved = 0
    while moved < buffer.count, !shared.descriptor.readyEvents(.writable).isEmpty {
      let chunk = UnsafeRawBufferPointer(
        rebasing: buffer.dropFirst(moved).prefix(Self.blockingChunk))
      do throws(SystemError) {
        moved += try shared.descriptor.write(chunk)
      } catch {
        if moved == 0 { throw error }
        break
      }
    }
    return moved == 0 && !buffer.isEmpty ? .wouldWait : .moved(moved)
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    let events = shared.descriptor.readyEvents(direction == .read ? .readable : .writable)
    if events.isEmpty { return .notReady }
    let count = direction == .read ? shared.descriptor.availableByteCount() : 0
    return .ready(
      byteCount: UInt64(clamping: count), isHungUp: !events.isDisjoint(with: [.hangUp, .failed]))
  }

  package func addInterest(_ direction: Direction, to set: inout WaitSet) {
    set.add(shared, direction == .read ? .readable : .writable)
  }

  package func status() throws(Errno) -> FileStatus {
    try system { () throws(SystemError) in try shared.descriptor.status() }
  }
}

extension HostStream: SocketObject {
  package func shutdown(reading: Bool, writing: Bool) throws(Errno) {
    guard kind == .socket else { throw .notsock }
    try system { () throws(SystemError) in
      try Socket.shutdown(shared.descriptor, reading: reading, writing: writing)
    }
  }

  package func peek(into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Transfer {
    guard kind == .socket else { throw .notsock }
    do throws(SystemError) {
      return .moved(try Socket.receive(shared.descriptor, into: buffer, peek: true))
    } catch {
      if error.code == .again { return .wouldWait }
      throw Errno(error)
    }
  }
}
