import Platform
package import WebAssembly

/// What files are besides their bytes: sizes, times, room.
extension WASIContext {
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_filestat_get
  package func fdFilestatGet(_ memory: Memory, _ fd: UInt32, _ result: UInt32) throws -> Step {
    let descriptor = try descriptors.get(fd)
    try descriptor.require(.fdFilestatGet)
    try memory.checkRange(result, 64)
    let status: FileStatus
    switch descriptor.resource {
    case .bytes(let object): status = try object.status()
    case .directory(let directory): status = try directory.status()
    case .listener: status = FileStatus()
    }
    return try put(status, descriptor.fileType, memory, result)
  }

  /// Writes a `filestat`.
  func put(
    _ status: FileStatus, _ type: FileType, _ memory: Memory, _ result: UInt32
  ) throws -> Step {
    let address = UInt64(result)
    try memory.checkRange(result, 64)
    try memory.store(status.device, at: address)
    try memory.store(status.inode, at: address + 8)
    try memory.store(UInt64(type.rawValue), at: address + 16)
    try memory.store(status.linkCount, at: address + 24)
    try memory.store(status.size, at: address + 32)
    try memory.store(UInt64(clamping: status.accessTime), at: address + 40)
    try memory.store(UInt64(clamping: status.modificationTime), at: address + 48)
    try memory.store(UInt64(clamping: status.changeTime), at: address + 56)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_filestat_set_size
  package func fdFilestatSetSize(
    _ memory: Memory, _ fd: UInt32, _ size: UInt64
  ) throws -> Step {
    let (descriptor, file) = try file(fd, .fdFilestatSetSize)
    try descriptor.requireWritable()
    if size > UInt64(Int64.max) { throw Errno.inval }
    return try perform(memory, file.mayBlock) { () throws(Errno) in
      try file.setSize(size)
    } then: { _, _ in
      self.charge(file.takeExtraCharge())
      return .success
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_filestat_set_times
  package func fdFilestatSetTimes(
    _ memory: Memory, _ fd: UInt32, _ access: UInt64, _ modification: UInt64, _ flags: UInt32
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    let changes = try timeChanges(flags, access, modification)
    if case .directory(let directory) = descriptor.resource {
      try descriptor.require(.fdFilestatSetTimes)
      try descriptor.requireWritable()
      return try perform(memory, directory.mayBlock) { () throws(Errno) in
        try directory.setTimes(access: changes.access, modification: changes.modification)
      }
    }
    let file = try fileObject(descriptor, .fdFilestatSetTimes)
    try descriptor.requireWritable()
    return try perform(memory, file.mayBlock) { () throws(Errno) in
      try file.setTimes(access: changes.access, modification: changes.modification)
    }
  }

  func timeChanges(
    _ flags: UInt32, _ access: UInt64, _ modification: UInt64
  ) throws(Errno) -> (access: TimeChange, modification: TimeChange) {
    guard let flags = UInt16(exactly: flags) else { throw .inval }
    return try TimeFlags(rawValue: flags).changes(access: access, modification: modification)
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_allocate
  package func fdAllocate(
    _ memory: Memory, _ fd: UInt32, _ offset: UInt64, _ count: UInt64
  ) throws -> Step {
    let (descriptor, file) = try file(fd, .fdAllocate)
    try descriptor.requireWritable()
    let (end, overflow) = offset.addingReportingOverflow(count)
    if count == 0 { throw Errno.inval }
    if overflow || end > UInt64(Int64.max) { throw Errno.fbig }
    return try perform(memory, file.mayBlock) { () throws(Errno) in
      try file.allocate(offset: offset, count: count)
    } then: { _, _ in
      self.charge(file.takeExtraCharge())
      return .success
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_advise
  package func fdAdvise(
    _ memory: Memory, _ fd: UInt32, _ offset: UInt64, _ count: UInt64, _ advice: UInt32
  ) throws -> Step {
    let (_, file) = try file(fd, .fdAdvise)
    let known: [AccessAdvice] = [.normal, .sequential, .random, .willNeed, .dontNeed, .noReuse]
    guard advice < known.count, offset <= UInt64(Int64.max), count <= UInt64(Int64.max) else {
      throw Errno.inval
    }
    let advice = known[Int(advice)]
    return try perform(memory, file.mayBlock) { () throws(Errno) in
      try file.advise(offset: offset, count: count, advice)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_sync
  package func fdSync(_ memory: Memory, _ fd: UInt32) throws -> Step {
    try synchronize(memory, fd, .fdSync, dataOnly: false)
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_datasync
  package func fdDatasync(_ memory: Memory, _ fd: UInt32) throws -> Step {
    try synchronize(memory, fd, .fdDatasync, dataOnly: true)
  }

  private func synchronize(
    _ memory: Memory, _ fd: UInt32, _ rights: Rights, dataOnly: Bool
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    switch descriptor.resource {
    case .directory(let directory):
      try descriptor.require(rights)
      return try perform(memory, directory.mayBlock) { () throws(Errno) in
        try directory.synchronize()
      }
    case .bytes(let object):
      // As in POSIX, there is nothing to synchronise in a stream.
      guard let file = object as? any FileObject else { throw Errno.inval }
      try descriptor.require(rights)
      return try perform(memory, file.mayBlock) { () throws(Errno) in
        try file.synchronize(dataOnly: dataOnly)
      }
    case .listener: throw Errno.inval
    }
  }

  private func file(_ fd: UInt32, _ rights: Rights) throws(Errno) -> (Descriptor, any FileObject) {
    let descriptor = try descriptors.get(fd)
    return (descriptor, try fileObject(descriptor, rights))
  }

  /// Does something at once, or where it may block.
  func perform(
    _ memory: Memory, _ mayBlock: Bool, _ work: @escaping @Sendable () throws(Errno) -> Void
  ) throws -> Step {
    try perform(memory, mayBlock, work) { _, _ in .success }
  }

  /// Does something at once, or where it may block, and goes on with its result.
  func perform<R: Sendable>(
    _ memory: Memory, _ mayBlock: Bool, _ work: @escaping @Sendable () throws(Errno) -> R,
    then body: @escaping (Memory, R) throws -> Step
  ) throws -> Step {
    if mayBlock { return Offloaded(work).step(then: body) }
    return try body(memory, work())
  }
}
