import Reporting

/// Compares engines by running real programs; see `Options.help`.
@main
enum EngineBenchmark {
  static func main() {
    do {
      leave(try run(Array(CommandLine.arguments.dropFirst())))
    } catch {
      _ = systemWrite("EngineBenchmark: \(error)\n".utf8, to: 2)
      leave(error.code.rawValue)
    }
  }

  private static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    if arguments.first == "calls" { return try CallBenchmark.run(Array(arguments.dropFirst())) }
    if arguments.first == "simd" { return try VectorBenchmark.run(Array(arguments.dropFirst())) }
    if arguments.first == "gc" {
      return try CollectionBenchmark.run(Array(arguments.dropFirst()))
    }
    if arguments.first == "loading" {
      return try LoadingBenchmark.run(Array(arguments.dropFirst()))
    }
    let options = try Options(arguments)
    if options.help {
      show(Options.help)
      return 0
    }
    let corpus = try Corpus(folder: try Corpus.folder(named: options.programs))
    if options.list {
      list(corpus, options)
      return 0
    }
    let comparison = try Comparison.run(options, corpus: corpus)
    try publish(comparison, options)
    return comparison.problems.isEmpty ? 0 : 1
  }

  private static func publish(
    _ comparison: Comparison, _ options: Options
  ) throws(BenchmarkError) {
    switch options.json {
    case "-": show(comparison.json.text() + "\n")
    case let path?:
      try Files.write(Array((comparison.json.text() + "\n").utf8), to: path)
      show(comparison.report)
    case nil: show(comparison.report)
    }
    if let path = options.svg { try Files.write(Array(comparison.chart.utf8), to: path) }
    // Whoever reads only the JSON still hears of trouble.
    if options.json == "-" {
      for problem in comparison.problems { _ = systemWrite("\(problem)\n".utf8, to: 2) }
    }
  }

  private static func list(_ corpus: Corpus, _ options: Options) {
    let width = corpus.programs.map(\.name.count).max() ?? 0
    for program in corpus.programs {
      let state = program.isBuilt ? "" : " (not built)"
      show("\(padded(program.name, width))  \(program.standsFor)\(state)\n")
    }
    show("\n")
    for engine in [try? Engine.ours(path: options.ours)] + options.peers.map(Engine.peer) {
      if let engine { show("\(engine.name): \(engine.path)\n") }
    }
  }

  static func show(_ text: String) { _ = systemWrite(text.utf8, to: 1) }
}
