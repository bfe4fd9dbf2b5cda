/// What the busy benchmark found.
package struct BusyReport: Sendable {
  /// One iteration: all processes from the start of the first to the end of the last.
  package struct Iteration: Sendable {
    /// Seconds it took.
    package var seconds: Double
    /// Seconds from the start of each process to its end, as its parent sees them.
    package var processSeconds: [Double]
    /// Seconds of processor time it took, the parent's included.
    package var processorSeconds: Double
    /// Seconds that threads were ready and the system ran others; `nil` where it does not say.
    package var preemptedSeconds: Double?
  }

  /// All iterations on a number of cores.
  package struct Run: Sendable {
    package var cores: Int
    package var iterations: [Iteration]

    /// The middle time of an iteration.
    package var seconds: Double { median(iterations.map(\.seconds)) }
    /// The middle time of a process.
    package var processSeconds: Double { median(iterations.flatMap(\.processSeconds)) }
    /// The middle processor time of an iteration: the same on any number of cores, if more of them
    /// cost nothing.
    package var processorSeconds: Double { median(iterations.map(\.processorSeconds)) }
    /// Which part of the cores' time was used.
    package var utilisation: Double {
      let wall = iterations.reduce(0) { $0 + $1.seconds } * Double(cores)
      return wall > 0 ? iterations.reduce(0) { $0 + $1.processorSeconds } / wall : 0
    }
    /// Seconds of the cores' time in an iteration that were not used.
    package var waitingSeconds: Double {
      let wall = iterations.reduce(0) { $0 + $1.seconds } * Double(cores)
      let used = iterations.reduce(0) { $0 + $1.processorSeconds }
      return max(0, wall - used) / Double(iterations.count)
    }
    /// Of an iteration, on average.
    package var preemptedSeconds: Double? {
      let known = iterations.compactMap(\.preemptedSeconds)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }

  /// The same loop elsewhere, on as many cores as the last run.
  package struct Peer: Sendable {
    package var name: String
    /// How often each process went round its loop: less than ours, where that would take too long.
    package var size: UInt64
    package var seconds: Double
  }

  package var options: BusyOptions
  package var runs: [Run] = []
  package var peers: [Peer] = []
  /// Peers that could not be run, and why.
  package var skipped: [String] = []

  /// How many times faster than on one core; `nil` without a run on one core.
  package func speedUp(_ run: Run) -> Double? {
    guard let single = runs.first(where: { $0.cores == 1 }), run.seconds > 0 else { return nil }
    return single.seconds / run.seconds
  }

  /// Nanoseconds of time for each round of all processes together.
  func nanosecondsPerRound(_ seconds: Double, size: UInt64) -> Double? {
    let rounds = Double(size) * Double(options.processCount)
    return rounds > 0 ? seconds * 1e9 / rounds : nil
  }
}

/// The middle of some numbers; 0 of none.
private func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  guard !sorted.isEmpty else { return 0 }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
