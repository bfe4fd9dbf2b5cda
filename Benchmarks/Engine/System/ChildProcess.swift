#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one run of a program took, from the system's own account of it.
struct Usage {
  /// Seconds of processor time in the program itself.
  var user: Double
  /// Seconds of processor time in the system on the program's behalf.
  var system: Double
  /// Seconds from start to end.
  var wall: Double
  /// Most bytes of memory resident at once.
  var peakMemory: Int

  /// Seconds of processor time in all.
  var processor: Double { user + system }
}

/// How a program ended.
enum Termination: Equatable, CustomStringConvertible {
  case exited(Int32)
  case signalled(Int32)

  var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signalled(let number): "signal \(number)"
    }
  }
}

/// A program run to its end, its output in files.
struct ChildProcess {
  var executable: String
  var arguments: [String]
  var workingFolder: String
  var outputPath: String
  var errorPath: String
  /// Seconds after which the program is ended by an alarm.
  var timeout: UInt32

  /// Runs the program and waits for it.
  ///
  /// It forks rather than spawns: a spawned child counts its parent's peak memory as its own, because
  /// the two share an address space until the new program is loaded.
  func run() throws(BenchmarkError) -> (Termination, Usage) {
    let output = try create(outputPath)
    defer { close(output) }
    let error = try create(errorPath)
    defer { close(error) }
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(input) }

    // All memory the child needs is taken before the fork.
    var strings = ([executable] + arguments).map { strdup($0) }
    strings.append(nil)
    let folder = strdup(workingFolder)
    defer {
      for string in strings { free(string) }
      free(folder)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let child = strings.withUnsafeMutableBufferPointer { strings -> pid_t in
      let child = systemFork()
      guard child == 0, let vector = strings.baseAddress, let program = strings[0], let folder
      else { return child }
      dup2(input, 0)
      dup2(output, 1)
      dup2(error, 2)
      alarm(timeout)
      if chdir(folder) == 0 { execv(program, vector) }
      _exit(127)
    }
    guard child > 0 else { throw .system("cannot start", executable, errno) }

    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw .system("cannot wait for", executable, errno) }
    }
    let wall = start.duration(to: clock.now) / .seconds(1)
    let signal = status & 0x7f
    return (
      signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal),
      Usage(
        user: seconds(usage.ru_utime), system: seconds(usage.ru_stime), wall: wall,
        peakMemory: Int(usage.ru_maxrss) * peakMemoryUnit)
    )
  }

  private func create(_ path: String) throws(BenchmarkError) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system("cannot write", path, errno) }
    return file
  }

  private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }
}

#if canImport(Darwin)
  private let peakMemoryUnit = 1
  private var anyLibrary: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: -2) }
#else
  private let peakMemoryUnit = 1024
  private var anyLibrary: UnsafeMutableRawPointer? { nil }
#endif

/// The C library's `fork`, which Swift hides because a forked Swift program can do little; this one
/// only calls system functions before it becomes another program. -1 where there is none.
private func systemFork() -> pid_t {
  guard let symbol = dlsym(anyLibrary, "fork") else { return -1 }
  // Safe: `fork` takes nothing and returns a process number in every C library.
  let function = unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
  return function()
}
