#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#elseif canImport(Darwin)
  package import Darwin
#endif

/// What the system says of a file.
package struct FileStatus: Hashable, Sendable {
  /// The kinds of files.
  package enum Kind: Sendable {
    case blockDevice, characterDevice, directory, regularFile, socket, symbolicLink, pipe, unknown
  }

  package var device: UInt64 = 0
  package var inode: UInt64 = 0
  package var kind: Kind = .unknown
  package var linkCount: UInt64 = 1
  package var size: UInt64 = 0
  /// Times in nanoseconds since 1970.
  package var accessTime: Int64 = 0
  package var modificationTime: Int64 = 0
  package var changeTime: Int64 = 0

  package init() {}

  init(_ raw: stat) {
    device = UInt64(truncatingIfNeeded: raw.st_dev)
    inode = UInt64(truncatingIfNeeded: raw.st_ino)
    kind = Kind(mode: raw.st_mode)
    linkCount = UInt64(truncatingIfNeeded: raw.st_nlink)
    size = UInt64(clamping: raw.st_size)
    #if canImport(Darwin)
      accessTime = nanoseconds(raw.st_atimespec)
      modificationTime = nanoseconds(raw.st_mtimespec)
      changeTime = nanoseconds(raw.st_ctimespec)
    #else
      accessTime = nanoseconds(raw.st_atim)
      modificationTime = nanoseconds(raw.st_mtim)
      changeTime = nanoseconds(raw.st_ctim)
    #endif
  }
}

extension FileStatus.Kind {
  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFBLK: self = .blockDevice
    case S_IFCHR: self = .characterDevice
    case S_IFDIR: self = .directory
    case S_IFREG: self = .regularFile
    case S_IFSOCK: self = .socket
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .pipe
    default: self = .unknown
    }
  }

  /// The kind in a directory entry; unknown where the file system does not say.
  init(directoryEntryType type: UInt8) {
    switch Int32(type) {
    case Int32(DT_BLK): self = .blockDevice
    case Int32(DT_CHR): self = .characterDevice
    case Int32(DT_DIR): self = .directory
    case Int32(DT_REG): self = .regularFile
    case Int32(DT_SOCK): self = .socket
    case Int32(DT_LNK): self = .symbolicLink
    case Int32(DT_FIFO): self = .pipe
    default: self = .unknown
    }
  }
}

/// A time as nanoseconds, saturating.
package func nanoseconds(_ time: timespec) -> Int64 {
  // Below zero, the fraction counts from the second above, so that the product never overflows
  // where the sum would not.
  let isNegative = time.tv_sec < 0
  let seconds = Int64(time.tv_sec) + (isNegative ? 1 : 0)
  let rest = Int64(time.tv_nsec) - (isNegative ? 1_000_000_000 : 0)
  let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
  let (sum, carry) = product.addingReportingOverflow(rest)
  if overflow || carry { return isNegative ? .min : .max }
  return sum
}

/// Nanoseconds as a time whose fraction is never negative.
package func timeSpecification(nanoseconds: Int64) -> timespec {
  var seconds = nanoseconds / 1_000_000_000
  var rest = nanoseconds % 1_000_000_000
  if rest < 0 {
    seconds -= 1
    rest += 1_000_000_000
  }
  return timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
}
