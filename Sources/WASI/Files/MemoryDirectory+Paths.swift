package import Platform

extension MemoryDirectory {
  /// The end of a path: a name in a directory, and what has that name.
  struct End {
    let parent: MemoryNode
    let name: [UInt8]
    let node: MemoryNode?
    let mustBeDirectory: Bool

    /// What has the name.
    ///
    /// - Throws: `noent` when nothing has it, `notdir` when it should be a directory and is not.
    func existing() throws(Errno) -> MemoryNode {
      guard let node else { throw .noent }
      if mustBeDirectory && !node.isDirectory { throw .notdir }
      return node
    }
  }

  /// Walks a path; only with the lock held.
  ///
  /// - Parameters:
  ///   - followsLinks: whether a link at the end is followed.
  ///   - here: for a path that names a directory the walk stands in.
  private func resolve<R>(
    _ path: GuestPath, followsLinks: Bool = false, here: (MemoryNode) throws(Errno) -> R,
    end: (End) throws(Errno) -> R
  ) throws(Errno) -> R {
    var resolver = PathResolver(path, from: MemoryPlace(handle.node))
    while true {
      switch try resolver.advance() {
      case .here: return try here(resolver.place.current)
      case .name(let name):
        let parent = resolver.place.current
        let node = try parent.entries()[name]
        if followsLinks, case .link(let target) = node?.content {
          try resolver.follow(target)
          continue
        }
        return try end(
          End(
            parent: parent, name: name, node: node, mustBeDirectory: resolver.mustBeDirectory))
      }
    }
  }

  /// Whether a slash at the end makes a call follow a link that it would not follow otherwise.
  private func follows(_ path: GuestPath, _ followsLinks: Bool) -> Bool {
    followsLinks || path.bytes.last == 0x2f
  }

  package func open(
    _ path: GuestPath, followsLinks: Bool, _ mode: OpenMode
  ) throws(Errno) -> OpenedObject {
    let follows = follows(path, followsLinks) && !mode.isExclusive
    return try fileSystem.update { state throws(Errno) in
      try resolve(path, followsLinks: follows) { node throws(Errno) in
        if mode.isExclusive { throw .exist }
        return try open(node, mode)
      } end: { end throws(Errno) in
        if mode.creates && end.mustBeDirectory { throw .isdir }
        if let node = end.node {
          if mode.isExclusive { throw .exist }
          if case .link = node.content { throw mode.mustBeDirectory ? .notdir : .loop }
          if end.mustBeDirectory && !node.isDirectory { throw .notdir }
          if mode.truncates && !node.isDirectory && !mode.mustBeDirectory {
            try state.resize(node, to: 0)
          }
          return try open(node, mode)
        }
        guard mode.creates else { throw .noent }
        return try open(try state.create(.file([]), end.name, in: end.parent), mode)
      }
    }
  }

  /// Opens a node; only with the lock held.
  private func open(_ node: MemoryNode, _ mode: OpenMode) throws(Errno) -> OpenedObject {
    if node.isDirectory {
      if mode.creates || mode.truncates || (mode.writes && !mode.mustBeDirectory) { throw .isdir }
      return .directory(MemoryDirectory(fileSystem, NodeHandle(node)))
    }
    if mode.mustBeDirectory { throw .notdir }
    node.openCount += 1
    return .file(
      MemoryFile(
        fileSystem, NodeHandle(node), rights: .file, appends: mode.flags.contains(.append)))
  }

  package func status(
    of path: GuestPath, followsLinks: Bool
  ) throws(Errno) -> FileStatus {
    try fileSystem.update { _ throws(Errno) in
      try resolve(path, followsLinks: follows(path, followsLinks)) { node throws(Errno) in
        node.status
      } end: { end throws(Errno) in
        try end.existing().status
      }
    }
  }

  package func setTimes(
    of path: GuestPath, followsLinks: Bool, access: TimeChange, modification: TimeChange
  ) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      let time = state.time
      try resolve(path, followsLinks: follows(path, followsLinks)) { node throws(Errno) in
        node.setTimes(access, modification, now: time)
      } end: { end throws(Errno) in
        try end.existing().setTimes(access, modification, now: time)
      }
    }
  }

  package func createDirectory(_ path: GuestPath) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      try resolve(path) { _ throws(Errno) in
        throw .exist
      } end: { end throws(Errno) in
        if end.node != nil { throw .exist }
        _ = try state.create(.directory(MemoryEntries()), end.name, in: end.parent)
      }
    }
  }

  package func removeFile(_ path: GuestPath) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      try resolve(path) { _ throws(Errno) in
        throw .isdir
      } end: { end throws(Errno) in
        let node = try end.existing()
        if node.isDirectory { throw .isdir }
        try state.unlink(end.name, node, from: end.parent)
      }
    }
  }

  package func removeDirectory(_ path: GuestPath) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      try resolve(path) { _ throws(Errno) in
        throw .inval
      } end: { end throws(Errno) in
        let node = try end.existing()
        if try !node.entries().isEmpty { throw .notempty }
        try state.unlink(end.name, node, from: end.parent)
      }
    }
  }

  package func createSymbolicLink(_ path: GuestPath, target: [UInt8]) throws(Errno) {
    try fileSystem.update { state throws(Errno) in
      try resolve(path) { _ throws(Errno) in
        throw .exist
      } end: { end throws(Errno) in
        if let node = end.node {
          throw end.mustBeDirectory && !node.isDirectory ? .notdir : .exist
        }
        if end.mustBeDirectory { throw .noent }
        _ = try state.create(.link(target), end.name, in: end.parent)
      }
    }
  }

  package func symbolicLinkTarget(_ path: GuestPath) throws(Errno) -> [UInt8] {
    try fileSystem.update { _ throws(Errno) in
      try resolve(path, followsLinks: follows(path, false)) { _ throws(Errno) in
        throw .inval
      } end: { end throws(Errno) in
        guard case .link(let target) = try end.existing().content else { throw .inval }
        return target
      }
    }
  }

  /// The end of a path that is about to be renamed or linked.
  private func end(
    _ path: GuestPath, followsLinks: Bool = false, orHere failure: Errno
  ) throws(Errno) -> End {
    try resolve(path, followsLinks: followsLinks) { _ throws(Errno) in
      throw failure
    } end: { end throws(Errno) in
      end
    }
  }

  package func rename(
    _ path: GuestPath, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno) {
    guard let other = directory as? MemoryDirectory, other.fileSystem === fileSystem else {
      throw .xdev
    }
    try fileSystem.update { state throws(Errno) in
      let old = try end(path, orHere: .busy)
      let new = try other.end(newPath, orHere: .busy)
      let node = try old.existing()
      if new.mustBeDirectory && !node.isDirectory { throw .notdir }
      if let target = new.node {
        if target === node { return }
        try Self.checkReplacing(target, by: node)
      }
      if try new.parent.entries().isRemoved { throw .noent }
      if node.isDirectory && state.isBeneath(new.parent, node) { throw .inval }
      try old.parent.entries().remove(old.name)
      try new.parent.entries().set(new.name, node)
      if let target = new.node { state.dropName(of: target) }
      state.touch(old.parent)
      state.touch(new.parent)
      node.parent = new.parent
      node.changeTime = state.time
    }
  }

  private static func checkReplacing(
    _ target: MemoryNode, by node: MemoryNode
  ) throws(Errno) {
    guard case .directory(let entries) = target.content else {
      if node.isDirectory { throw .notdir }
      return
    }
    if !node.isDirectory { throw .isdir }
    if !entries.isEmpty { throw .notempty }
  }

  package func link(
    _ path: GuestPath, followsLinks: Bool, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno) {
    guard let other = directory as? MemoryDirectory, other.fileSystem === fileSystem else {
      throw .xdev
    }
    try fileSystem.update { state throws(Errno) in
      let old = try end(path, followsLinks: follows(path, followsLinks), orHere: .perm)
      let node = try old.existing()
      if node.isDirectory { throw .perm }
      let new = try other.end(newPath, orHere: .exist)
      if let target = new.node {
        throw new.mustBeDirectory && !target.isDirectory ? .notdir : .exist
      }
      if new.mustBeDirectory { throw .noent }
      let entries = try new.parent.entries()
      if entries.isRemoved { throw .noent }
      entries.set(new.name, node)
      node.linkCount += 1
      node.changeTime = state.time
      state.touch(new.parent)
    }
  }
}
