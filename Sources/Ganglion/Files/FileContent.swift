import Platform

/// Reads whole files.
package enum FileContent {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the host's path.
  ///   - limit: the most bytes to take; of a larger file nothing is kept.
  /// - Returns: the bytes.
  /// - Throws: `FileError` that names the path.
  package static func read(path: String, limit: Int) throws(FileError) -> [UInt8] {
    do throws(SystemError) {
      var mode = OpenMode()
      mode.reads = true
      let file = try FileDescriptor.open(SystemPath(path), mode)
      if let bytes = try read(file, limit) { return bytes }
    } catch {
      throw FileError(error, path: path)
    }
    throw FileError(.tooLarge, path: path, "larger than the limit of \(limit) bytes")
  }

  /// Whether a file is a module in the binary format, by its magic number.
  package static func isBinaryModule(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0x61 && bytes[2] == 0x73 && bytes[3] == 0x6D
  }

  /// Reads the program's standard input to its end.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Returns: the bytes.
  /// - Throws: `FileError`.
  package static func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
    let name = "standard input"
    do throws(SystemError) {
      if let bytes = try read(FileDescriptor(unowned: 0), limit) { return bytes }
    } catch {
      throw FileError(error, path: name)
    }
    throw FileError(.tooLarge, path: name, "longer than the limit of \(limit) bytes")
  }

  /// Reads to the end.
  ///
  /// - Returns: the bytes, or `nil` when there are more than the limit.
  private static func read(
    _ file: borrowing FileDescriptor, _ limit: Int
  ) throws(SystemError) -> [UInt8]? {
    let status = try file.status()
    let size: UInt64 = if case .regularFile = status.kind { status.size } else { 0 }
    guard size <= UInt64(max(0, limit)) else { return nil }
    // One byte more than the file has shows its end without another buffer.
    var bytes = try readOnce(file, count: Int(size) + 1)
    if size > 0 && bytes.count == Int(size) { return bytes }
    while true {
      let more = try readOnce(file, count: 64 << 10)
      if more.isEmpty { return bytes.count > limit ? nil : bytes }
      bytes += more
      if bytes.count > limit { return nil }
    }
  }

  /// Reads until a number of bytes is there, or the end.
  private static func readOnce(
    _ file: borrowing FileDescriptor, count: Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      do throws(SystemError) {
        while filled < count {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let got = try file.read(into: rest)
          if got == 0 { break }
          filled += got
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
