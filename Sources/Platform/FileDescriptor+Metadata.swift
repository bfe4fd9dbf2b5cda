#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A new value for one of a file's times.
package enum TimeChange: Sendable, Hashable {
  case keep
  case now
  /// Nanoseconds since 1970.
  case to(Int64)

  var specification: timespec {
    #if canImport(Darwin)
      let (now, omit) = (-1, -2)
    #else
      let (now, omit) = ((1 << 30) - 1, (1 << 30) - 2)
    #endif
    return switch self {
    case .keep: timespec(tv_sec: 0, tv_nsec: omit)
    case .now: timespec(tv_sec: 0, tv_nsec: now)
    case .to(let time): timeSpecification(nanoseconds: time)
    }
  }
}

/// How a file will be read.
package enum AccessAdvice: Sendable {
  case normal, sequential, random, willNeed, dontNeed, noReuse
}

extension FileDescriptor {
  package borrowing func status() throws(SystemError) -> FileStatus {
    let raw = rawValue
    var buffer = stat()
    _ = try check("fstat") { fstat(raw, &buffer) }
    return FileStatus(buffer)
  }

  package borrowing func setSize(_ size: UInt64) throws(SystemError) {
    let raw = rawValue
    let size = try fileOffset(size)
    _ = try check("ftruncate") { ftruncate(raw, size) }
  }

  /// Makes sure that a range has room on the device, and the file is at least as long.
  package borrowing func allocate(offset: UInt64, count: UInt64) throws(SystemError) {
    let start = try fileOffset(offset)
    let length = try fileOffset(count)
    let raw = rawValue
    #if os(Linux)
      guard let call = LinuxCalls.allocate else {
        throw SystemError(number: ENOSYS, operation: "fallocate")
      }
      _ = try check("fallocate") { call(raw, 0, Int(start), Int(length)) }
    #else
      let (end, overflow) = start.addingReportingOverflow(length)
      guard !overflow else { throw SystemError(number: EFBIG, operation: "fallocate") }
      if try status().size < UInt64(clamping: end) { try setSize(UInt64(clamping: end)) }
    #endif
  }

  /// Tells the system how a range will be used.
  package borrowing func advise(
    offset: UInt64, count: UInt64, _ advice: AccessAdvice
  ) throws(SystemError) {
    #if os(Linux)
      let value =
        switch advice {
        case .normal: POSIX_FADV_NORMAL
        case .sequential: POSIX_FADV_SEQUENTIAL
        case .random: POSIX_FADV_RANDOM
        case .willNeed: POSIX_FADV_WILLNEED
        case .dontNeed: POSIX_FADV_DONTNEED
        case .noReuse: POSIX_FADV_NOREUSE
        }
      let number = posix_fadvise(
        rawValue, try fileOffset(offset), try fileOffset(count), value)
      if number != 0 { throw SystemError(number: number, operation: "posix_fadvise") }
    #endif
  }

  package borrowing func synchronize() throws(SystemError) {
    let raw = rawValue
    _ = try check("fsync") { fsync(raw) }
  }

  package borrowing func synchronizeData() throws(SystemError) {
    let raw = rawValue
    #if canImport(Darwin)
      _ = try check("fsync") { fsync(raw) }
    #else
      _ = try check("fdatasync") { fdatasync(raw) }
    #endif
  }

  package borrowing func setTimes(
    access: TimeChange, modification: TimeChange
  ) throws(SystemError) {
    let raw = rawValue
    let times = [access.specification, modification.specification]
    _ = try check("futimens") { futimens(raw, times) }
  }

  /// Whether it is a terminal.
  package borrowing func isTerminal() -> Bool { isatty(rawValue) == 1 }

  /// How many bytes can be read without waiting; zero where the system does not know.
  package borrowing func availableByteCount() -> Int {
    var count: Int32 = 0
    return ioctl(rawValue, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  /// The status flags that `fcntl` tells.
  package borrowing func statusFlags() throws(SystemError) -> FileStatusFlags {
    let raw = rawValue
    return FileStatusFlags(rawValue: try check("fcntl") { fcntl(raw, F_GETFL) })
  }

  /// Sets or clears some of the status flags.
  package borrowing func setStatusFlags(
    _ flags: FileStatusFlags, to isOn: Bool
  ) throws(SystemError) {
    let raw = rawValue
    let old = try statusFlags()
    let new = isOn ? old.union(flags) : old.subtracting(flags)
    if new != old { _ = try check("fcntl") { fcntl(raw, F_SETFL, new.rawValue) } }
  }
}

/// The flags of an open file that can be changed or asked for.
package struct FileStatusFlags: OptionSet, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let append = FileStatusFlags(rawValue: O_APPEND)
  package static let nonblocking = FileStatusFlags(rawValue: O_NONBLOCK)
  /// Writes wait for the device.
  package static let synchronized = FileStatusFlags(rawValue: O_SYNC)
  /// Writes wait for the device, but not for times.
  package static let dataSynchronized = FileStatusFlags(rawValue: O_DSYNC)

  /// Whether it was opened for reading.
  package var permitsReading: Bool { rawValue & O_ACCMODE != O_WRONLY }
  /// Whether it was opened for writing.
  package var permitsWriting: Bool { rawValue & O_ACCMODE != O_RDONLY }
}
