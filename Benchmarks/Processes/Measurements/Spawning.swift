import Processes

/// Starting processes and waiting for their ends.
enum Spawning {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    let id = try await executor.prepare(Guests.trivial)
    let count = isQuick ? 500 : 100_000
    func inARow(_ count: Int) async throws -> Double {
      let start = Host.now
      for _ in 0..<count {
        let status = try await executor.spawn(ProcessOptions(.cached(id))).wait()
        if status.exitCode != 0 { print("ended with \(status.reason)") }
      }
      return Double(Host.now - start) / Double(count) / 1e3
    }
    // Fills what is kept of those that ended.
    report.add("spawn to exit, first \(count)", try await inARow(count), "µs")
    let before = Host.residentByteCount
    let used = Host.processorTime
    report.add("spawn to exit, in a row", try await inARow(count), "µs", atMost: 25)
    report.add(
      "processor time of one, all threads", Double(Host.processorTime - used) / Double(count) / 1e3,
      "µs")
    report.add(
      "growth over \(count) in a row", Double(Host.residentByteCount - before) / 1024, "KiB",
      atMost: 1024)
    let start = Host.now
    var processes: [GuestProcess] = []
    for _ in 0..<(count / 10) { processes.append(try executor.spawn(ProcessOptions(.cached(id)))) }
    for process in processes { _ = try await process.wait() }
    report.add(
      "spawn to exit, many at once", Double(Host.now - start) / Double(count / 10) / 1e3, "µs")
    await executor.shutdown()
  }
}
