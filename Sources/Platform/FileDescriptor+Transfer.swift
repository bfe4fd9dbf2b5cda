#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileDescriptor {
  /// Reads at the current position.
  ///
  /// - Returns: how many bytes were read; zero at the end.
  package borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let raw = rawValue
    return try check("read") { systemRead(raw, buffer.baseAddress, buffer.count) }
  }

  /// Reads at a position of the caller's.
  package borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(SystemError) -> Int {
    let raw = rawValue
    let position = try fileOffset(offset)
    return try check("pread") { pread(raw, buffer.baseAddress, buffer.count, position) }
  }

  /// Writes at the current position.
  ///
  /// - Returns: how many bytes were written, maybe fewer than given.
  package borrowing func write(_ buffer: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    let raw = rawValue
    return try check("write") { systemWrite(raw, buffer.baseAddress, buffer.count) }
  }

  /// Writes at a position of the caller's.
  package borrowing func write(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64
  ) throws(SystemError) -> Int {
    let raw = rawValue
    let position = try fileOffset(offset)
    return try check("pwrite") { pwrite(raw, buffer.baseAddress, buffer.count, position) }
  }

  /// Moves the current position.
  package borrowing func seek(
    _ offset: Int64, from origin: SeekOrigin
  ) throws(SystemError) -> UInt64 {
    let raw = rawValue
    return UInt64(try check("lseek") { lseek(raw, off_t(offset), origin.rawValue) })
  }

  /// What a transfer that must not wait came to.
  package enum Attempt {
    case moved(Int)
    /// Nothing can be moved without waiting.
    case wouldWait
    /// The system can't tell for this file.
    case unsupported
  }

  /// Reads only what needs no waiting for a device, such as what the page cache holds.
  ///
  /// - Parameter offset: where, or `nil` for the current position.
  package borrowing func readWithoutWaiting(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64?
  ) throws(SystemError) -> Attempt {
    #if os(Linux)
      guard let call = LinuxCalls.readVector else { return .unsupported }
      let vector = iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
      return try attempt("preadv2", call, vector, offset)
    #else
      return .unsupported
    #endif
  }

  /// Writes only what needs no waiting.
  package borrowing func writeWithoutWaiting(
    _ buffer: UnsafeRawBufferPointer, at offset: UInt64?
  ) throws(SystemError) -> Attempt {
    #if os(Linux)
      guard let call = LinuxCalls.writeVector else { return .unsupported }
      let base = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
      let vector = iovec(iov_base: base, iov_len: buffer.count)
      return try attempt("pwritev2", call, vector, offset)
    #else
      return .unsupported
    #endif
  }

  #if os(Linux)
    private borrowing func attempt(
      _ operation: StaticString, _ call: LinuxCalls.TransferVector, _ vector: iovec,
      _ offset: UInt64?
    ) throws(SystemError) -> Attempt {
      let position = if let offset { Int(try fileOffset(offset)) } else { -1 }
      while true {
        let count = withUnsafePointer(to: vector) {
          call(rawValue, $0, 1, position, LinuxCalls.noWait)
        }
        if count >= 0 { return .moved(count) }
        switch errno {
        case EINTR: continue
        case EAGAIN: return .wouldWait
        case EOPNOTSUPP, ENOSYS: return .unsupported
        // A pipe refuses a position even where it means "the current one" on old kernels.
        case ESPIPE where offset == nil: return .unsupported
        default: throw .last(operation)
        }
      }
    }
  #endif
}

/// What a seek counts from.
package enum SeekOrigin: Sendable {
  case start, current, end

  var rawValue: Int32 {
    switch self {
    case .start: SEEK_SET
    case .current: SEEK_CUR
    case .end: SEEK_END
    }
  }
}

/// A guest's 64-bit offset as the system's signed one.
func fileOffset(_ offset: UInt64) throws(SystemError) -> off_t {
  guard let value = off_t(exactly: offset) else {
    throw SystemError(number: EINVAL, operation: "offset")
  }
  return value
}

func systemRead(_ raw: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(raw, buffer, count)
}

func systemWrite(_ raw: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(raw, buffer, count)
}
