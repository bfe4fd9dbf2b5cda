#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's clocks, in nanoseconds.
package enum Clock: Sendable {
  case realtime, monotonic, processTime, threadTime

  private var identifier: clockid_t {
    switch self {
    case .realtime: CLOCK_REALTIME
    case .monotonic: CLOCK_MONOTONIC
    case .processTime: CLOCK_PROCESS_CPUTIME_ID
    case .threadTime: CLOCK_THREAD_CPUTIME_ID
    }
  }

  /// The time now.
  package var now: UInt64 {
    var time = timespec()
    guard clock_gettime(identifier, &time) == 0 else { return 0 }
    return UInt64(clamping: nanoseconds(time))
  }

  /// The step it advances by; at least one.
  package var resolution: UInt64 {
    var time = timespec()
    guard clock_getres(identifier, &time) == 0 else { return 1 }
    return max(1, UInt64(clamping: nanoseconds(time)))
  }
}
