import Processes

/// What processes cost that wait.
enum Idling {
  static func measureProcessor(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    let (processes, connections) = try await servers(executor, isQuick ? 50 : 1000)
    let share = try await Host.idleShare(over: .seconds(isQuick ? 1 : 10))
    report.add("processor, \(processes.count) connected idle guests", share, "%", atMost: 0.05)
    withExtendedLifetime(connections) {}
    await executor.shutdown()
  }

  static func measureMemory(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    _ = try await servers(executor, 10)
    let before = (Host.residentByteCount, Host.mappingCount, Host.descriptorCount)
    let count = isQuick ? 200 : 20_000
    let start = Host.now
    let (_, connections) = try await servers(executor, count)
    report.add("start \(count) servers and connect", Double(Host.now - start) / 1e6, "ms")
    let after = (Host.residentByteCount, Host.mappingCount, Host.descriptorCount)
    report.add(
      "memory of an idle process, of \(count)", Double(after.0 - before.0) / Double(count) / 1024,
      "KiB", atMost: 40)
    report.add(
      "kernel mappings of an idle process", Double(after.1 - before.1) / Double(count), "",
      atMost: 2)
    report.add("descriptors of \(count) idle processes", Double(after.2 - before.2), "", atMost: 0)
    withExtendedLifetime(connections) {}
    let end = Host.now
    await executor.shutdown()
    report.add("end \(count) processes", Double(Host.now - end) / 1e6, "ms")
  }

  /// Servers that were talked to once and wait for more.
  private static func servers(
    _ executor: ProcessExecutor, _ count: Int
  ) async throws -> ([GuestProcess], [GuestConnection]) {
    let id = try await executor.prepare(Guests.echoes)
    let processes = try (0..<count).map { _ in try executor.spawn(ProcessOptions(.cached(id))) }
    let connections = try processes.map { try $0.connect() }
    for connection in connections { try await connection.send([1]) }
    for connection in connections { _ = try await connection.receive() }
    return (processes, connections)
  }
}
