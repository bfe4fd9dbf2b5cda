import Platform

extension FileContent {
  /// Writes a file, and makes the directories on its way.
  ///
  /// - Parameters:
  ///   - bytes: its new content.
  ///   - path: the host's path.
  /// - Throws: `FileError` that names the path.
  package static func write(_ bytes: [UInt8], path: String) throws(FileError) {
    do throws(SystemError) {
      try makeDirectories(of: path)
      var mode = OpenMode()
      mode.writes = true
      mode.creates = true
      mode.truncates = true
      try write(bytes, to: FileDescriptor.open(SystemPath(path), mode))
    } catch {
      throw FileError(error, path: path)
    }
  }

  /// Writes to the program's standard output.
  ///
  /// - Parameter bytes: what to write, all of it.
  /// - Throws: `FileError`; a closed pipe is one reason.
  package static func writeStandardOutput(_ bytes: [UInt8]) throws(FileError) {
    do throws(SystemError) {
      try write(bytes, to: FileDescriptor(unowned: 1))
    } catch {
      throw FileError(error, path: "standard output")
    }
  }

  private static func makeDirectories(of path: String) throws(SystemError) {
    var mode = OpenMode()
    mode.reads = true
    mode.mustBeDirectory = true
    var parent = path.hasPrefix("/") ? "/" : "."
    for name in path.split(separator: "/").dropLast() {
      let current = parent + "/" + name
      let exists = (try? FileDescriptor.open(SystemPath(current), mode)) != nil
      if !exists {
        try FileDescriptor.open(SystemPath(parent), mode).makeDirectory(SystemPath(String(name)))
      }
      parent = current
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: borrowing FileDescriptor
  ) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let count = try bytes.withUnsafeBufferPointer { buffer throws(SystemError) in
        let rest = UnsafeBufferPointer(rebasing: buffer[start...])
        return try descriptor.write(UnsafeRawBufferPointer(rest))
      }
      start += count
    }
  }
}
