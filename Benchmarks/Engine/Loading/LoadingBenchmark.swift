import Reporting
import WebAssembly

/// How fast modules are decoded, validated and translated, in bytes per second.
///
/// The first table is of this engine alone, by steps. The second is of whole programs on all engines:
/// a module of which nearly nothing runs, made of one program's functions many times over, less an
/// empty program. Engines that put off translation, as ours does, have only decoding and validation
/// in it.
struct LoadingBenchmark {
  static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    let options = try Options(arguments)
    let corpus = try Corpus(folder: try Corpus.folder(named: options.programs))
    let folder = try Files.makeScratchFolder()
    defer { Files.removeFolder(folder) }
    let small = try Files.read(try Corpus.findFolder() + "/small/hello.wasm")
    guard let large = RepeatedModule.make(from: small, copies: 2_000) else {
      throw BenchmarkError("hello.wasm has no code section")
    }
    let path = "\(folder)/large.wasm"
    try Files.write(large, to: path)

    var modules: [(name: String, bytes: [UInt8])] = [("hello, 2,000 times over", large)]
    for program in corpus.programs + corpus.startUp where program.isBuilt {
      let bytes = try Files.read(program.path)
      if bytes.count > 50_000, !modules.contains(where: { $0.bytes == bytes }) {
        modules.append((program.name, bytes))
      }
    }
    EngineBenchmark.show(try steps(modules, runs: options.runs))
    let program = CorpusProgram(
      name: "large", standsFor: "a module of which nearly nothing runs", path: path, arguments: [],
      files: [], builtBy: nil)
    return try peers(program, large.count, corpus, options)
  }

  /// Decoding with validation, and translation of everything.
  private static func steps(
    _ modules: [(name: String, bytes: [UInt8])], runs: Int
  ) throws(BenchmarkError) -> String {
    var table = Table()
    table.add(["module", "KB", "decode, validate MB/s", "translate MB/s", "code bytes per byte"])
    table.addRule()
    for (name, bytes) in modules {
      var loading: [Double] = []
      var translation: [Double] = []
      var ratio = 0.0
      do {
        for _ in 0..<runs {
          let clock = ContinuousClock()
          let start = clock.now
          let module = try Module(bytes: bytes)
          let loaded = clock.now
          try module.translateAll()
          loading.append(seconds(start.duration(to: loaded)))
          translation.append(seconds(loaded.duration(to: clock.now)))
          ratio = Double(module.translatedCodeSize) / Double(bytes.count)
        }
      } catch {
        throw BenchmarkError("\(name): \(error)")
      }
      let size = Double(bytes.count)
      table.add([
        name, "\(bytes.count / 1000)", decimal(size / median(loading) / 1e6, places: 1),
        decimal(size / median(translation) / 1e6, places: 1), decimal(ratio, places: 2),
      ])
    }
    return table.text + "\n"
  }

  private static func peers(
    _ program: CorpusProgram, _ byteCount: Int, _ corpus: Corpus, _ options: Options
  ) throws(BenchmarkError) -> Int32 {
    let (engines, missing) = try Comparison.findEngines(options)
    let runner = try Runner(engines: engines, timeout: options.timeout, progress: Progress())
    defer { runner.removeScratch() }
    let empty = try runner.measure(corpus.empty, runs: options.runs)
    let measurement = try runner.measure(program, runs: options.runs)
    var table = Table()
    table.add(["engine", "seconds of processor time", "MB/s"])
    table.addRule()
    for (index, series) in measurement.series.enumerated() {
      guard let gross = series.processor, let idle = empty.series[index].processor else {
        table.add([series.engine, series.failure ?? "-", "-"])
        continue
      }
      let net = max(gross - idle, 1e-6)
      table.add([
        series.engine, decimal(net, places: 3),
        decimal(Double(byteCount) / net / 1e6, places: 1),
      ])
    }
    let remarks = missing.map { "skipped \($0)\n" }.joined()
    EngineBenchmark.show(table.text + (remarks.isEmpty ? "" : "\n" + remarks))
    return measurement.series.first?.failure == nil ? 0 : 1
  }

  private static func median(_ values: [Double]) -> Double {
    max(values.sorted()[values.count / 2], 1e-9)
  }

  private static func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}
