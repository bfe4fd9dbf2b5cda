package import Platform

/// A directory of the system that was granted, or opened beneath one that was.
package final class HostDirectory: DirectoryObject {
  let shared: SharedDescriptor
  private let listing = DirectoryListing()

  package init(_ shared: SharedDescriptor) { self.shared = shared }

  /// Opens a directory of the host's own choosing.
  package convenience init(path: String) throws(SystemError) {
    var mode = OpenMode()
    mode.mustBeDirectory = true
    self.init(SharedDescriptor(try FileDescriptor.open(SystemPath(path), mode)))
  }

  package var mayBlock: Bool { true }

  package func status() throws(Errno) -> FileStatus {
    try system { () throws(SystemError) in try shared.descriptor.status() }
  }

  package func setTimes(access: TimeChange, modification: TimeChange) throws(Errno) {
    try system { () throws(SystemError) in
      try shared.descriptor.setTimes(
        of: SystemPath("."), access: access, modification: modification)
    }
  }

  package func synchronize() throws(Errno) {
    try system { () throws(SystemError) in try shared.descriptor.synchronize() }
  }

  /// `.` and `..` come first, before positions 1 and 2.
  package func entries(
    from position: UInt64, byteLimit: Int
  ) throws(Errno) -> DirectoryChunk {
    var chunk = try system { () throws(SystemError) in
      try listing.read(shared, from: max(2, position), byteLimit: byteLimit)
    }
    if position < 2 {
      // The parent may lie outside; a guest needs no number for it but this one.
      let inode = try status().inode
      let dots = [
        DirectoryEntry(name: [0x2e], inode: inode, type: .directory, next: 1),
        DirectoryEntry(name: [0x2e, 0x2e], inode: inode, type: .directory, next: 2),
      ]
      chunk.entries.insert(contentsOf: dots.dropFirst(Int(position)), at: 0)
    }
    return chunk
  }
}
