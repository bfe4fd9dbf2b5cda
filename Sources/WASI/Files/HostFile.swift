package import Platform
import Synchronization

/// A regular file of the system.
package final class HostFile: FileObject {
  private let shared: SharedDescriptor
  /// Whether this open file is shared with other processes, so that its flags are not ours.
  private let isInherited: Bool
  private let isSynchronized: Bool
  private let readsWithoutWaiting = Atomic(true)
  private let writesWithoutWaiting = Atomic(true)
  package let flags: FDFlags
  package let rights: Rights

  /// - Parameters:
  ///   - shared: the open file.
  ///   - rights: the most a guest may do with it.
  ///   - isInherited: whether it stands in for a standard stream of the host's.
  package init(_ shared: SharedDescriptor, rights: Rights = .file, isInherited: Bool = false) {
    self.shared = shared
    self.rights = rights
    self.isInherited = isInherited
    let status = (try? shared.descriptor.statusFlags()) ?? []
    var flags: FDFlags = []
    if status.contains(.append) { flags.insert(.append) }
    if status.contains(.synchronized) {
      flags.insert(.sync)
    } else if status.contains(.dataSynchronized) {
      flags.insert(.dsync)
    }
    self.flags = flags
    isSynchronized = !flags.isDisjoint(with: .synchronized)
  }

  package var mayBlock: Bool { true }

  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    var moved = 0
    while moved < buffer.count, readsWithoutWaiting.load(ordering: .relaxed) {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer.dropFirst(moved))
      let position = offset.map { $0 &+ UInt64(moved) }
      let attempt = try system { () throws(SystemError) in
        try shared.descriptor.readWithoutWaiting(into: rest, at: position)
      }
      switch attempt {
      case .moved(0): return .moved(moved)
      case .moved(let count): moved += count
      case .wouldWait: return .mayBlock(moved: moved)
      case .unsupported: readsWithoutWaiting.store(false, ordering: .relaxed)
      }
    }
    return moved == buffer.count ? .moved(moved) : .mayBlock(moved: moved)
  }

  package func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Transfer {
    guard !isSynchronized, writesWithoutWaiting.load(ordering: .relaxed) else {
      return .mayBlock(moved: 0)
    }
    let attempt = try system { () throws(SystemError) in
      try shared.descriptor.writeWithoutWaiting(buffer, at: offset)
    }
    switch attempt {
    case .moved(let count): return count == buffer.count ? .moved(count) : .mayBlock(moved: count)
    case .wouldWait: return .mayBlock(moved: 0)
    case .unsupported:
      writesWithoutWaiting.store(false, ordering: .relaxed)
      return .mayBlock(moved: 0)
    }
  }

  package func readBlocking(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Int {
    try system { () throws(SystemError) in
      if let offset { return try shared.descriptor.read(into: buffer, at: offset) }
      return try shared.descriptor.read(into: buffer)
    }
  }

  package func writeBlocking(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(Errno) -> Int {
    try system { () throws(SystemError) in
      if let offset { return try shared.descriptor.write(buffer, at: offset) }
      return try shared.descriptor.write(buffer)
    }
  }

  package func readyState(_ direction: Direction) -> ReadyState {
    guard direction == .read, let size = try? status().size,
      let position = try? seek(0, from: .current)
    else { return .ready(byteCount: 0, isHungUp: false) }
    return .ready(byteCount: size > position ? size - position : 0, isHungUp: false)
  }

  package func status() throws(Errno) -> FileStatus {
    try system { () throws(SystemError) in try shared.descriptor.status() }
  }

  package func seek(_ offset: Int64, from origin: SeekOrigin) throws(Errno) -> UInt64 {
    try system { () throws(SystemError) in try shared.descriptor.seek(offset, from: origin) }
  }

  package func setSize(_ size: UInt64) throws(Errno) {
    try system { () throws(SystemError) in try shared.descriptor.setSize(size) }
  }

  package func allocate(offset: UInt64, count: UInt64) throws(Errno) {
    try system { () throws(SystemError) in
      try shared.descriptor.allocate(offset: offset, count: count)
    }
  }

  package func advise(
    offset: UInt64, count: UInt64, _ advice: AccessAdvice
  ) throws(Errno) {
    try system { () throws(SystemError) in
      try shared.descriptor.advise(offset: offset, count: count, advice)
    }
  }

  package func setTimes(access: TimeChange, modification: TimeChange) throws(Errno) {
    try system { () throws(SystemError) in
      try shared.descriptor.setTimes(access: access, modification: modification)
    }
  }

  package func synchronize(dataOnly: Bool) throws(Errno) {
    try system { () throws(SystemError) in
      if dataOnly {
        try shared.descriptor.synchronizeData()
      } else {
        try shared.descriptor.synchronize()
      }
    }
  }

  package func setAppends(_ appends: Bool) throws(Errno) {
    if isInherited { throw .notsup }
    try system { () throws(SystemError) in
      try shared.descriptor.setStatusFlags(.append, to: appends)
    }
  }
}
