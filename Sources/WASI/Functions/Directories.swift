import Platform
package import WebAssembly

/// Names in directories: making, removing, renaming, listing.
extension WASIContext {
  /// A directory to do something beneath.
  func directory(
    _ fd: UInt32, _ rights: Rights, isChange: Bool = false
  ) throws(Errno) -> any DirectoryObject {
    let descriptor = try descriptors.get(fd)
    guard case .directory(let directory) = descriptor.resource else { throw .notdir }
    try descriptor.require(rights)
    if isChange { try descriptor.requireWritable() }
    return directory
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_create_directory
  package func pathCreateDirectory(
    _ memory: Memory, _ fd: UInt32, _ path: UInt32, _ count: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .pathCreateDirectory, isChange: true)
    let path = try memory.path(path, count, limits)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.createDirectory(path)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_remove_directory
  package func pathRemoveDirectory(
    _ memory: Memory, _ fd: UInt32, _ path: UInt32, _ count: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .pathRemoveDirectory, isChange: true)
    let path = try memory.path(path, count, limits)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.removeDirectory(path)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_unlink_file
  package func pathUnlinkFile(
    _ memory: Memory, _ fd: UInt32, _ path: UInt32, _ count: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .pathUnlinkFile, isChange: true)
    let path = try memory.path(path, count, limits)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.removeFile(path)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_rename
  package func pathRename(
    _ memory: Memory, _ fd: UInt32, _ path: UInt32, _ count: UInt32, _ newFD: UInt32,
    _ newPath: UInt32, _ newCount: UInt32
  ) throws -> Step {
    let source = try directory(fd, .pathRenameSource, isChange: true)
    let target = try directory(newFD, .pathRenameTarget, isChange: true)
    let path = try memory.path(path, count, limits)
    let newPath = try memory.path(newPath, newCount, limits)
    return try perform(memory, source.mayBlock || target.mayBlock) { () throws(Errno) in
      try source.rename(path, to: target, newPath)
    }
  }

  /// A link to a file of a read-only grant is refused: it would make the file writable elsewhere.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_link
  package func pathLink(
    _ memory: Memory, _ fd: UInt32, _ lookup: UInt32, _ path: UInt32, _ count: UInt32,
    _ newFD: UInt32, _ newPath: UInt32, _ newCount: UInt32
  ) throws -> Step {
    let follows = try followsLinks(lookup)
    let source = try directory(fd, .pathLinkSource, isChange: true)
    let target = try directory(newFD, .pathLinkTarget, isChange: true)
    let path = try memory.path(path, count, limits)
    let newPath = try memory.path(newPath, newCount, limits)
    return try perform(memory, source.mayBlock || target.mayBlock) { () throws(Errno) in
      try source.link(path, followsLinks: follows, to: target, newPath)
    }
  }

  /// Absolute targets are refused: they could only lead outside, for the host's own programs.
  ///
  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_symlink
  package func pathSymlink(
    _ memory: Memory, _ target: UInt32, _ targetCount: UInt32, _ fd: UInt32, _ path: UInt32,
    _ count: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .pathSymlink, isChange: true)
    let target = try memory.path(target, targetCount, limits)
    let path = try memory.path(path, count, limits)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.createSymbolicLink(path, target: target.bytes)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_readlink
  package func pathReadlink(
    _ memory: Memory, _ fd: UInt32, _ path: UInt32, _ count: UInt32, _ buffer: UInt32,
    _ bufferCount: UInt32, _ result: UInt32
  ) throws -> Step {
    let directory = try directory(fd, .pathReadlink)
    let path = try memory.path(path, count, limits)
    try memory.checkRange(buffer, Int(bufferCount))
    try memory.checkRange(result, 4)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.symbolicLinkTarget(path)
    } then: { memory, target in
      let text = target.prefix(Int(bufferCount))
      if !text.isEmpty { try memory.store(text, at: UInt64(buffer)) }
      try memory.store(UInt32(text.count), at: UInt64(result))
      self.charge(text.count)
      return .success
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_filestat_get
  package func pathFilestatGet(
    _ memory: Memory, _ fd: UInt32, _ lookup: UInt32, _ path: UInt32, _ count: UInt32,
    _ result: UInt32
  ) throws -> Step {
    let follows = try followsLinks(lookup)
    let directory = try directory(fd, .pathFilestatGet)
    let path = try memory.path(path, count, limits)
    try memory.checkRange(result, 64)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.status(of: path, followsLinks: follows)
    } then: { memory, status in
      try self.put(status, FileType(status.kind), memory, result)
    }
  }

  /// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_filestat_set_times
  package func pathFilestatSetTimes(
    _ memory: Memory, _ fd: UInt32, _ lookup: UInt32, _ path: UInt32, _ count: UInt32,
    _ access: UInt64, _ modification: UInt64, _ flags: UInt32
  ) throws -> Step {
    let follows = try followsLinks(lookup)
    let directory = try directory(fd, .pathFilestatSetTimes, isChange: true)
    let path = try memory.path(path, count, limits)
    let changes = try timeChanges(flags, access, modification)
    return try perform(memory, directory.mayBlock) { () throws(Errno) in
      try directory.setTimes(
        of: path, followsLinks: follows, access: changes.access,
        modification: changes.modification)
    }
  }

  /// Whether the last name is followed if it is a symbolic link.
  func followsLinks(_ lookup: UInt32) throws(Errno) -> Bool {
    guard lookup <= 1 else { throw .inval }
    return lookup == 1
  }
}
