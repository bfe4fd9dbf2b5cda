#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's one-way byte channels.
package enum Pipe {
  /// A pipe's two ends, which block until told otherwise.
  package static func make() throws(SystemError) -> (
    reader: SharedDescriptor, writer: SharedDescriptor
  ) {
    var ends: [Int32] = [-1, -1]
    #if os(Linux)
      if let call = LinuxCalls.pipe {
        // Close-on-exec from the start: another thread may start a program at any moment.
        _ = try check("pipe2") { call(&ends, O_CLOEXEC) }
        return (
          SharedDescriptor(FileDescriptor(owning: ends[0])),
          SharedDescriptor(FileDescriptor(owning: ends[1]))
        )
      }
    #endif
    _ = try check("pipe") { pipe(&ends) }
    let reader = SharedDescriptor(FileDescriptor(owning: ends[0]))
    let writer = SharedDescriptor(FileDescriptor(owning: ends[1]))
    for end in ends { _ = try check("fcntl") { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    return (reader, writer)
  }

  /// Makes a named pipe.
  package static func makeNamed(_ path: SystemPath) throws(SystemError) {
    _ = try check("mkfifo") { path.withPointer { mkfifo($0, 0o666) } }
  }
}
