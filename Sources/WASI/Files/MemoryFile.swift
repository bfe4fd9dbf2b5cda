package import Platform
import Synchronization

/// An open file in memory.
package final class MemoryFile: FileObject {
  private let fileSystem: MemoryFileSystem
  private let handle: NodeHandle
  private let cursor: Cursor
  package let rights: Rights

  /// Where it is read and written; used only with the file system's lock held.
  private final class Cursor: @unchecked Sendable {
    // Safe to share: see above.
    var position: UInt64 = 0
    var appends = false
    var extraCharge = 0
  }

  /// - Parameter handle: a node that was counted as open.
  init(_ fileSystem: MemoryFileSystem, _ handle: NodeHandle, rights: Rights, appends: Bool) {
    self.fileSystem = fileSystem
    self.handle = handle
    self.rights = rights
    cursor = Cursor()
    cursor.appends = appends
  }

  deinit {
    fileSystem.state.withLock { state in
      handle.node.openCount -= 1
      state.releaseIfUnused(handle.node)
    }
  }

  package var mayBlock: Bool { false }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    let target = SharedBuffer(buffer)
    return try fileSystem.update { state throws(Errno) in
      guard case .file(let bytes) = handle.node.content else { throw .isdir }
      let start = Int(clamping: offset ?? cursor.position)
      let count = start < bytes.count ? min(target.buffer.count, bytes.count - start) : 0
      if count > 0 {
        target.buffer.copyBytes(from: bytes[start..<(start + count)])
        handle.node.accessTime = state.time
      }
      if offset == nil { cursor.position += UInt64(count) }
      return .moved(count)
    }
  }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    let source = SharedBuffer(UnsafeMutableRawBufferPointer(mutating: buffer))
    return try fileSystem.update { state throws(Errno) in
      let size = UInt64(handle.node.byteCount)
      let start = cursor.appends ? size : offset ?? cursor.position
      let (end, overflow) = start.addingReportingOverflow(UInt64(source.buffer.count))
      if overflow || end > UInt64(Int64.max) { throw .fbig }
      if !source.buffer.isEmpty {
        try state.write(UnsafeRawBufferPointer(source.buffer), to: handle.node, at: start)
        cursor.extraCharge += Int(clamping: start > size ? start - size : 0)
      }
      if offset == nil { cursor.position = end }
      return .moved(source.buffer.count)
    }
  }

  /// Changes the size and notes the bytes to be zeroed, which a hole may have many of.
  private func grow(_ state: inout MemoryState, to size: UInt64) throws(Errno) {
    let old = handle.node.byteCount
    try state.resize(handle.node, to: size)
    cursor.extraCharge += max(0, handle.node.byteCount - old)
  }

  package func takeExtraCharge() -> Int {
    fileSystem.state.withLock { _ in
      defer { cursor.extraCharge = 0 }
      return cursor.extraCharge
    }
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    let rest = fileSystem.state.withLock { _ in
      let size = UInt64(handle.node.byteCount)
      return size > cursor.position ? size - cursor.position : 0
    }
    return .ready(byteCount: direction == .read ? rest : 0, isHungUp: false)
  }

  package func status() throws(Errno) -> FileStatus {
    fileSystem.state.withLock { _ in handle.node.status }
  }

  package func seek(_ offset: Int64, from origin: SeekOrigin) throws(Errno) -> UInt64 {
    try fileSystem.state.withLock { _ throws(Errno) in
      let base: UInt64 =
        switch origin {
        case .start: 0
        case .current: cursor.position
        case .end: UInt64(handle.node.byteCount)
        }
      let (position, overflow) = Int64(clamping: base).addingReportingOverflow(offset)
      if overflow { throw .overflow }
      if position < 0 { throw .inval }
      cursor.position = UInt64(position)
      return cursor.position
    }
  }

  package func setSize(_ size: UInt64) throws(Errno) {
    try fileSystem.update { state throws(Errno) in try grow(&state, to: size) }
  }

  package func allocate(offset: UInt64, count: UInt64) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      let end = offset &+ count
      if end > UInt64(handle.node.byteCount) { try grow(&state, to: end) }
    }
  }

  package func advise(offset: UInt64, count: UInt64, _ advice: AccessAdvice) throws(Errno) {}

  package func setTimes(access: TimeChange, modification: TimeChange) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      handle.node.setTimes(access, modification, now: state.time)
    }
  }

  package func synchronize(dataOnly: Bool) throws(Errno) {}

  package func setAppends(_ appends: Bool) throws(Errno) {
    fileSystem.state.withLock { _ in cursor.appends = appends }
  }
}

/// Lends a buffer to a closure that runs before the lender goes on.
private struct SharedBuffer: @unchecked Sendable {
  // Safe to share: it never leaves the call that was lent the buffer.
  let buffer: UnsafeMutableRawBufferPointer
  init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }
}

extension MemoryNode {
  func setTimes(_ access: TimeChange, _ modification: TimeChange, now: Int64) {
    switch access {
    case .keep: break
    case .now: accessTime = now
    case .to(let time): accessTime = time
    }
    switch modification {
    case .keep: break
    case .now: modificationTime = now
    case .to(let time): modificationTime = time
    }
    changeTime = now
  }
}
