import Platform

/// Measures what processes cost; see `help`.
@main
enum ProcessBenchmark {
  private static let help = """
    Measures the executor and its processes, beside Erlang where `erl` is on PATH.

    usage: ProcessBenchmark [--only NAME,…] [--quick] [--json FILE] [--list]

      --only NAME,…  only these measurements
      --quick        small numbers: a smoke test, not a measurement
      --json FILE    write the figures as JSON; `-` writes them to standard output
      --list         list the measurements

    A figure with a target is marked when it misses it. The exit code is 0 either way.

    """

  static func main() async throws {
    var only: [String] = []
    var json: String?
    var isQuick = false
    var rest = CommandLine.arguments.dropFirst()
    while let option = rest.popFirst() {
      switch option {
      case "--only": only = (rest.popFirst() ?? "").split(separator: ",").map(String.init)
      case "--json": json = rest.popFirst()
      case "--quick": isQuick = true
      case "--list":
        for measurement in measurements { print(measurement.name) }
        return
      default:
        print(help, terminator: "")
        return
      }
    }
    var report = Report()
    for measurement in measurements where only.isEmpty || only.contains(measurement.name) {
      let start = report.rows.count
      try await measurement.run(&report, isQuick)
      if json != "-" { for row in report.rows[start...] { print(row.line) } }
    }
    if only.isEmpty || only.contains("erlang") {
      let start = report.rows.count
      Erlang.measure(&report, isQuick)
      if json != "-" { for row in report.rows[start...] { print(row.line) } }
    }
    switch json {
    case "-"?: print(report.json)
    case let path?: try report.write(to: path)
    case nil: break
    }
  }

  private struct Measurement: Sendable {
    let name: String
    let run: @Sendable (inout Report, Bool) async throws -> Void
  }

  private static let measurements: [Measurement] = [
    Measurement(name: "hash") { Content.measureHash(&$0, $1) },
    Measurement(name: "tree") { Tree.measure(&$0, $1) },
    Measurement(name: "spawn") { try await Spawning.measure(&$0, $1) },
    Measurement(name: "kill") { try await Responsiveness.measureKill(&$0, $1) },
    Measurement(name: "delay") { try await Responsiveness.measureDelays(&$0, $1) },
    Measurement(name: "links") { try await Links.measure(&$0, $1) },
    Measurement(name: "idle") { try await Idling.measureProcessor(&$0, $1) },
    Measurement(name: "memory") { try await Idling.measureMemory(&$0, $1) },
    Measurement(name: "calls") { try await Calls.measure(&$0, $1) },
    Measurement(name: "capabilities") { try await Connections.measure(&$0, $1) },
    Measurement(name: "busy") { try await Busy.measure(&$0, $1) },
    Measurement(name: "load") { try await Content.measureLoading(&$0, $1) },
  ]
}
