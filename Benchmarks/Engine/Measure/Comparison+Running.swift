extension Comparison {
  /// Measures what the options ask for.
  static func run(_ options: Options, corpus: Corpus) throws(BenchmarkError) -> Comparison {
    let programs = try select(corpus.programs, options.only)
    let (engines, missing) = try findEngines(options)
    let runner = try Runner(engines: engines, timeout: options.timeout, progress: Progress())
    defer { runner.removeScratch() }

    // Short runs are cheap and noisy: three times as many.
    let shortRuns = options.runs * 3
    var comparison = Comparison(
      engines: engines, versions: engines.map(runner.version), runs: options.runs,
      empty: try runner.measure(corpus.empty, runs: shortRuns))
    comparison.skipped = missing
    // Memory first, while this process, whose memory a child starts out with, is small.
    if options.only.isEmpty {
      for program in corpus.startUp where comparison.accept(program) {
        comparison.startUp.append(try runner.measure(program, runs: shortRuns))
      }
    }
    for program in programs where comparison.accept(program) {
      comparison.programs.append(try runner.measure(program, runs: options.runs))
    }
    return comparison
  }

  /// The engine under test, the peers that are there, and words about those that are not.
  static func findEngines(_ options: Options) throws(BenchmarkError) -> ([Engine], [String]) {
    var engines = [try Engine.ours(path: options.ours)]
    var missing: [String] = []
    for name in options.peers {
      if let engine = Engine.peer(named: name) {
        engines.append(engine)
      } else {
        missing.append("\(name): not on PATH")
      }
    }
    return (engines, missing)
  }

  private static func select(
    _ programs: [CorpusProgram], _ names: [String]
  ) throws(BenchmarkError) -> [CorpusProgram] {
    for name in names where !programs.contains(where: { $0.name == name }) {
      throw BenchmarkError("no row is called \(name); --list names them", code: .usage)
    }
    return names.isEmpty ? programs : programs.filter { names.contains($0.name) }
  }

  /// Whether a program is there to be run; notes it if not.
  private mutating func accept(_ program: CorpusProgram) -> Bool {
    if program.isBuilt { return true }
    let way = program.builtBy.map { "; it is made by \($0)" } ?? ""
    skipped.append("\(program.name): \(program.path) is not built\(way)")
    return false
  }
}
