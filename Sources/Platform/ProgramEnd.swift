#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The end of the running program.
package enum ProgramEnd {
  /// Ends the program.
  ///
  /// - Parameter code: what the one who started it sees; the lowest eight bits of it.
  package static func exit(_ code: Int32) -> Never { systemExit(code) }

  /// Lets the user's wish to stop the program end it at once, whatever it is doing.
  ///
  /// The exit code is 130, as with shells.
  package static func onInterrupt() {
    // `_exit` is allowed in a signal handler, unlike almost everything else.
    signal(SIGINT) { _ in _exit(130) }
  }

  /// The most memory that the program had resident so far, in bytes.
  package static var peakMemory: UInt64 {
    // The system's RUSAGE_SELF, which is imported with another type on each system.
    let ownUsage: Int32 = 0
    var usage = rusage()
    guard getrusage(ownUsage, &usage) == 0 else { return 0 }
    #if canImport(Darwin)
      return UInt64(clamping: usage.ru_maxrss)
    #else
      return UInt64(clamping: usage.ru_maxrss) &* 1024
    #endif
  }
}

private func systemExit(_ code: Int32) -> Never { exit(code) }
