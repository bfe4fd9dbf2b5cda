package import Platform

/// What kind of file a descriptor or path stands for.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#filetype
package enum FileType: UInt8, Sendable {
  case unknown, blockDevice, characterDevice, directory, regularFile, socketDatagram, socketStream
  case symbolicLink

  package init(_ kind: FileStatus.Kind) {
    self =
      switch kind {
      case .blockDevice: .blockDevice
      case .characterDevice: .characterDevice
      case .directory: .directory
      case .regularFile: .regularFile
      case .socket: .socketStream
      case .symbolicLink: .symbolicLink
      // Preview 1 has no type for pipes.
      case .pipe, .unknown: .unknown
      }
  }
}

/// The flags of a descriptor.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fdflags
package struct FDFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let append = FDFlags(rawValue: 1)
  package static let dsync = FDFlags(rawValue: 2)
  package static let nonblock = FDFlags(rawValue: 4)
  package static let rsync = FDFlags(rawValue: 8)
  package static let sync = FDFlags(rawValue: 16)
  package static let all = FDFlags(rawValue: 31)

  /// The flags that say when a write is done.
  package static let synchronized: FDFlags = [.dsync, .rsync, .sync]
}

/// How `path_open` opens.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#oflags
package struct OpenFlags: OptionSet, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let create = OpenFlags(rawValue: 1)
  package static let directory = OpenFlags(rawValue: 2)
  package static let exclusive = OpenFlags(rawValue: 4)
  package static let truncate = OpenFlags(rawValue: 8)
  package static let all = OpenFlags(rawValue: 15)
}

/// Which times to set, and to what.
///
/// Specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fstflags
package struct TimeFlags: OptionSet, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let access = TimeFlags(rawValue: 1)
  package static let accessNow = TimeFlags(rawValue: 2)
  package static let modification = TimeFlags(rawValue: 4)
  package static let modificationNow = TimeFlags(rawValue: 8)

  /// The two changes they stand for.
  ///
  /// - Throws: `inval` when one time is to be set to two values, or for unknown flags.
  package func changes(
    access: UInt64, modification: UInt64
  ) throws(Errno) -> (access: TimeChange, modification: TimeChange) {
    guard rawValue < 16, !isSuperset(of: [.access, .accessNow]),
      !isSuperset(of: [.modification, .modificationNow])
    else { throw .inval }
    func change(_ isNow: Bool, _ isGiven: Bool, _ time: UInt64) -> TimeChange {
      isNow ? .now : isGiven ? .to(Int64(clamping: time)) : .keep
    }
    return (
      change(contains(.accessNow), contains(.access), access),
      change(contains(.modificationNow), contains(.modification), modification)
    )
  }
}

/// What `poll_oneoff` can subscribe to.
package enum EventType: UInt8, Sendable {
  case clock, read, write
}

/// The two ways bytes go.
package enum Direction: Sendable {
  case read, write
}
