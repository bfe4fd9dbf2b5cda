import Foundation

/// Runs every load, ours and C++, turn by turn on one core, and prints a table of the medians.
struct Comparison {
  private var peer: String?
  private var json: String?
  private var runs = 5
  private let ours = CommandLine.arguments[0]

  /// Reads the options.
  ///
  /// - Returns: `nil` if there are others.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch option {
      case "--peer": peer = value
      case "--json": json = value
      case "--runs":
        guard let number = Int(value), number > 0 else { return nil }
        runs = number
      default: return nil
      }
    }
  }

  func run() throws {
    var rows: [Row] = []
    for (load, times) in [(Load.one, 1.0), (.many, 1.5), (.blob, 0.8)] {
      let (mine, theirs) = try inTurns(load.title) {
        try overTCP(ours, load)
      } peer: {
        try overTCP($0 + "/interop-peer", load)
      }
      rows.append(Row(load.title, "calls/s", mine, theirs, .timesPeer(times)))
    }
    for place in Place.allCases {
      for load in [Load.one, .many] {
        let title = "\(place.title), \(load == .one ? "one at a time" : "1,000 in flight")"
        let (mine, _) = try inTurns(title) {
          1e6
            / (try ChildProcess.numbers(ours, [place.rawValue, load.rawValue, "200000"]).first
              ?? .nan)
        }
        rows.append(Row(title, "us/call", mine, [], .atMost(2)))
      }
    }
    rows += try codec()
    rows += try allocations()
    clearProgress()
    print(Row.heading)
    for row in rows { print(row.line) }
    if let json {
      let data = try JSONSerialization.data(
        withJSONObject: rows.map(\.json), options: [.prettyPrinted, .sortedKeys])
      try data.write(to: URL(fileURLWithPath: json))
    }
  }

  /// Measures turn by turn, since the machine's speed changes.
  private func inTurns<Measure>(
    _ title: String, ours: () throws -> Measure, peer theirs: ((String) throws -> Measure)? = nil
  ) throws -> ([Measure], [Measure]) {
    var (mine, others): ([Measure], [Measure]) = ([], [])
    for run in 1...runs {
      showProgress("\(title), \(run) of \(runs)")
      mine.append(try ours())
      if let peer, let theirs { others.append(try theirs(peer)) }
    }
    return (mine, others)
  }

  /// One server and one client on the same core, over loopback TCP.
  private func overTCP(_ program: String, _ load: Load) throws -> Double {
    let address = "127.0.0.1:\(Int.random(in: 20_000..<32_000))"
    let server = try ChildProcess(program, ["server", address])
    defer { server.kill() }
    server.waitForOutput()
    return try ChildProcess.numbers(
      program, ["bench", address, load.rawValue, String(load.callCount)]
    ).first ?? .nan
  }

  /// Messages of 1,000 structs.
  private func codec() throws -> [Row] {
    let (mine, theirs) = try inTurns("codec") {
      try ChildProcess.numbers(ours, ["codec"])
    } peer: {
      try ChildProcess.numbers($0 + "/codec-peer", [])
    }
    return ["build", "read"].enumerated().map { index, name in
      Row(
        "1,000 structs, \(name)", "us", mine.compactMap { $0.dropFirst(index).first },
        theirs.compactMap { $0.dropFirst(index).first }, .atMostTimesPeer(1.5))
    }
  }

  /// What valgrind counts in two runs that differ in the number of calls.
  private func allocations() throws -> [Row] {
    let valgrind = "/usr/bin/valgrind"
    guard FileManager.default.isExecutableFile(atPath: valgrind) else { return [] }
    return try Place.allCases.map { place in
      let title = "\(place.title), allocations"
      showProgress(title)
      let counts = try [200, 1200].map { count in
        let log = FileManager.default.temporaryDirectory.appendingPathComponent(
          "allocations-\(getpid())")
        defer { try? FileManager.default.removeItem(at: log) }
        _ = try ChildProcess(
          valgrind, ["--log-file=\(log.path)", ours, place.rawValue, "one", String(count)]
        ).finish()
        let line = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
          .first { $0.contains("total heap usage") }
        let number = line?.split(separator: ":").last?.split(separator: "allocs").first
        return Double(number?.filter(\.isNumber) ?? "") ?? .nan
      }
      // A tenth as many calls go before those that are asked for.
      return Row(title, "a call", [(counts[1] - counts[0]) / 1100])
    }
  }

  // Only for those who watch.

  private func showProgress(_ text: String) {
    guard isatty(2) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  private func clearProgress() { showProgress("") }
}
