#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A new directory that only this user can look into, removed with all that is in it when its owner
/// is done.
package struct TemporaryDirectory: ~Copyable {
  /// Its absolute path.
  package let path: String

  /// Makes one where `TMPDIR` says, or in `/tmp`.
  ///
  /// - Parameter name: what its name begins with.
  /// - Throws: when the system can't make it.
  package init(_ name: String) throws(SystemError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let template = "\(parent.hasPrefix("/") ? parent : "/tmp")/\(name)-XXXXXX"
    var bytes = template.utf8CString.map { $0 }
    let isMade = bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    if !isMade { throw .last("mkdtemp") }
    path = String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Has programs that are started from now on keep their own temporary files in it.
  ///
  /// To be called while the program has one thread.
  package borrowing func offerToChildren() { setenv("TMPDIR", path, 1) }

  deinit {
    do throws(SystemError) {
      var mode = OpenMode()
      mode.mustBeDirectory = true
      try Self.empty(FileDescriptor.open(SystemPath(path), mode))
    } catch {}
    // What is in use by others stays.
    rmdir(path)
  }

  private static func empty(_ directory: borrowing FileDescriptor) throws(SystemError) {
    let stream = try DirectoryStream(directory)
    var names: [[UInt8]] = []
    while let entry = try stream.next() {
      if entry.name != [0x2E] && entry.name != [0x2E, 0x2E] { names.append(entry.name) }
    }
    for bytes in names {
      let name = try SystemPath(bytes)
      do throws(SystemError) {
        try directory.removeFile(name)
      } catch {
        var mode = OpenMode()
        mode.mustBeDirectory = true
        // A symbolic link is not followed.
        try empty(directory.open(name, mode))
        try directory.removeDirectory(name)
      }
    }
  }
}
