import Platform
import Synchronization

/// Reads the entries of a directory of the system, one caller at a time.
///
/// Positions that a guest sees are the system's own plus 3; 2 is the start.
final class DirectoryListing: @unchecked Sendable {
  // Safe to share: `stream` and `position` are used only with `lock` held.
  private let lock = Guarded(())
  private var stream: DirectoryStream?
  private var position: UInt64 = 2

  /// Entries from a position on, without `.` and `..`.
  ///
  /// - Parameters:
  ///   - start: 2, or the `next` of an entry; anything else finds arbitrary entries.
  ///   - byteLimit: after how many bytes of entries to stop.
  func read(
    _ directory: SharedDescriptor, from start: UInt64, byteLimit: Int
  ) throws(SystemError) -> DirectoryChunk {
    try lock.withLock { _ throws(SystemError) in
      let stream = try positioned(directory, at: start)
      var chunk = DirectoryChunk(entries: [], isAtEnd: false)
      var size = 0
      while size < byteLimit {
        guard let entry = try stream.next() else {
          chunk.isAtEnd = true
          break
        }
        position = entry.next &+ 3
        if entry.name == [0x2e] || entry.name == [0x2e, 0x2e] { continue }
        size += entry.name.count + 24
        chunk.entries.append(
          DirectoryEntry(
            name: entry.name, inode: entry.inode, type: type(of: entry, in: directory),
            next: position))
      }
      return chunk
    }
  }

  private func positioned(
    _ directory: SharedDescriptor, at start: UInt64
  ) throws(SystemError) -> DirectoryStream {
    let stream: DirectoryStream
    if let open = self.stream {
      stream = open
    } else {
      stream = try DirectoryStream(directory.descriptor)
      self.stream = stream
    }
    // The start is always read anew, so that a new listing sees new entries.
    if start <= 2 {
      stream.rewind()
    } else if start != position {
      stream.seek(to: start &- 3)
    }
    position = start
    return stream
  }

  private func type(
    of entry: DirectoryStream.Entry, in directory: SharedDescriptor
  ) -> FileType {
    if entry.kind != .unknown { return FileType(entry.kind) }
    // Some file systems leave the kind out of their listings.
    guard let name = try? SystemPath(entry.name),
      let status = try? directory.descriptor.status(of: name)
    else { return .unknown }
    return FileType(status.kind)
  }
}
