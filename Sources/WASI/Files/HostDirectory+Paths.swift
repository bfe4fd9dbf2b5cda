package import Platform

extension HostDirectory {
  /// What to do with the end of a path.
  private enum Outcome<R> {
    case done(R)
    /// The name is a symbolic link to follow.
    case isLink
  }

  /// Walks a path and hands its end over.
  ///
  /// - Parameters:
  ///   - here: for a path that names a directory the walk stands in.
  ///   - entry: for a name in a directory; told whether it must be a directory.
  private func resolve<R>(
    _ path: GuestPath, here: (SharedDescriptor) throws(Errno) -> R,
    entry: (SharedDescriptor, SystemPath, Bool) throws(Errno) -> Outcome<R>
  ) throws(Errno) -> R {
    var resolver = PathResolver(path, from: HostPlace(shared))
    while true {
      switch try resolver.advance() {
      case .here: return try here(resolver.place.current)
      case .name(let bytes):
        let directory = resolver.place.current
        let name = try system { () throws(SystemError) in try SystemPath(bytes) }
        switch try entry(directory, name, resolver.mustBeDirectory) {
        case .done(let result): return result
        case .isLink:
          // No link any more if somebody swapped it meanwhile: then the name is tried again.
          let target = (try? directory.linkTarget(name, or: .inval)) ?? bytes
          try resolver.follow(target)
        }
      }
    }
  }

  package func open(
    _ path: GuestPath, followsLinks: Bool, _ mode: OpenMode
  ) throws(Errno) -> OpenedObject {
    try resolve(path) { directory throws(Errno) in
      if mode.creates && mode.isExclusive { throw .exist }
      if mode.creates || mode.truncates || (mode.writes && !mode.mustBeDirectory) { throw .isdir }
      var mode = OpenMode()
      mode.mustBeDirectory = true
      return try Self.open(directory, SystemPath.current(), mode)
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      var mode = mode
      if mustBeDirectory {
        if mode.creates { throw .isdir }
        mode.mustBeDirectory = true
      }
      if mode.mustBeDirectory { mode.writes = false }
      let follows = (followsLinks || mustBeDirectory) && !(mode.creates && mode.isExclusive)
      do throws(Errno) {
        return .done(try Self.open(directory, name, mode))
      } catch {
        guard error == .loop || error == .notdir, follows else { throw error }
        // Only a link is worth another look; what else it says stands.
        _ = try directory.linkTarget(name, or: error)
        return .isLink
      }
    }
  }

  /// Opens a name that is no link; never waits for the other end of a pipe.
  private static func open(
    _ directory: SharedDescriptor, _ name: SystemPath, _ mode: OpenMode
  ) throws(Errno) -> OpenedObject {
    var mode = mode
    mode.flags.insert(.nonblocking)
    let isWritable = mode.writes
    let isReadable = mode.reads || !mode.writes
    return try system { () throws(SystemError) in
      let shared = SharedDescriptor(try directory.descriptor.open(name, mode))
      let status = try shared.descriptor.status()
      switch status.kind {
      case .directory: return .directory(HostDirectory(shared))
      case .regularFile, .blockDevice, .symbolicLink, .unknown:
        return .file(HostFile(shared))
      case .characterDevice, .pipe, .socket:
        var rights = Rights.stream
        if !isReadable { rights.remove(.fdRead) }
        if !isWritable { rights.remove(.fdWrite) }
        return .stream(
          HostStream(shared, kind: status.kind, isNonblocking: true, rights: rights))
      }
    }
  }

  package func status(
    of path: GuestPath, followsLinks: Bool
  ) throws(Errno) -> FileStatus {
    try resolve(path) { directory throws(Errno) in
      try system { () throws(SystemError) in try directory.descriptor.status() }
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      let status = try system { () throws(SystemError) in
        try directory.descriptor.status(of: name)
      }
      if status.kind == .symbolicLink && (followsLinks || mustBeDirectory) { return .isLink }
      if mustBeDirectory && status.kind != .directory { throw .notdir }
      return .done(status)
    }
  }

  package func setTimes(
    of path: GuestPath, followsLinks: Bool, access: TimeChange, modification: TimeChange
  ) throws(Errno) {
    func set(_ directory: SharedDescriptor, _ name: SystemPath) throws(Errno) {
      try system { () throws(SystemError) in
        try directory.descriptor.setTimes(of: name, access: access, modification: modification)
      }
    }
    try resolve(path) { directory throws(Errno) in
      try set(directory, SystemPath.current())
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      let kind = try system { () throws(SystemError) in
        try directory.descriptor.status(of: name).kind
      }
      if kind == .symbolicLink && (followsLinks || mustBeDirectory) { return .isLink }
      if mustBeDirectory && kind != .directory { throw .notdir }
      return .done(try set(directory, name))
    }
  }

  package func createDirectory(_ path: GuestPath) throws(Errno) {
    try resolve(path) { _ throws(Errno) in
      throw .exist
    } entry: { directory, name, _ throws(Errno) in
      .done(
        try system { () throws(SystemError) in try directory.descriptor.makeDirectory(name) })
    }
  }

  package func removeFile(_ path: GuestPath) throws(Errno) {
    try resolve(path) { _ throws(Errno) in
      throw .isdir
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      if mustBeDirectory {
        throw try Self.kind(directory, name) == .directory ? .isdir : .notdir
      }
      return .done(
        try system { () throws(SystemError) in try directory.descriptor.removeFile(name) })
    }
  }

  package func removeDirectory(_ path: GuestPath) throws(Errno) {
    try resolve(path) { _ throws(Errno) in
      throw .inval
    } entry: { directory, name, _ throws(Errno) in
      .done(
        try system { () throws(SystemError) in try directory.descriptor.removeDirectory(name) })
    }
  }

  package func createSymbolicLink(_ path: GuestPath, target: [UInt8]) throws(Errno) {
    try resolve(path) { _ throws(Errno) in
      throw .exist
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      if mustBeDirectory {
        throw try Self.kind(directory, name) == .directory ? .exist : .notdir
      }
      return .done(
        try system { () throws(SystemError) in
          try directory.descriptor.makeSymbolicLink(name, target: SystemPath(target))
        })
    }
  }

  package func symbolicLinkTarget(_ path: GuestPath) throws(Errno) -> [UInt8] {
    try resolve(path) { _ throws(Errno) in
      throw .inval
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      if mustBeDirectory {
        switch try Self.kind(directory, name) {
        case .symbolicLink: return .isLink
        case .directory: throw .inval
        default: throw .notdir
        }
      }
      return .done(try directory.linkTarget(name, or: .inval))
    }
  }

  private static func kind(
    _ directory: SharedDescriptor, _ name: SystemPath
  ) throws(Errno) -> FileStatus.Kind {
    try system { () throws(SystemError) in try directory.descriptor.status(of: name).kind }
  }

  /// A name in an open directory.
  private struct Place {
    let directory: SharedDescriptor
    let name: SystemPath
    let mustBeDirectory: Bool
  }

  private func place(_ path: GuestPath, orHere failure: Errno) throws(Errno) -> Place {
    try resolve(path) { _ throws(Errno) in
      throw failure
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      .done(Place(directory: directory, name: name, mustBeDirectory: mustBeDirectory))
    }
  }

  package func rename(
    _ path: GuestPath, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno) {
    guard let other = directory as? HostDirectory else { throw .xdev }
    let old = try place(path, orHere: .busy)
    let new = try other.place(newPath, orHere: .busy)
    if old.mustBeDirectory || new.mustBeDirectory,
      try Self.kind(old.directory, old.name) != .directory
    {
      throw .notdir
    }
    try system { () throws(SystemError) in
      try old.directory.descriptor.rename(old.name, to: new.directory.descriptor, new.name)
    }
  }

  package func link(
    _ path: GuestPath, followsLinks: Bool, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno) {
    guard let other = directory as? HostDirectory else { throw .xdev }
    let old = try resolve(path) { _ throws(Errno) -> Place in
      throw .perm
    } entry: { directory, name, mustBeDirectory throws(Errno) in
      let kind = try Self.kind(directory, name)
      if kind == .symbolicLink && (followsLinks || mustBeDirectory) { return .isLink }
      if mustBeDirectory && kind != .directory { throw .notdir }
      return .done(
        Place(directory: directory, name: name, mustBeDirectory: mustBeDirectory))
    }
    let new = try other.place(newPath, orHere: .exist)
    if new.mustBeDirectory {
      throw try Self.kind(new.directory, new.name) == .directory ? .exist : .notdir
    }
    try system { () throws(SystemError) in
      try old.directory.descriptor.link(old.name, to: new.directory.descriptor, new.name)
    }
  }
}

extension SystemPath {
  /// The directory itself.
  fileprivate static func current() throws(Errno) -> SystemPath {
    try system { () throws(SystemError) in try SystemPath(".") }
  }
}
