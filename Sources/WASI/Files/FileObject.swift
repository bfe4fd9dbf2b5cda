package import Platform

/// A regular file.
package protocol FileObject: ByteObject {
  /// Whether its calls may wait for a device and belong on a thread that may block.
  var mayBlock: Bool { get }

  func seek(_ offset: Int64, from origin: SeekOrigin) throws(Errno) -> UInt64
  func setSize(_ size: UInt64) throws(Errno)
  func allocate(offset: UInt64, count: UInt64) throws(Errno)
  func advise(offset: UInt64, count: UInt64, _ advice: AccessAdvice) throws(Errno)
  func setTimes(access: TimeChange, modification: TimeChange) throws(Errno)
  func synchronize(dataOnly: Bool) throws(Errno)
  func setAppends(_ appends: Bool) throws(Errno)
}

extension FileObject {
  package var fileType: FileType { .regularFile }
}

/// What `open` found.
package enum OpenedObject: Sendable {
  case file(any FileObject)
  case directory(any DirectoryObject)
  case stream(any ByteObject)
}

/// An entry of a directory.
package struct DirectoryEntry: Sendable {
  package let name: [UInt8]
  package let inode: UInt64
  package let type: FileType
  /// Where the listing goes on after this entry.
  package let next: UInt64
}

/// Entries in a row.
package struct DirectoryChunk: Sendable {
  package var entries: [DirectoryEntry]
  /// Whether the directory ends with them.
  package var isAtEnd: Bool
}

/// A directory of some file system, and what can be done beneath it.
///
/// No path leads out of it.
package protocol DirectoryObject: AnyObject, Sendable {
  /// Whether its calls may wait for a device and belong on a thread that may block.
  var mayBlock: Bool { get }

  func status() throws(Errno) -> FileStatus
  func setTimes(access: TimeChange, modification: TimeChange) throws(Errno)
  func synchronize() throws(Errno)
  /// Entries from a position on, of about so many bytes of names; zero is the start.
  func entries(from position: UInt64, byteLimit: Int) throws(Errno) -> DirectoryChunk

  func open(_ path: GuestPath, followsLinks: Bool, _ mode: OpenMode) throws(Errno) -> OpenedObject
  func status(of path: GuestPath, followsLinks: Bool) throws(Errno) -> FileStatus
  func setTimes(
    of path: GuestPath, followsLinks: Bool, access: TimeChange, modification: TimeChange
  ) throws(Errno)
  func createDirectory(_ path: GuestPath) throws(Errno)
  func removeFile(_ path: GuestPath) throws(Errno)
  func removeDirectory(_ path: GuestPath) throws(Errno)
  func createSymbolicLink(_ path: GuestPath, target: [UInt8]) throws(Errno)
  func symbolicLinkTarget(_ path: GuestPath) throws(Errno) -> [UInt8]
  func rename(
    _ path: GuestPath, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno)
  func link(
    _ path: GuestPath, followsLinks: Bool, to directory: any DirectoryObject, _ newPath: GuestPath
  ) throws(Errno)
}
