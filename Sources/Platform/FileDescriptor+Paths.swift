#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How to open a file.
package struct OpenMode: Sendable {
  package var reads = false
  package var writes = false
  package var creates = false
  /// Fail where it exists already.
  package var isExclusive = false
  package var truncates = false
  package var mustBeDirectory = false
  package var flags: FileStatusFlags = []

  package init() {}

  var rawValue: Int32 {
    var value = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY
    if creates { value |= O_CREAT }
    if isExclusive { value |= O_EXCL }
    if truncates { value |= O_TRUNC }
    if mustBeDirectory { value |= O_DIRECTORY }
    return value | flags.rawValue | O_CLOEXEC | O_NOCTTY
  }
}

/// A name or path as the bytes the system wants, with no zero inside.
package struct SystemPath: Sendable {
  let bytes: [UInt8]

  /// - Parameter path: the bytes, without an end mark.
  /// - Throws: an invalid-argument error when there is a zero among them.
  package init(_ path: some Sequence<UInt8>) throws(SystemError) {
    var bytes = [UInt8](path)
    if bytes.contains(0) { throw SystemError(number: EINVAL, operation: "path") }
    bytes.append(0)
    self.bytes = bytes
  }

  package init(_ path: String) throws(SystemError) { try self.init(path.utf8) }

  func withPointer<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in
        // Never nil: there is at least the end mark.
        body(chars.baseAddress.unsafelyUnwrapped)
      }
    }
  }
}

extension FileDescriptor {
  /// Opens a path of the host's own choosing, following links.
  package static func open(
    _ path: SystemPath, _ mode: OpenMode, permissions: UInt16 = 0o666
  ) throws(SystemError) -> FileDescriptor {
    FileDescriptor(
      owning: try check("open") {
        path.withPointer { openat(AT_FDCWD, $0, mode.rawValue, mode_t(permissions)) }
      })
  }

  /// Opens a name in this directory; a symbolic link is not followed but fails with `loop`.
  package borrowing func open(
    _ name: SystemPath, _ mode: OpenMode, permissions: UInt16 = 0o666
  ) throws(SystemError) -> FileDescriptor {
    let raw = rawValue
    return FileDescriptor(
      owning: try check("openat") {
        name.withPointer { openat(raw, $0, mode.rawValue | O_NOFOLLOW, mode_t(permissions)) }
      })
  }

  /// Opens a directory in this one to look names up in; a symbolic link fails with `notdir`.
  package borrowing func openForLookup(_ name: SystemPath) throws(SystemError) -> FileDescriptor {
    let raw = rawValue
    #if os(Linux)
      let access = LinuxCalls.pathOnly
    #else
      let access = O_RDONLY
    #endif
    return FileDescriptor(
      owning: try check("openat") {
        name.withPointer { openat(raw, $0, access | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0) }
      })
  }

  /// The status of a name in this directory; of a symbolic link, its own.
  package borrowing func status(of name: SystemPath) throws(SystemError) -> FileStatus {
    let raw = rawValue
    var buffer = stat()
    _ = try check("fstatat") {
      name.withPointer { fstatat(raw, $0, &buffer, AT_SYMLINK_NOFOLLOW) }
    }
    return FileStatus(buffer)
  }

  /// Sets the times of a name in this directory; of a symbolic link, its own.
  package borrowing func setTimes(
    of name: SystemPath, access: TimeChange, modification: TimeChange
  ) throws(SystemError) {
    let raw = rawValue
    let times = [access.specification, modification.specification]
    _ = try check("utimensat") {
      name.withPointer { utimensat(raw, $0, times, AT_SYMLINK_NOFOLLOW) }
    }
  }

  package borrowing func makeDirectory(_ name: SystemPath) throws(SystemError) {
    let raw = rawValue
    _ = try check("mkdirat") { name.withPointer { mkdirat(raw, $0, 0o777) } }
  }

  package borrowing func removeFile(_ name: SystemPath) throws(SystemError) {
    let raw = rawValue
    _ = try check("unlinkat") { name.withPointer { unlinkat(raw, $0, 0) } }
  }

  package borrowing func removeDirectory(_ name: SystemPath) throws(SystemError) {
    let raw = rawValue
    _ = try check("unlinkat") { name.withPointer { unlinkat(raw, $0, AT_REMOVEDIR) } }
  }

  package borrowing func rename(
    _ name: SystemPath, to directory: borrowing FileDescriptor, _ newName: SystemPath
  ) throws(SystemError) {
    let (raw, newRaw) = (rawValue, directory.rawValue)
    _ = try check("renameat") {
      name.withPointer { old in newName.withPointer { renameat(raw, old, newRaw, $0) } }
    }
  }

  /// Makes a second name for a file; of a symbolic link, for the link itself.
  package borrowing func link(
    _ name: SystemPath, to directory: borrowing FileDescriptor, _ newName: SystemPath
  ) throws(SystemError) {
    let (raw, newRaw) = (rawValue, directory.rawValue)
    _ = try check("linkat") {
      name.withPointer { old in newName.withPointer { linkat(raw, old, newRaw, $0, 0) } }
    }
  }

  package borrowing func makeSymbolicLink(
    _ name: SystemPath, target: SystemPath
  ) throws(SystemError) {
    let raw = rawValue
    _ = try check("symlinkat") {
      target.withPointer { text in name.withPointer { symlinkat(text, raw, $0) } }
    }
  }

  /// The target of a symbolic link in this directory; `inval` when it is none.
  package borrowing func symbolicLinkTarget(_ name: SystemPath) throws(SystemError) -> [UInt8] {
    let raw = rawValue
    // The system's own limit for a link's text, with one byte more to notice a longer one.
    let capacity = Int(PATH_MAX) + 1
    var failure: SystemError?
    let target = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let length = buffer.withMemoryRebound(to: CChar.self) { chars in
        name.withPointer { readlinkat(raw, $0, chars.baseAddress.unsafelyUnwrapped, capacity) }
      }
      if length < 0 { failure = .last("readlinkat") }
      count = max(0, length)
    }
    if let failure { throw failure }
    guard target.count < capacity else {
      throw SystemError(number: ENAMETOOLONG, operation: "readlinkat")
    }
    return target
  }
}
