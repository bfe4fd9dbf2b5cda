import Foundation

/// Runs every load, ours and C++, on one core, and prints a table.
struct Comparison {
  private struct Row: Codable {
    var load: String
    var ours: Double
    var cpp: Double?
    var wanted: Double?
    var ratio: Double? { cpp.map { ours / $0 } }
  }

  private var peer: String?
  private var json: String?
  private var runs = 3

  init(_ arguments: [String]) {
    var rest = arguments[...]
    while let option = rest.popFirst(), let value = rest.popFirst() {
      switch option {
      case "--peer": peer = value
      case "--json": json = value
      case "--runs": runs = Int(value) ?? runs
      default: break
      }
    }
  }

  func run() async throws {
    let ours = CommandLine.arguments[0]
    let theirs = peer.map { $0 + "/interop-peer" }
    var rows: [Row] = []
    for (load, wanted) in [(Load.one, 1.0), (.many, 1.5), (.blob, 0.8)] {
      // Turn by turn, since the machine's speed changes; the best of each counts.
      var (best, bestOfPeer): (Double, Double?) = (0, nil)
      for _ in 0..<runs {
        best = max(best, try measure(ours, load))
        if let theirs { bestOfPeer = max(bestOfPeer ?? 0, try measure(theirs, load)) }
      }
      rows.append(Row(load: load.rawValue, ours: best, cpp: bestOfPeer, wanted: wanted))
    }
    for kind in ["memory", "local"] {
      var best = 0.0
      for _ in 0..<runs { best = max(best, Double(try output(ours, [kind, "200000"])) ?? 0) }
      rows.append(Row(load: kind, ours: best, cpp: nil, wanted: kind == "memory" ? 500_000 : nil))
    }
    print("load    calls/s ours   calls/s C++   ratio   wanted")
    for row in rows {
      let name = row.load.padding(toLength: 8, withPad: " ", startingAt: 0)
      let cpp = row.cpp.map { String(format: "%13.0f", $0) } ?? "            -"
      let ratio = row.ratio.map { String(format: "%7.2f", $0) } ?? "      -"
      let wanted = row.wanted.map { String(format: "%8.1f", $0) } ?? "       -"
      print(name + String(format: "%12.0f", row.ours), cpp, ratio, wanted)
    }
    if let json { try JSONEncoder().encode(rows).write(to: URL(fileURLWithPath: json)) }
  }

  /// One server and one client on the same core, over loopback TCP.
  private func measure(_ program: String, _ load: Load) throws -> Double {
    let port = Int.random(in: 20_000..<40_000)
    let address = "127.0.0.1:\(port)"
    let server = process(program, ["server", address])
    server.standardOutput = FileHandle.nullDevice
    try server.run()
    defer {
      server.terminate()
      server.waitUntilExit()
    }
    // It says when it listens, but has long done so by then.
    usleep(700_000)
    let text = try self.output(
      program, ["bench", address, load.rawValue, String(load.callCount)])
    return Double(text) ?? 0
  }

  private func process(_ program: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["taskset", "-c", "0", program] + arguments
    return process
  }

  private func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = process(program, arguments)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
