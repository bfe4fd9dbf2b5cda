import Processes

/// What 1,000 spinning processes do to everything else.
enum Responsiveness {
  static func measureKill(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    var processes = try await spinners(executor, isQuick ? 50 : 1000)
    let id = try await executor.prepare(Guests.spins)
    var times: [UInt64] = []
    for index in 0..<(isQuick ? 20 : 500) {
      let place = index * 7 % processes.count
      let start = Host.now
      processes[place].kill()
      _ = try await processes[place].wait()
      times.append(Host.now - start)
      processes[place] = try executor.spawn(ProcessOptions(.cached(id)))
      try await Task.sleep(for: .milliseconds(1))
    }
    report.add("kill of a spinner among \(processes.count)", nanoseconds: times, p99AtMost: 5)
    await executor.shutdown()
  }

  static func measureDelays(_ report: inout Report, _ isQuick: Bool) async throws {
    let executor = try ProcessExecutor()
    let trivial = try await executor.prepare(Guests.trivial)
    let echo = try executor.spawn(
      ProcessOptions(.cached(try await executor.prepare(Guests.echoes))))
    let connection = try echo.connect()
    let processes = try await spinners(executor, isQuick ? 50 : 1000)
    let rounds = isQuick ? 20 : 1000
    var (tasks, controls, wakes, starts): ([UInt64], [UInt64], [UInt64], [UInt64]) = (
      [], [], [], []
    )
    for _ in 0..<rounds {
      try await Task.sleep(for: .milliseconds(2))
      var start = Host.now
      await Task {}.value
      tasks.append(Host.now - start)
      start = Host.now
      await Task { _ = processes[0].info }.value
      controls.append(Host.now - start)
      start = Host.now
      try await connection.send([1])
      _ = try await connection.receive()
      wakes.append(Host.now - start)
    }
    for _ in 0..<rounds / 4 {
      let start = Host.now
      _ = try await executor.spawn(ProcessOptions(.cached(trivial))).wait()
      starts.append(Host.now - start)
    }
    let name = "under \(processes.count) spinners: "
    report.add(name + "a host task", nanoseconds: tasks, p99AtMost: 5)
    report.add(name + "a control call", nanoseconds: controls, p99AtMost: 5)
    report.add(name + "a woken guest, there and back", nanoseconds: wakes, p99AtMost: 5)
    report.add(name + "spawn to exit", nanoseconds: starts)
    await executor.shutdown()
  }

  private static func spinners(
    _ executor: ProcessExecutor, _ count: Int
  ) async throws -> [GuestProcess] {
    let id = try await executor.prepare(Guests.spins)
    let processes = try (0..<count).map { _ in try executor.spawn(ProcessOptions(.cached(id))) }
    while processes.contains(where: { $0.info?.fuelUsed == 0 }) {
      try await Task.sleep(for: .milliseconds(10))
    }
    return processes
  }
}
