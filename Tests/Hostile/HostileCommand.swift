import WebAssembly

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Feeds hostile inputs to the engine, in child processes, so that a crash is reported with its
/// seed.
///
/// Usage: `swift run -c release hostile [--seed S] [--count N] [--jobs J] [--programs DIRECTORY]
/// [--lenient] [--write FILE] [--run FILE…]`. With `--lenient`, for debug builds, time is not gated;
/// `--write` keeps the bytes of the case of the seed, `--run` runs files in place of cases.
@main struct HostileCommand {
  var seed: UInt64 = 1
  var count: UInt64 = 20_000
  var jobs = 2
  var batch: UInt64 = 250
  var isChild = false
  var isLenient = false
  var directory = "Fixtures/programs"
  var writes: String?
  var files: [String] = []

  static func main() {
    var command = HostileCommand()
    guard command.parse(Array(CommandLine.arguments.dropFirst())) else {
      Resources.say("usage: hostile [--seed S] [--count N] [--jobs J] [--programs DIRECTORY]")
      exit(64)
    }
    if let file = command.writes { return command.write(to: file) }
    if !command.files.isEmpty { return command.runFiles() }
    command.isChild ? command.runCases() : command.runChildren()
  }

  private mutating func parse(_ arguments: [String]) -> Bool {
    var rest = arguments.makeIterator()
    while let option = rest.next() {
      switch option {
      case "--child": isChild = true
      case "--lenient": isLenient = true
      case "--programs": directory = rest.next() ?? ""
      case "--write": writes = rest.next()
      case "--run": while let file = rest.next() { files.append(file) }
      case "--seed", "--count", "--jobs":
        guard let text = rest.next(), let number = UInt64(text) else { return false }
        switch option {
        case "--seed": seed = number
        case "--count": count = number
        default: jobs = Int(clamping: max(1, min(64, number)))
        }
      default: return false
      }
    }
    return true
  }

  // MARK: The child

  /// Runs cases one after the other and says of each that it begins, and what was wrong with it.
  private func runCases() {
    let programs = Programs.read(directory)
    // What the first case of a process pays for is nobody's fault.
    var warmUp = HostileCase(seed: 15, programs: programs)
    _ = warmUp.run()
    for number in seed..<seed &+ count {
      Resources.say("at \(number)")
      var hostile = HostileCase(seed: number, programs: programs)
      var outcome = hostile.run()
      if !isLenient, outcome.preparation > outcome.allowance {
        // Once more: another process may have been in the way.
        outcome.preparation = min(outcome.preparation, hostile.run().preparation)
        if outcome.preparation > outcome.allowance {
          outcome.faults.append(
            "\(outcome.preparation / 1000) µs for \(hostile.bytes.count) bytes")
        }
      }
      for fault in outcome.faults { Resources.say("fault \(number) \(hostile.kind): \(fault)") }
      Resources.say("end \(hostile.kind) \(outcome.ending)")
    }
    Resources.say("over")
  }

  /// Runs files one after the other, metered and not.
  private func runFiles() {
    var faultCount = 0
    var warmUp = HostileCase(seed: 15, programs: [])
    _ = warmUp.run()
    for file in files {
      for isMetered in [true, false] {
        Resources.say("at \(file)")
        var hostile = HostileCase(bytes: Programs.module(of: file))
        hostile.isMetered = isMetered
        var outcome = hostile.run()
        if !isLenient, outcome.preparation > outcome.allowance {
          outcome.preparation = min(outcome.preparation, hostile.run().preparation)
          if outcome.preparation > outcome.allowance {
            outcome.faults.append("\(outcome.preparation / 1000) µs")
          }
        }
        for fault in outcome.faults { Resources.say("fault \(file): \(fault)") }
        faultCount += outcome.faults.count
        Resources.say("end \(outcome.ending)")
      }
    }
    if faultCount > 0 { exit(1) }
    Resources.say("over")
  }

  /// Writes a case's bytes to a file.
  private func write(to file: String) {
    let hostile = HostileCase(seed: seed, programs: Programs.read(directory))
    Programs.write(hostile.bytes, to: file)
    let start = Resources.processorTime
    let module = try? Module(
      bytes: hostile.bytes, configuration: ModuleConfiguration(isMetered: hostile.isMetered))
    let middle = Resources.processorTime
    try? module?.translateAll()
    let end = Resources.processorTime
    Resources.say(
      """
      \(hostile.kind), \(hostile.bytes.count) bytes, \((middle - start) / 1000) µs to validate, \
      \((end - middle) / 1000) µs to translate
      """)
  }
}
