import CapnProtoAsync
import Ganglion

/// Calls from one guest to another, through the host.
enum Calls {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    try await measureLean(&report, isQuick)
    try await measureKit(&report, isQuick)
  }

  /// Guests whose messages are made beforehand: what the executor and the host cost.
  private static func measureLean(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    let echo = try node.spawn(ProcessOptions(.bytes(try LeanGuests.echo)))
    var session = Session()
    session.capStore = echo.bootstrap(as: AnyClient.self).cast()
    let (few, many) = (1000, isQuick ? 10_000 : 101_000)
    for (name, inFlight, target) in [
      ("call from guest to guest, lean", 1, 20.0 as Double?),
      ("call from guest to guest, lean, 100 in flight", 100, nil),
    ] {
      var times: [Duration] = []
      for count in [few, few, many] {
        let options = ProcessOptions(.bytes(try LeanGuests.caller(count, inFlight: inFlight)))
        let start = ContinuousClock.now
        let status = try await node.spawn(options, session: session).process.wait()
        times.append(.now - start)
        guard status.exitCode == 0 else { throw LeanGuests.Failure(status: status) }
      }
      let time = (times[2] - times[1]) / (many - few)
      report.add(name, time / .microseconds(1), "µs", atMost: target)
    }
    echo.process.kill()
    await node.shutdown()
  }

  /// Guests of `Fixtures/guests`, written with the guest kit.
  private static func measureKit(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    var session = Session()
    session.capStore = node.capStoreClient()
    var server = ProcessOptions(.bytes(try bytecode("echo")), arguments: ["echo"])
    server.standardError = .inherited
    let echo = try node.spawn(server, session: session)
    while (try? await session.capStore.get(id: "echo").value) == nil {
      try await Task.sleep(for: .milliseconds(1))
    }
    let (few, many) = (100, isQuick ? 1000 : 50_000)
    // Few calls to warm up, and to know what the start costs.
    var startFuel: UInt64 = 0
    for (name, count, inFlight, target) in [
      ("", few, 1, nil as Double?),
      ("call from guest to guest, guest kit", many, 1, 20),
      ("call from guest to guest, guest kit, 100 in flight", many, 100, nil),
    ] {
      let output = CollectedOutput()
      var options = ProcessOptions(
        .bytes(try bytecode("caller")), arguments: ["echo", "\(count)", "\(inFlight)"])
      options.standardOutput = .collected(output)
      options.standardError = .inherited
      let status = try await node.spawn(options, session: session).process.wait()
      // The guest says: so many calls, so many bytes, so many ns each.
      let words = output.text.split(separator: " ")
      guard status.exitCode == 0, words.count > 2, let time = Double(words[words.count - 3]) else {
        continue
      }
      if name.isEmpty {
        startFuel = status.fuelUsed
        continue
      }
      report.add(name, time / 1000, "µs", atMost: target)
      let fuel = Double(status.fuelUsed) - Double(startFuel)
      report.add("fuel of the caller, \(inFlight) in flight", fuel / Double(count - few), "")
    }
    echo.process.kill()
    await node.shutdown()
  }

  private static func bytecode(_ name: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    return try FileContent.read(path: "\(root)/Fixtures/guests/\(name).wasm", limit: 64 << 20)
  }
}
