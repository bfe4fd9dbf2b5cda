#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What this process takes.
enum Resources {
  /// Nanoseconds of processor time of this thread.
  static var processorTime: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Lets the system forget how much was resident before.
  static func resetPeakMemory() {
    #if os(Linux)
      let file = open("/proc/self/clear_refs", O_WRONLY)
      guard file >= 0 else { return }
      _ = write(file, "5", 1)
      close(file)
    #endif
  }

  /// The most bytes resident since then; zero where the system does not tell.
  static var peakMemory: UInt64 {
    #if os(Linux)
      let file = open("/proc/self/status", O_RDONLY)
      guard file >= 0 else { return 0 }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(file, &bytes, bytes.count)
      for line in String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(
        separator: "\n")
      where line.hasPrefix("VmHWM:") {
        return (UInt64(line.filter(\.isNumber)) ?? 0) << 10
      }
    #endif
    return 0
  }

  /// Writes a line at once, so that it is there even if what follows crashes.
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
  }
}
