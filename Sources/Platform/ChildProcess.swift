#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs other programs and measures them.
package enum ChildProcess {
  /// How a program ended.
  package enum Status: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// How a program ended, what it wrote and what it cost.
  package struct Result: Sendable {
    package var status: Status
    /// What it wrote to standard output and standard error, up to the limit.
    package var output: [UInt8]
    package var errorOutput: [UInt8]
    /// Whether it was ended because its time was up.
    package var isTimedOut: Bool
    /// In nanoseconds.
    package var userTime: UInt64
    package var systemTime: UInt64
    package var wallTime: UInt64
    /// The most memory it had resident, in bytes.
    package var peakMemory: UInt64
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - path: the program's file; a name without a slash is looked up in `PATH`.
  ///   - arguments: without the program's name.
  ///   - environment: `NAME=value` each; `nil` for this process's own.
  ///   - input: what it finds on standard input; `nil` for none.
  ///   - outputLimit: the most bytes kept of each output; the rest is read and dropped.
  ///   - timeout: when to kill it, in nanoseconds.
  /// - Throws: when it can't be started.
  package static func run(
    _ path: String, _ arguments: [String] = [], environment: [String]? = nil,
    input: [UInt8]? = nil, outputLimit: Int = 64 << 20, timeout: UInt64? = nil
  ) throws(SystemError) -> Result {
    Signals.ignoreBrokenPipe()
    let stdinPipe = try Pipe.make()
    let stdoutPipe = try Pipe.make()
    let stderrPipe = try Pipe.make()
    let start = Clock.monotonic.now
    let pid = try spawn(
      path, arguments, environment,
      [stdinPipe.reader.rawValue, stdoutPipe.writer.rawValue, stderrPipe.writer.rawValue])
    var streams = ChildStreams(
      input: input ?? [], inputWriter: stdinPipe.writer, outputReader: stdoutPipe.reader,
      errorReader: stderrPipe.reader, limit: outputLimit)
    // Our copies of the child's ends must go, or the outputs never end.
    closeEnds(stdinPipe.reader, stdoutPipe.writer, stderrPipe.writer)
    let isTimedOut = !streams.run(until: timeout.map { start &+ $0 })
    if isTimedOut { kill(pid, SIGKILL) }
    var status: Int32 = 0
    var usage = rusage()
    _ = try check("wait4") { wait4(pid, &status, 0, &usage) }
    let signal = status & 0x7f
    #if canImport(Darwin)
      let memoryUnit: UInt64 = 1
    #else
      let memoryUnit: UInt64 = 1024
    #endif
    return Result(
      status: signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal),
      output: streams.output, errorOutput: streams.errorOutput, isTimedOut: isTimedOut,
      userTime: nanoseconds(usage.ru_utime), systemTime: nanoseconds(usage.ru_stime),
      wallTime: Clock.monotonic.now &- start,
      peakMemory: UInt64(clamping: usage.ru_maxrss) * memoryUnit)
  }

  private static func nanoseconds(_ time: timeval) -> UInt64 {
    UInt64(clamping: time.tv_sec) * 1_000_000_000 + UInt64(clamping: time.tv_usec) * 1000
  }

  /// Puts the null device in the place of descriptors that are no longer wanted.
  private static func closeEnds(_ ends: SharedDescriptor...) {
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard null >= 0 else { return }
    for end in ends {
      dup2(null, end.rawValue)
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
    }
    close(null)
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String]?, _ descriptors: [Int32]
  ) throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var argumentPointers = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers { free(pointer) } }
    var environmentPointers = (environment ?? []).map { strdup($0) } + [nil]
    defer { for pointer in environmentPointers { free(pointer) } }
    var pid: pid_t = 0
    let number =
      if environment == nil {
        posix_spawnp(&pid, path, &actions, nil, &argumentPointers, currentEnvironment())
      } else {
        posix_spawnp(&pid, path, &actions, nil, &argumentPointers, &environmentPointers)
      }
    if number != 0 { throw SystemError(number: number, operation: "posix_spawn \(path)") }
    return pid
  }

  private static func currentEnvironment()
    -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  {
    #if canImport(Darwin)
      return _NSGetEnviron().pointee
    #else
      let symbol = dlsym(nil, "environ")
      return symbol?.assumingMemoryBound(
        to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self
      ).pointee
    #endif
  }
}
