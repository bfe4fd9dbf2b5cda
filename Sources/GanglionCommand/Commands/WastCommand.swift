import Ganglion
import WebAssemblyText

/// `ganglion wast`.
enum WastCommand {
  static let subcommand = Subcommand(
    name: "wast", abstract: "Run test scripts.", synopsis: "[OPTIONS] FILE…",
    options: [
      OptionSpecification("metered", "Run modules with fuel counted."),
      OptionSpecification("canonical-nans", "Run modules with canonical NaNs."),
      OptionSpecification("collect-always", "Collect garbage at every allocation."),
      OptionSpecification(
        "proposals", "Allow what goes beyond the standard: wide arithmetic, custom page sizes."),
      OptionSpecification(
        "failures", value: "N", "Show the first N failures of a file in full; 10 by default."),
      OptionSpecification("skips", "Show what was skipped, and why."),
    ],
    discussion: """
      Scripts are those of the official test suite. A line for each file and one for all of them
      tells how many commands passed, failed and were skipped; the exit code is 1 if any failed.
      """
  ) { arguments in
    let limitText = arguments.value("failures") ?? "10"
    guard let limit = Int(limitText), limit >= 0 else {
      throw CommandError.usage("--failures \(limitText): expected a number")
    }
    let paths = try Subcommand.operands(arguments, of: "wast")
    var configuration = ModuleConfiguration(
      isMetered: arguments.has("metered"), canonicalizesNaNs: arguments.has("canonical-nans"))
    if arguments.has("proposals") { configuration.features.formUnion(.proposals) }
    var run = ScriptRun(
      configuration: configuration, collectsAlways: arguments.has("collect-always"),
      failureLimit: limit, showsSkips: arguments.has("skips"),
      nameWidth: paths.reduce(5) { max($0, ScriptRun.name($1).count) })
    for path in paths { try run.run(path) }
    return try run.finish()
  }
}

/// The scripts run so far.
private struct ScriptRun {
  let configuration: ModuleConfiguration
  let collectsAlways: Bool
  let failureLimit: Int
  let showsSkips: Bool
  let nameWidth: Int
  private var passed = 0
  private var failed = 0
  private var skipped = 0
  private var worst = ExitCode.success

  init(
    configuration: ModuleConfiguration, collectsAlways: Bool, failureLimit: Int, showsSkips: Bool,
    nameWidth: Int
  ) {
    self.configuration = configuration
    self.collectsAlways = collectsAlways
    self.failureLimit = failureLimit
    self.showsSkips = showsSkips
    self.nameWidth = nameWidth
  }

  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  mutating func run(_ path: String) throws {
    do throws(CommandError) {
      try runScript(path, try ModuleFile.content(path))
    } catch {
      if error.exitCode == .output { throw error }
      Diagnostics.report(error)
      if worst == .success { worst = error.exitCode }
    }
  }

  private mutating func runScript(_ path: String, _ content: [UInt8]) throws(CommandError) {
    let script: Script
    do throws(TextError) {
      script = try Script(content)
    } catch {
      throw CommandError(.invalid, "\(path):\(error)")
    }
    let report: ScriptReport
    do {
      var runner = ScriptRunner(
        try StoreScriptEngine(configuration: configuration, collectsAlways: collectsAlways))
      report = runner.run(script, detailLimit: failureLimit)
    } catch {
      throw CommandError(.failure, "\(path): \(error)")
    }
    passed += report.passed
    failed += report.failed
    skipped += report.skipped
    var text = line(ScriptRun.name(path), report.passed, report.failed, report.skipped)
    for failure in report.failures { text += "  \(failure)\n" }
    if showsSkips { for skip in report.skips { text += "  skipped: \(skip)\n" } }
    try Output.write(text)
  }

  /// Writes the total.
  func finish() throws(CommandError) -> ExitCode {
    try Output.write(line("total", passed, failed, skipped))
    if worst != .success { return worst }
    return failed == 0 ? .success : .failure
  }

  private func line(_ name: String, _ passed: Int, _ failed: Int, _ skipped: Int) -> String {
    let gap = String(repeating: " ", count: max(0, nameWidth - name.count))
    let style = TextStyle(for: .output)
    let failures = "\(padded(failed)) failed"
    return "\(name)\(gap)  \(padded(passed)) passed  "
      + (failed == 0 ? failures : style.red(failures)) + "  \(padded(skipped)) skipped\n"
  }

  private func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
  }
}
