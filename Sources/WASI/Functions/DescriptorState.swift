import Platform
package import WebAssembly

/// Descriptors themselves: their properties, positions and numbers.
extension WASIContext {
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_close
  package func fdClose(_ fd: UInt32) throws -> Step {
    try descriptors.remove(fd)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_renumber
  package func fdRenumber(_ fd: UInt32, _ target: UInt32) throws -> Step {
    let descriptor = try descriptors.get(fd)
    _ = try descriptors.get(target)
    if fd == target { return .success }
    try descriptors.set(target, descriptor)
    try descriptors.remove(fd)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_fdstat_get
  package func fdFdstatGet(_ memory: Memory, _ fd: UInt32, _ result: UInt32) throws -> Step {
    let descriptor = try descriptors.get(fd)
    try memory.checkRange(result, 24)
    let address = UInt64(result)
    try memory.store(UInt64(0), at: address)
    try memory.store(descriptor.fileType.rawValue, at: address)
    try memory.store(descriptor.flags.rawValue, at: address + 2)
    try memory.store(descriptor.rights.rawValue, at: address + 8)
    try memory.store(descriptor.inheritingRights.rawValue, at: address + 16)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_fdstat_set_flags
  package func fdFdstatSetFlags(_ fd: UInt32, _ flags: UInt32) throws -> Step {
    var descriptor = try descriptors.get(fd)
    guard flags <= UInt32(FDFlags.all.rawValue) else { throw Errno.inval }
    try descriptor.require(.fdFdstatSetFlags)
    let flags = FDFlags(rawValue: UInt16(flags))
    let changes = flags.symmetricDifference(descriptor.flags)
    // As in POSIX, these are fixed when a file is opened.
    if !changes.isDisjoint(with: .synchronized) { throw Errno.notsup }
    if changes.contains(.append) {
      guard case .bytes(let object) = descriptor.resource, let file = object as? any FileObject
      else { throw Errno.inval }
      try file.setAppends(flags.contains(.append))
    }
    descriptor.flags = flags
    try descriptors.set(fd, descriptor)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_fdstat_set_rights
  package func fdFdstatSetRights(
    _ fd: UInt32, _ base: UInt64, _ inheriting: UInt64
  ) throws -> Step {
    var descriptor = try descriptors.get(fd)
    let (base, inheriting) = (Rights(rawValue: base), Rights(rawValue: inheriting))
    guard base.isSubset(of: descriptor.rights),
      inheriting.isSubset(of: descriptor.inheritingRights)
    else { throw Errno.notcapable }
    descriptor.rights = base
    descriptor.inheritingRights = inheriting
    try descriptors.set(fd, descriptor)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_prestat_get
  package func fdPrestatGet(_ memory: Memory, _ fd: UInt32, _ result: UInt32) throws -> Step {
    let path = try grantedPath(fd)
    try memory.checkRange(result, 8)
    try memory.store(UInt32(0), at: UInt64(result))
    try memory.store(UInt32(path.count), at: UInt64(result) + 4)
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_prestat_dir_name
  package func fdPrestatDirName(
    _ memory: Memory, _ fd: UInt32, _ buffer: UInt32, _ count: UInt32
  ) throws -> Step {
    let path = try grantedPath(fd)
    guard path.count <= count else { throw Errno.nametoolong }
    try memory.store(path, at: UInt64(buffer))
    charge(path.count)
    return .success
  }

  /// The path of a granted directory.
  ///
  /// A socket among the grants is "not a directory" as long as a granted directory follows: guests
  /// look on. After the last one there is nothing to be found, which "bad descriptor" says.
  private func grantedPath(_ fd: UInt32) throws(Errno) -> [UInt8] {
    let descriptor = try descriptors.get(fd)
    if let path = descriptor.guestPath { return path }
    if fd > 2, descriptors.hasGrantedPath(above: fd) { throw .notdir }
    throw .badf
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_seek
  package func fdSeek(
    _ memory: Memory, _ fd: UInt32, _ offset: Int64, _ whence: UInt32, _ result: UInt32
  ) throws -> Step {
    let descriptor = try descriptors.get(fd)
    let tells = offset == 0 && whence == 1 && descriptor.rights.contains(.fdTell)
    let file = try fileObject(descriptor, tells ? .fdTell : .fdSeek)
    let origin: SeekOrigin
    switch whence {
    case 0: origin = .start
    case 1: origin = .current
    case 2: origin = .end
    default: throw Errno.inval
    }
    try memory.checkRange(result, 8)
    try memory.store(try file.seek(offset, from: origin), at: UInt64(result))
    return .success
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fd_tell
  package func fdTell(_ memory: Memory, _ fd: UInt32, _ result: UInt32) throws -> Step {
    let file = try fileObject(try descriptors.get(fd), .fdTell)
    try memory.checkRange(result, 8)
    try memory.store(try file.seek(0, from: .current), at: UInt64(result))
    return .success
  }
}
