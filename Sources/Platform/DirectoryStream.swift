#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the entries of an open directory, from any earlier position on.
package final class DirectoryStream {
  /// One entry.
  package struct Entry: Sendable {
    package let name: [UInt8]
    package let inode: UInt64
    package let kind: FileStatus.Kind
    /// The position after this entry.
    package let next: UInt64
  }

  #if canImport(Darwin)
    private let stream: UnsafeMutablePointer<DIR>
  #else
    private let stream: OpaquePointer
  #endif

  /// - Parameter directory: an open directory; it is opened anew, so that positions are not shared.
  package init(_ directory: borrowing FileDescriptor) throws(SystemError) {
    var mode = OpenMode()
    mode.mustBeDirectory = true
    let own = try directory.open(SystemPath("."), mode).release()
    guard let stream = fdopendir(own) else {
      let error = SystemError.last("fdopendir")
      close(own)
      throw error
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// Goes back to the start.
  package func rewind() { rewinddir(stream) }

  /// Goes to a position that an entry gave; any other is harmless but finds arbitrary entries.
  package func seek(to position: UInt64) {
    seekdir(stream, Int(truncatingIfNeeded: position))
  }

  /// The next entry, or `nil` at the end.
  package func next() throws(SystemError) -> Entry? {
    errno = 0
    guard let entry = readdir(stream) else {
      if errno != 0 { throw .last("readdir") }
      return nil
    }
    let position = telldir(stream)
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      // The system ends the name with a zero within the entry.
      let start = UnsafeRawPointer(pointer)
      return [UInt8](
        UnsafeRawBufferPointer(
          start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
    }
    return Entry(
      name: name, inode: UInt64(truncatingIfNeeded: entry.pointee.d_ino),
      kind: FileStatus.Kind(directoryEntryType: entry.pointee.d_type),
      next: UInt64(truncatingIfNeeded: position))
  }
}
