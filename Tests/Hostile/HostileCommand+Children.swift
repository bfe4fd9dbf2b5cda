import Platform
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension HostileCommand {
  /// What the children have said so far.
  private struct Tally {
    var next: UInt64
    var faults: [String] = []
    var endings: [String: Int] = [:]
    var cases = 0
    var running = 0
  }

  /// Hands out batches of cases to child processes, and reports what went wrong.
  func runChildren() {
    let tally = Guarded(Tally(next: seed, running: jobs))
    for _ in 0..<jobs {
      let command = self
      let hasStarted = WorkerThread.start {
        while let first = tally.withLock({ command.take(&$0) }) { command.runBatch(first, tally) }
        tally.withLock { $0.running -= 1 }
      }
      if !hasStarted { tally.withLock { $0.running -= 1 } }
    }
    while tally.withLock({ $0.running > 0 }) { usleep(20_000) }
    let (faults, endings, cases) = tally.withLock { ($0.faults, $0.endings, $0.cases) }
    for (ending, count) in endings.sorted(by: { $0.key < $1.key }) {
      Resources.say("\(count)  \(ending)")
    }
    for fault in faults { Resources.say(fault) }
    Resources.say("\(cases) of \(count) cases from seed \(seed), \(faults.count) faults")
    if !faults.isEmpty || cases != Int(count) { exit(1) }
  }

  private func take(_ tally: inout Tally) -> UInt64? {
    guard tally.next < seed &+ count else { return nil }
    defer { tally.next += batch }
    return tally.next
  }

  /// Runs a batch; where a child dies, another one goes on behind the case that killed it.
  private func runBatch(_ first: UInt64, _ tally: borrowing Guarded<Tally>) {
    var next = first
    let end = min(first + batch, seed &+ count)
    while next < end {
      var arguments = ["--child", "--seed", "\(next)", "--count", "\(end - next)"]
      arguments += ["--programs", directory] + (isLenient ? ["--lenient"] : [])
      guard
        let result = try? ChildProcess.run(
          HostileCommand.path, arguments, timeout: 600_000_000_000)
      else {
        return tally.withLock { $0.faults.append("can't start a child for seed \(next)") }
      }
      let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
      let last = lines.last { $0.hasPrefix("at ") }.flatMap { UInt64($0.dropFirst(3)) } ?? next
      tally.withLock { tally in
        for line in lines {
          if line.hasPrefix("fault ") { tally.faults.append(String(line)) }
          if line.hasPrefix("end ") {
            tally.endings[String(line.dropFirst(4)), default: 0] += 1
            tally.cases += 1
          }
        }
        if lines.last != "over" {
          tally.cases += 1
          let why = result.isTimedOut ? "hangs" : "\(result.status)"
          tally.faults.append("fault \(last): \(why)")
        }
      }
      if lines.last == "over" { return }
      next = last + 1
    }
  }

  /// This program's file.
  private static var path: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return CommandLine.arguments[0] }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
