import Reporting

extension BusyReport {
  /// The figures for people.
  package var table: String {
    let yields = options.yieldInterval == 0 ? "never" : "every \(options.yieldInterval) rounds"
    var text = "\(options.processCount) processes of \(options.size) rounds each, giving way "
    text += "\(yields); medians of \(options.iterationCount) iterations after one to warm up\n\n"
    text += runTable.text
    if !peers.isEmpty {
      text += "\nthe same loop on \(options.cores.upperBound) cores\n\n" + peerTable.text
    }
    if !skipped.isEmpty { text += "\n" + skipped.map { "skipped \($0)\n" }.joined() }
    return text
  }

  private var runTable: Table {
    var table = Table()
    table.add([
      "cores", "iteration", "a process", "speed-up", "of ideal", "CPU time", "CPU used", "waiting",
      "preempted",
    ])
    table.addRule()
    for run in runs {
      let speedUp = speedUp(run)
      table.add([
        "\(run.cores)", Self.time(run.seconds), Self.time(run.processSeconds),
        speedUp.map { decimal($0, places: 2) } ?? "-",
        speedUp.map { "\(decimal($0 / Double(run.cores) * 100, places: 0)) %" } ?? "-",
        Self.time(run.processorSeconds), "\(decimal(run.utilisation * 100, places: 1)) %",
        Self.time(run.waitingSeconds),
        run.preemptedSeconds.map(Self.time) ?? "-",
      ])
    }
    return table
  }

  private var peerTable: Table {
    var table = Table()
    table.add(["", "a round", "time", "times ours"])
    table.addRule()
    guard let ours = runs.last else { return table }
    add("Ganglion", ours.seconds, options.size, ours.seconds, &table)
    for peer in peers { add(peer.name, peer.seconds, peer.size, ours.seconds, &table) }
    return table
  }

  private func add(
    _ name: String, _ seconds: Double, _ size: UInt64, _ ours: Double, _ table: inout Table
  ) {
    let round = nanosecondsPerRound(seconds, size: size)
    let scaled = scaled(seconds, size)
    let note = size == options.size ? "" : " (from \(size) rounds)"
    table.add([
      name + note, round.map { "\(decimal($0, places: 2)) ns" } ?? "-", Self.time(scaled),
      ours > 0 ? decimal(scaled / ours, places: 2) : "-",
    ])
  }

  /// The time that as many rounds as ours would take.
  func scaled(_ seconds: Double, _ size: UInt64) -> Double {
    size == 0 || size == options.size ? seconds : seconds * Double(options.size) / Double(size)
  }

  private static func time(_ seconds: Double) -> String {
    seconds >= 1
      ? "\(decimal(seconds, places: 2)) s" : "\(decimal(seconds * 1000, places: 2)) ms"
  }
}
