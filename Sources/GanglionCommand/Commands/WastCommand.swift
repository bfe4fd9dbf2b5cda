import Ganglion
import WebAssemblyText

/// `ganglion wast`.
enum WastCommand {
  static let subcommand = Subcommand(
    name: "wast", abstract: "Run test scripts.", synopsis: "[OPTIONS] FILE…",
    options: [
      OptionSpecification("metered", "Run modules with fuel counted."),
      OptionSpecification("canonical-nans", "Run modules with canonical NaNs."),
      OptionSpecification(
        "all-configurations", "Run all scripts metered and not, with canonical NaNs and without."),
      OptionSpecification("collect-always", "Collect garbage at every allocation."),
      OptionSpecification(
        "proposals",
        "Allow what goes beyond the standard, as scripts in such a folder always may."),
      OptionSpecification(
        "ledger", value: "FILE", isRepeatable: true,
        "Scripts expected to fail, a path and a reason a line; to pass is a failure."),
      OptionSpecification(
        "failures", value: "N", "Show the first N failures of a file in full; 10 by default."),
      OptionSpecification("skips", "Show what was skipped, and why."),
    ],
    discussion: """
      Scripts are those of the official test suite. A line for each file and one for all of them
      tells how many commands passed, failed and were skipped; the exit code is 1 if any failed.
      What stands above says how modules were run, and how handlers were seen to reach each other.
      """
  ) { arguments in
    let limitText = arguments.value("failures") ?? "10"
    guard let limit = Int(limitText), limit >= 0 else {
      throw CommandError.usage("--failures \(limitText): expected a number")
    }
    let paths = try Subcommand.operands(arguments, of: "wast")
    var ledger = ScriptLedger()
    for path in arguments.all("ledger") {
      ledger.add(String(decoding: try ModuleFile.content(path), as: UTF8.self))
    }
    var configurations = [
      ScriptConfiguration(
        isMetered: arguments.has("metered"), canonicalizesNaNs: arguments.has("canonical-nans"))
    ]
    if arguments.has("all-configurations") { configurations = ScriptConfiguration.allCases }
    var run = ScriptRun(
      ledger: ledger, allowsProposals: arguments.has("proposals"),
      collectsAlways: arguments.has("collect-always"), failureLimit: limit,
      showsSkips: arguments.has("skips"),
      nameWidth: paths.reduce(5) { max($0, ScriptRun.name($1).count) })
    run.read(paths)
    for configuration in configurations { try run.run(configuration) }
    if configurations.count > 1 { try run.finish(configurations.count) }
    return run.exitCode
  }
}

/// The scripts run so far.
private struct ScriptRun {
  let ledger: ScriptLedger
  let allowsProposals: Bool
  let collectsAlways: Bool
  let failureLimit: Int
  let showsSkips: Bool
  let nameWidth: Int
  private var scripts: [(path: String, script: Script)] = []
  private var sum = ScriptReport()
  private var hasFailed = false
  private var worst = ExitCode.success

  init(
    ledger: ScriptLedger, allowsProposals: Bool, collectsAlways: Bool, failureLimit: Int,
    showsSkips: Bool, nameWidth: Int
  ) {
    self.ledger = ledger
    self.allowsProposals = allowsProposals
    self.collectsAlways = collectsAlways
    self.failureLimit = failureLimit
    self.showsSkips = showsSkips
    self.nameWidth = nameWidth
  }

  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  var exitCode: ExitCode {
    worst != .success ? worst : hasFailed ? .failure : .success
  }

  /// Reads scripts; one that can't be read is reported and left out.
  mutating func read(_ paths: [String]) {
    for path in paths {
      do throws(CommandError) {
        let content = try ModuleFile.content(path)
        do throws(TextError) {
          scripts.append((path, try Script(content)))
        } catch {
          // What waits need not be readable.
          if ledger.entry(for: path) != nil { continue }
          throw CommandError(.invalid, "\(path):\(error)")
        }
      } catch {
        Diagnostics.report(error)
        if worst == .success { worst = error.exitCode }
      }
    }
  }

  /// Runs all scripts in one configuration.
  mutating func run(_ configuration: ScriptConfiguration) throws(CommandError) {
    try Output.write("\(ScriptConfiguration.title(configuration, Dispatch.observe()))\n")
    var total = ScriptReport()
    var waiting = 0
    for (path, script) in scripts {
      let report = try run(script, path, configuration)
      let isExpected = ledger.entry(for: path) != nil
      let hasPassed = report.failed == 0 && report.skipped == 0
      if isExpected && !hasPassed {
        waiting += 1
        try Output.write(line(ScriptRun.name(path), report) + "  waits\n")
        continue
      }
      total.add(report)
      if report.failed > 0 || isExpected { hasFailed = true }
      var text = line(ScriptRun.name(path), report) + (isExpected ? "  unexpected\n" : "\n")
      for failure in report.failures { text += "  \(failure)\n" }
      if showsSkips { for skip in report.skips { text += "  skipped: \(skip)\n" } }
      try Output.write(text)
    }
    let note = waiting > 0 ? "  \(waiting) of \(scripts.count) files wait" : ""
    try Output.write(line("total", total) + note + "\n")
    sum.add(total)
  }

  /// Writes the total of several configurations.
  func finish(_ configurations: Int) throws(CommandError) {
    try Output.write(line("all", sum) + "  in \(configurations) configurations\n")
  }

  private func run(
    _ script: Script, _ path: String, _ configuration: ScriptConfiguration
  ) throws(CommandError) -> ScriptReport {
    do {
      var module = configuration.module(forScript: path)
      if allowsProposals { module.features.formUnion(.proposals) }
      var runner = ScriptRunner(
        try StoreScriptEngine(configuration: module, collectsAlways: collectsAlways))
      return runner.run(script, detailLimit: failureLimit)
    } catch {
      throw CommandError(.failure, "\(path): \(error)")
    }
  }

  private func line(_ name: String, _ report: ScriptReport) -> String {
    let gap = String(repeating: " ", count: max(0, nameWidth - name.count))
    let style = TextStyle(for: .output)
    let failures = "\(padded(report.failed)) failed"
    return "\(name)\(gap)  \(padded(report.passed)) passed  "
      + (report.failed == 0 ? failures : style.red(failures))
      + "  \(padded(report.skipped)) skipped"
  }

  private func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
  }
}
