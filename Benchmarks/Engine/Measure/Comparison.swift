/// All that was measured.
struct Comparison {
  let engines: [Engine]
  let versions: [String?]
  let runs: Int
  /// The empty program: what a tool costs before any program runs.
  let empty: Measurement
  /// The corpus.
  var programs: [Measurement] = []
  /// The rows that measure starting.
  var startUp: [Measurement] = []
  /// Rows not run, with the reason.
  var skipped: [String] = []

  /// The engine under test is the first; the first peer is what it is measured against.
  var reference: Int { engines.count > 1 ? 1 : 0 }

  /// Seconds of processor time, less what the same tool needs for an empty program.
  func netProcessor(_ measurement: Measurement, _ engine: Int) -> Double? {
    guard let gross = measurement.series[engine].processor else { return nil }
    // A program cannot take no time at all: what the clock does not see counts as its last digit.
    return max(gross - (empty.series[engine].processor ?? 0), 0.000_001)
  }

  /// Time of an engine as a part of the reference's; above 1 is slower. Where outputs differ, times
  /// mean nothing.
  func ratio(_ measurement: Measurement, _ engine: Int) -> Double? {
    guard measurement.outputsAgree, let time = netProcessor(measurement, engine),
      let other = netProcessor(measurement, reference)
    else { return nil }
    return time / other
  }

  /// The geometric mean of an engine's ratios.
  func meanRatio(_ engine: Int) -> Double? {
    geometricMean(programs.compactMap { ratio($0, engine) })
  }

  /// What went wrong, one line each.
  var problems: [String] {
    var lines: [String] = []
    for measurement in [empty] + programs + startUp {
      for series in measurement.series {
        guard let failure = series.failure else { continue }
        lines.append("\(measurement.program.name) failed on \(series.engine): \(failure)")
      }
      if !measurement.outputsAgree {
        lines.append("\(measurement.program.name): the engines' outputs differ")
      }
    }
    return lines
  }
}
