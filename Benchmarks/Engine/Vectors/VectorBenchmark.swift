import Reporting

/// Compares programs with and without vectors, built from the same sources, on each engine.
enum VectorBenchmark {
  /// Runs the rows that the options name.
  ///
  /// - Returns: the exit code: 1 when the engine under test failed or results differ.
  static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    let options = try Options(arguments)
    if options.help {
      EngineBenchmark.show(Options.help)
      return 0
    }
    let corpus = try Corpus(folder: try Corpus.folder(named: options.programs))
    let (engines, missing) = try Comparison.findEngines(options)
    let runner = try Runner(engines: engines, timeout: options.timeout, progress: Progress())
    defer { runner.removeScratch() }

    let empty = try runner.measure(corpus.empty, runs: options.runs * 3)
    var pairs: [VectorPair] = []
    for program in corpus.vectors
    where options.only.isEmpty || options.only.contains(program.with.name) {
      var pair = VectorPair(program: program, empty: empty)
      for _ in 0..<options.runs {
        pair.add(
          with: try runner.measure(program.with, runs: 1),
          without: try runner.measure(program.without, runs: 1))
      }
      pairs.append(pair)
    }
    let problems = pairs.flatMap(\.problems)
    var text = "processor time in seconds, median of \(options.runs), less an empty program's\n\n"
    text += table(pairs, engines).text
    let remarks = missing.map { "skipped \($0)" } + problems
    if !remarks.isEmpty { text += "\n" + remarks.map { $0 + "\n" }.joined() }
    EngineBenchmark.show(text)
    return problems.isEmpty ? 0 : 1
  }

  private static func table(_ pairs: [VectorPair], _ engines: [Engine]) -> Table {
    var table = Table()
    table.add(
      ["program"] + engines.flatMap { ["\($0.name) scalar", "vectors", "times faster"] })
    table.addRule()
    // Rows that stand apart are not in the mean.
    for apart in [false, true] {
      for pair in pairs where pair.program.isApart == apart {
        table.add(
          [pair.program.with.name]
            + engines.indices.flatMap { engine in
              [
                number(pair.time(pair.without, engine), places: 3),
                number(pair.time(pair.with, engine), places: 3),
                number(pair.speedUp(engine), places: 2),
              ]
            })
      }
      guard !apart else { break }
      table.addRule()
      table.add(
        ["geometric mean"]
          + engines.indices.flatMap { engine in
            let ratios = pairs.filter { !$0.program.isApart }.compactMap { $0.speedUp(engine) }
            return ["", "", number(geometricMean(ratios), places: 2)]
          })
      table.addRule()
    }
    return table
  }

  private static func number(_ value: Double?, places: Int) -> String {
    value.map { decimal($0, places: places) } ?? "-"
  }
}

/// One program, built twice, on every engine.
struct VectorPair {
  let program: VectorProgram
  let empty: Measurement
  private(set) var with: Measurement?
  private(set) var without: Measurement?

  init(program: VectorProgram, empty: Measurement) {
    self.program = program
    self.empty = empty
  }

  /// Adds a run of each.
  mutating func add(with: Measurement, without: Measurement) {
    self.with = Self.joined(self.with, with)
    self.without = Self.joined(self.without, without)
  }

  private static func joined(_ all: Measurement?, _ more: Measurement) -> Measurement {
    guard var all else { return more }
    for index in all.series.indices {
      all.series[index].runs += more.series[index].runs
      all.series[index].failure = all.series[index].failure ?? more.series[index].failure
    }
    all.outputsAgree = all.outputsAgree && more.outputsAgree
    return all
  }

  /// Seconds of processor time, less what the same tool needs for an empty program.
  func time(_ measurement: Measurement?, _ engine: Int) -> Double? {
    guard let gross = measurement?.series[engine].processor else { return nil }
    return max(gross - (empty.series[engine].processor ?? 0), 0.000_001)
  }

  func speedUp(_ engine: Int) -> Double? {
    guard let slow = time(without, engine), let fast = time(with, engine) else { return nil }
    return slow / fast
  }

  /// What went wrong; that a peer has no vectors is not wrong.
  var problems: [String] {
    var lines: [String] = []
    for measurement in [without, with] {
      guard let measurement, let ours = measurement.series.first else { continue }
      let file = measurement.program.path.split(separator: "/").last ?? ""
      if let failure = ours.failure { lines.append("\(file) failed on \(ours.engine): \(failure)") }
      if !measurement.outputsAgree { lines.append("\(file): the engines' outputs differ") }
    }
    if let one = without?.series.first?.output, let other = with?.series.first?.output, one != other
    {
      lines.append("\(program.with.name): the outputs with and without vectors differ")
    }
    return lines
  }
}
