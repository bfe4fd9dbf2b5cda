import Reporting

extension BusyReport {
  /// The figures for programs; times are in seconds.
  package var json: String {
    JSON.object([
      ("procs", .number(Double(options.processCount))),
      ("iters", .number(Double(options.iterationCount))),
      ("size", .number(Double(options.size))),
      ("yield", .number(Double(options.yieldInterval))),
      ("runs", .array(runs.map(json))),
      ("peers", .array(peers.map(json))),
      ("skipped", .array(skipped.map(JSON.string))),
    ]).text() + "\n"
  }

  private func json(_ run: Run) -> JSON {
    .object([
      ("cores", .number(Double(run.cores))),
      ("seconds", .number(run.seconds)),
      ("processSeconds", .number(run.processSeconds)),
      ("speedUp", Self.number(speedUp(run))),
      ("processorSeconds", .number(run.processorSeconds)),
      ("utilisation", .number(run.utilisation)),
      ("waitingSeconds", .number(run.waitingSeconds)),
      ("preemptedSeconds", Self.number(run.preemptedSeconds)),
      ("iterations", .array(run.iterations.map(json))),
    ])
  }

  private func json(_ iteration: Iteration) -> JSON {
    .object([
      ("seconds", .number(iteration.seconds)),
      ("processorSeconds", .number(iteration.processorSeconds)),
      ("preemptedSeconds", Self.number(iteration.preemptedSeconds)),
      ("processSeconds", .array(iteration.processSeconds.map(JSON.number))),
    ])
  }

  private func json(_ peer: Peer) -> JSON {
    .object([
      ("name", .string(peer.name)),
      ("size", .number(Double(peer.size))),
      ("seconds", .number(peer.seconds)),
      ("nanosecondsPerRound", Self.number(nanosecondsPerRound(peer.seconds, size: peer.size))),
      (
        "timesOurs",
        Self.number(
          runs.last.flatMap { $0.seconds > 0 ? scaled(peer.seconds, peer.size) / $0.seconds : nil })
      ),
    ])
  }

  private static func number(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
}
