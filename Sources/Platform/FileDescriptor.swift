#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The owner of an open file descriptor; closes it at the end of its life.
package struct FileDescriptor: ~Copyable, Sendable {
  /// The system's number for it.
  package let rawValue: Int32
  private let isOwned: Bool

  /// Takes ownership.
  package init(owning rawValue: Int32) {
    self.rawValue = rawValue
    isOwned = true
  }

  /// Refers to a descriptor that somebody else closes, such as a standard stream.
  package init(unowned rawValue: Int32) {
    self.rawValue = rawValue
    isOwned = false
  }

  deinit {
    if isOwned { _ = close(rawValue) }
  }

  /// Gives up ownership.
  package consuming func release() -> Int32 {
    let value = rawValue
    discard self
    return value
  }

  /// A second descriptor for the same open file.
  package borrowing func duplicate() throws(SystemError) -> FileDescriptor {
    let raw = rawValue
    return FileDescriptor(
      owning: try check("fcntl") { fcntl(raw, F_DUPFD_CLOEXEC, 0) })
  }
}

/// A file descriptor that several objects keep open together.
package final class SharedDescriptor: Sendable {
  package let descriptor: FileDescriptor

  package init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

  /// The system's number for it.
  package var rawValue: Int32 { descriptor.rawValue }
}
