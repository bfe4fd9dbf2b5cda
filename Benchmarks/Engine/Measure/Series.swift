/// All runs of one program on one engine.
struct Series {
  let engine: String
  var runs: [Usage] = []
  /// What the program wrote and how it ended, in the first run.
  var output: OutputDigest?
  var termination: Termination?
  /// Why there are no (more) runs.
  var failure: String?

  /// The middle processor time in seconds.
  var processor: Double? { failure == nil ? median(runs.map(\.processor)) : nil }
  /// The middle time from start to end in seconds.
  var wall: Double? { failure == nil ? median(runs.map(\.wall)) : nil }
  /// The middle peak memory in bytes.
  var peakMemory: Double? { failure == nil ? median(runs.map { Double($0.peakMemory) }) : nil }
}

/// One row of the result: a program on every engine, in the engines' order.
struct Measurement {
  let program: CorpusProgram
  var series: [Series]
  /// Whether all engines that finished wrote the same.
  var outputsAgree = true
}
