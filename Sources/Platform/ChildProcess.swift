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
    let start = Clock.monotonic.now
    var (pid, streams) = try launch(path, arguments, environment, input ?? [], outputLimit)
    let deadline = timeout.map { start &+ $0 }
    var isTimedOut = !streams.run(until: deadline)
    var status: Int32 = 0
    var usage = rusage()
    if let deadline, !isTimedOut {
      // It may have closed its outputs and run on.
      isTimedOut = try !waits(for: pid, &status, &usage, until: deadline)
    }
    if isTimedOut { kill(pid, SIGKILL) }
    if isTimedOut || deadline == nil {
      _ = try check("wait4") { wait4(pid, &status, 0, &usage) }
    }
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

  /// Waits for a child's end, asking ever more seldom.
  ///
  /// - Returns: whether it came before the deadline.
  private static func waits(
    for pid: pid_t, _ status: inout Int32, _ usage: inout rusage, until deadline: UInt64
  ) throws(SystemError) -> Bool {
    var delay: UInt64 = 50_000
    while try check("wait4", { wait4(pid, &status, WNOHANG, &usage) }) == 0 {
      let now = Clock.monotonic.now
      if now >= deadline { return false }
      var time = timeSpecification(nanoseconds: Int64(clamping: min(delay, deadline - now)))
      nanosleep(&time, nil)
      delay = min(delay * 2, 5_000_000)
    }
    return true
  }

  private static func nanoseconds(_ time: timeval) -> UInt64 {
    UInt64(clamping: time.tv_sec) * 1_000_000_000 + UInt64(clamping: time.tv_usec) * 1000
  }

  /// Starts a program; its ends of the pipes are closed here when this returns, or its outputs
  /// would never end.
  private static func launch(
    _ path: String, _ arguments: [String], _ environment: [String]?, _ input: [UInt8], _ limit: Int
  ) throws(SystemError) -> (pid_t, ChildStreams) {
    let (inputReader, inputWriter) = try Pipe.make()
    let (outputReader, outputWriter) = try Pipe.make()
    let (errorReader, errorWriter) = try Pipe.make()
    let pid = try spawn(
      path, arguments, environment,
      [inputReader.rawValue, outputWriter.rawValue, errorWriter.rawValue])
    return (
      pid,
      ChildStreams(
        input: input, inputWriter: inputWriter, outputReader: outputReader,
        errorReader: errorReader, limit: limit)
    )
  }

  /// Starts a program that finds descriptors at the numbers of their places, from zero on.
  static func spawn(
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
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The child starts with the signals as a shell gives them, whatever thread starts it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var argumentPointers = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers { free(pointer) } }
    var environmentPointers = (environment ?? []).map { strdup($0) } + [nil]
    defer { for pointer in environmentPointers { free(pointer) } }
    var pid: pid_t = 0
    let number =
      if environment == nil {
        posix_spawnp(
          &pid, path, &actions, &attributes, &argumentPointers, currentEnvironment())
      } else {
        posix_spawnp(
          &pid, path, &actions, &attributes, &argumentPointers, &environmentPointers)
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
