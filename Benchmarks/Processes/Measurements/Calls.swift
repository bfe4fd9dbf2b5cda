import CapnProtoAsync
import Ganglion

/// Calls from one guest to another, through the host: both are programs of `Fixtures/guests`.
enum Calls {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    let node = try Node()
    var session = Session()
    session.capStore = node.capStoreClient()
    var server = ProcessOptions(.bytes(try bytecode("echo")), arguments: ["echo"])
    server.standardError = .inherited
    let echo = try node.spawn(server, session: session)
    while (try? await session.capStore.get(id: "echo").value) == nil {
      try await Task.sleep(for: .milliseconds(1))
    }
    let (fewCalls, count) = (100, isQuick ? 1000 : 50_000)
    // Few calls to warm up, and to know what the start costs.
    var startFuel: UInt64 = 0
    for (name, count) in [("", fewCalls), ("call from guest to guest", count)] {
      let output = CollectedOutput()
      var options = ProcessOptions(
        .bytes(try bytecode("caller")), arguments: ["echo", "\(count)"])
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
      report.add(name, time / 1000, "µs", atMost: 20)
      let fuel = Double(status.fuelUsed) - Double(startFuel)
      report.add("fuel of the caller for one call", fuel / Double(count - fewCalls), "")
    }
    echo.process.kill()
    await node.shutdown()
  }

  private static func bytecode(_ name: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    return try FileContent.read(path: "\(root)/Fixtures/guests/\(name).wasm", limit: 64 << 20)
  }
}
