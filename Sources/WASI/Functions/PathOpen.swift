import Platform
package import WebAssembly

/// Opening files.
extension WASIContext {
  /// What a guest wants opened, and how.
  private struct OpenRequest {
    let directory: any DirectoryObject
    let isReadOnly: Bool
    let path: GuestPath
    let followsLinks: Bool
    let mode: OpenMode
    let rights: Rights
    let inheritingRights: Rights
    let flags: FDFlags
    let result: UInt32
    /// How long to wait before the next look for a reader of a named pipe, in nanoseconds.
    var delay: UInt64 = 1_000_000
  }

  /// Opening a named pipe for writing waits for its reader by looking again, at most 20 times a
  /// second: the system has no call that tells.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_open
  package func pathOpen(
    _ memory: Memory, _ fd: UInt32, _ lookup: UInt32, _ path: UInt32, _ count: UInt32,
    _ openFlags: UInt32, _ rights: UInt64, _ inheriting: UInt64, _ flags: UInt32, _ result: UInt32
  ) throws -> Step {
    let follows = try followsLinks(lookup)
    guard openFlags <= OpenFlags.all.rawValue, flags <= FDFlags.all.rawValue else {
      throw Errno.inval
    }
    let openFlags = OpenFlags(rawValue: UInt16(openFlags))
    let flags = FDFlags(rawValue: UInt16(flags))
    let parent = try descriptors.get(fd)
    guard case .directory(let directory) = parent.resource else { throw Errno.notdir }
    let path = try memory.path(path, count, limits)
    try memory.checkRange(result, 4)
    // Bits beyond the known ones stand for no right at all.
    let base = Rights(rawValue: rights).intersection(.all)
    let inherited = Rights(rawValue: inheriting).intersection(.all)
    try checkRights(parent, openFlags, base, inherited)
    if openFlags.isSuperset(of: [.create, .directory]) { throw Errno.inval }
    let mode = mode(openFlags, base, flags)
    if parent.isReadOnly && (mode.writes || mode.isExclusive) && !mode.mustBeDirectory {
      throw Errno.rofs
    }
    try descriptors.requireRoom()
    return try open(
      memory,
      OpenRequest(
        directory: directory, isReadOnly: parent.isReadOnly, path: path, followsLinks: follows,
        mode: mode, rights: base, inheritingRights: inherited, flags: flags, result: result))
  }

  private func checkRights(
    _ parent: Descriptor, _ openFlags: OpenFlags, _ base: Rights, _ inheriting: Rights
  ) throws(Errno) {
    var needed: Rights = .pathOpen
    if openFlags.contains(.create) { needed.insert(.pathCreateFile) }
    if openFlags.contains(.truncate) { needed.insert(.pathFilestatSetSize) }
    try parent.require(needed)
    guard base.union(inheriting).isSubset(of: parent.inheritingRights) else { throw .notcapable }
  }

  private func mode(_ openFlags: OpenFlags, _ rights: Rights, _ flags: FDFlags) -> OpenMode {
    var mode = OpenMode()
    mode.reads = !rights.isDisjoint(with: [.fdRead, .fdReaddir])
    mode.truncates = openFlags.contains(.truncate)
    // Only this right asks for writing: Go opens for reading with all the other ones.
    mode.writes = mode.truncates || rights.contains(.fdWrite)
    mode.creates = openFlags.contains(.create)
    mode.isExclusive = mode.creates && openFlags.contains(.exclusive)
    mode.mustBeDirectory = openFlags.contains(.directory)
    if flags.contains(.append) { mode.flags.insert(.append) }
    if !flags.isDisjoint(with: [.sync, .rsync]) { mode.flags.insert(.synchronized) }
    if flags.contains(.dsync) { mode.flags.insert(.dataSynchronized) }
    return mode
  }

  private func open(_ memory: Memory, _ request: OpenRequest) throws -> Step {
    let (directory, path, follows) = (request.directory, request.path, request.followsLinks)
    var mode = request.mode
    if request.isReadOnly { mode.creates = false }
    let isRefused = request.isReadOnly && request.mode.creates
    let waits = mode.writes && !mode.reads && !request.flags.contains(.nonblock)
    let finalMode = mode
    return try perform(memory, directory.mayBlock) { () throws(Errno) -> OpenedObject? in
      do throws(Errno) {
        return try directory.open(path, followsLinks: follows, finalMode)
      } catch {
        if error == .noent && isRefused { throw .rofs }
        guard error == .nxio, waits,
          try directory.status(of: path, followsLinks: follows).kind == .pipe
        else { throw error }
        return nil
      }
    } then: { memory, opened in
      guard let opened else { return self.openLater(request) }
      return try self.install(opened, memory, request)
    }
  }

  /// Tries again when a reader may have come.
  private func openLater(_ request: OpenRequest) -> Step {
    var request = request
    var set = WaitSet()
    set.add(deadline: Clock.monotonic.now &+ request.delay)
    request.delay = min(request.delay * 2, 50_000_000)
    return .wait(for: set) { [request] memory in try self.open(memory, request) }
  }

  private func install(
    _ opened: OpenedObject, _ memory: Memory, _ request: OpenRequest
  ) throws -> Step {
    var descriptor: Descriptor
    switch opened {
    case .directory(let directory):
      descriptor = Descriptor(.directory(directory), inheriting: request.inheritingRights)
    case .file(let file): descriptor = Descriptor(.bytes(file))
    case .stream(let stream): descriptor = Descriptor(.bytes(stream))
    }
    descriptor.rights.formIntersection(request.rights)
    descriptor.flags = request.flags
    descriptor.isReadOnly = request.isReadOnly
    let number = try descriptors.insert(descriptor)
    try memory.store(number, at: UInt64(request.result))
    return .success
  }
}
