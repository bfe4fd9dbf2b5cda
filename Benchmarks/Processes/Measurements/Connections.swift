import CapnProtoAsync
import Ganglion

/// What processes cost that wait with a connection for capabilities to their host.
enum Connections {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    try await measureProcessor(&report, isQuick)
    try await measureMemory(&report, isQuick)
    try await measureCalls(&report, isQuick)
  }

  private static func measureProcessor(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    let guests = try await start(node, isQuick ? 50 : 1000)
    let share = try await Host.idleShare(over: .seconds(isQuick ? 1 : 10))
    report.add(
      "processor, \(guests.count) idle guests with capabilities", share, "%", atMost: 0.05)
    await node.shutdown()
  }

  private static func measureMemory(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    _ = try await start(node, 10)
    let before = (Host.residentByteCount, Host.mappingCount, Host.descriptorCount)
    let start = Host.now
    let guests = try await self.start(node, isQuick ? 200 : 20_000)
    let count = Double(guests.count)
    report.add(
      "start \(guests.count) guests with capabilities", Double(Host.now - start) / 1e6, "ms")
    let after = (Host.residentByteCount, Host.mappingCount, Host.descriptorCount)
    let bytes = Double(after.0 - before.0) / count
    report.add("memory of an idle guest with capabilities", bytes / 1024, "KiB")
    // One page of its memory and one of its stack.
    report.add("the same beyond the pages it touched", bytes / 1024 - 8, "KiB", atMost: 40)
    report.add(
      "kernel mappings of an idle guest with capabilities", Double(after.1 - before.1) / count, "",
      atMost: 2)
    report.add(
      "descriptors of \(guests.count) guests with capabilities", Double(after.2 - before.2), "",
      atMost: 0)
    await node.shutdown()
  }

  /// Calls to a process's own capability, with and without spinners around.
  private static func measureCalls(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    let id = try await node.executor.prepare(Guests.spins)
    for spinners in [0, isQuick ? 50 : 1000] {
      var process: GuestProcess?
      for _ in 0..<max(1, spinners) {
        process = try node.spawn(ProcessOptions(.cached(id))).process
      }
      guard let process else { return }
      if spinners == 0 { process.pause() }
      let client = node.client(of: process)
      var times: [UInt64] = []
      for _ in 0..<(isQuick ? 20 : 1000) {
        try await Task.sleep(for: .milliseconds(2))
        let start = Host.now
        _ = try await client.id().value
        times.append(Host.now - start)
      }
      report.add(
        "under \(spinners) spinners: a call of a capability", nanoseconds: times, p99AtMost: 5)
    }
    await node.shutdown()
  }

  /// Guests that have been answered and wait for more.
  private static func start(_ node: Node, _ count: Int) async throws -> [Guest] {
    let id = try await node.executor.prepare(Guests.connects)
    let guests = try (0..<count).map { _ in try node.spawn(ProcessOptions(.cached(id))) }
    while guests.contains(where: { $0.process.info?.state != .waiting }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    return guests
  }
}
