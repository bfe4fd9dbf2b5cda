import Processes

/// A chain of linked processes that ends from one end to the other.
enum Links {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    let id = try await executor.prepare(Guests.sleeps)
    let count = isQuick ? 500 : 10_000
    let processes = try (0..<count).map { _ in try executor.spawn(ProcessOptions(.cached(id))) }
    while processes.contains(where: { $0.info?.state != .waiting }) {
      try await Task.sleep(for: .milliseconds(10))
    }
    for (process, next) in zip(processes, processes.dropFirst()) { process.link(to: next) }
    let (start, used) = (Host.now, Host.processorTime)
    processes[0].kill()
    _ = try await processes[count - 1].wait()
    report.add("chain of \(count) links", Double(Host.now - start) / 1e6, "ms", atMost: 100)
    report.add(
      "processor time meanwhile, all threads", Double(Host.processorTime - used) / 1e6, "ms")
    await executor.shutdown()
  }
}
