/// Runs programs on engines by turns.
struct Runner {
  let engines: [Engine]
  let timeout: UInt32
  let progress: Progress
  private let scratch: String

  init(engines: [Engine], timeout: UInt32, progress: Progress) throws(BenchmarkError) {
    self.engines = engines
    self.timeout = timeout
    self.progress = progress
    scratch = try Files.makeScratchFolder()
  }

  func removeScratch() { Files.removeFolder(scratch) }

  /// Runs a program `runs` times on each engine, by turns, the order reversed every other time.
  func measure(_ program: CorpusProgram, runs: Int) throws(BenchmarkError) -> Measurement {
    var measurement = Measurement(
      program: program, series: engines.map { Series(engine: $0.name) })
    for run in 0..<runs {
      let order = Array(engines.indices)
      for index in run % 2 == 0 ? order : order.reversed()
      where measurement.series[index].failure == nil {
        progress.show("\(program.name): run \(run + 1) of \(runs) on \(engines[index].name)")
        try runOnce(program, on: engines[index], into: &measurement.series[index])
      }
    }
    progress.clear()
    let finished = measurement.series.filter { $0.failure == nil }
    measurement.outputsAgree = finished.dropFirst().allSatisfy {
      $0.output == finished[0].output && $0.termination == finished[0].termination
    }
    return measurement
  }

  private func runOnce(
    _ program: CorpusProgram, on engine: Engine, into series: inout Series
  ) throws(BenchmarkError) {
    let folder = "\(scratch)/granted"
    try Files.makeFolder(folder)
    defer { Files.removeFolder(folder) }
    for file in program.files {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      try Files.write(try Files.read(file), to: "\(folder)/\(name)")
    }
    let child = ChildProcess(
      executable: engine.path, arguments: engine.arguments(for: program), workingFolder: folder,
      outputPath: "\(scratch)/output", errorPath: "\(scratch)/error", timeout: timeout)
    let (termination, usage) = try child.run()
    let output = try OutputDigest(path: child.outputPath, noise: engine.noise)

    guard termination == .exited(0) else {
      let words = String(decoding: try Files.read(child.errorPath), as: UTF8.self)
      let first = words.split(separator: "\n").first.map { ": \($0)" } ?? ""
      series.failure = "\(termination)\(first)"
      return
    }
    if series.runs.isEmpty {
      series.output = output
      series.termination = termination
    } else if output != series.output {
      series.failure = "another output in run \(series.runs.count + 1) than in the first"
      return
    }
    series.runs.append(usage)
  }

  /// The first line a tool prints about its version, if it has one to say.
  func version(of engine: Engine) -> String? {
    let child = ChildProcess(
      executable: engine.path, arguments: ["--version"], workingFolder: scratch,
      outputPath: "\(scratch)/output", errorPath: "\(scratch)/error", timeout: timeout)
    guard let (termination, _) = try? child.run(), termination == .exited(0),
      let output = try? Files.read(child.outputPath)
    else { return nil }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }
}
