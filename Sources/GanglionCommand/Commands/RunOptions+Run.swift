import Ganglion

extension RunOptions {
  /// Runs the program and reports how it ended.
  func run() throws -> ExitCode {
    if http.grant != nil { return try runAsProcess() }
    var statistics = RunStatistics()
    let control = prepareForInterrupt()
    let file = try ModuleFile(path)
    let configuration = ModuleConfiguration(
      isMetered: limits.fuel != nil || showsStatistics, canonicalizesNaNs: canonicalizesNaNs)
    let module = try file.module(configuration)
    let entry = try entry(module)
    statistics.loaded(byteCount: file.bytes.count)
    let result = try start(Program(module: module), entry, control)
    statistics.ran(result)
    let code = try report(result)
    if showsStatistics { Diagnostics.say(statistics.text) }
    return code
  }

  /// Decides what Ctrl-C does: it ends the program at once, but with `--stats` by way of its end.
  private func prepareForInterrupt() -> RunControl? {
    guard showsStatistics else {
      HostProgram.endOnInterrupt()
      return nil
    }
    let control = RunControl()
    HostProgram.onInterrupt { control.stop() }
    return control
  }

  private func start(
    _ program: Program, _ entry: Program.Entry, _ control: RunControl?
  ) throws -> RunResult {
    do {
      return try program.runAndWait(grants, entry: entry, limits: limits, control: control)
    } catch let error as LinkError {
      let lines = error.problems.map { "  \($0)" }.joined(separator: "\n")
      throw CommandError(.missingImports, "\(path) can't be linked:\n\(lines)")
    } catch let error as WASIError {
      let code: ExitCode =
        switch error.code {
        case .directory: .unreadable
        case .arguments: .usage
        default: .system
        }
      throw CommandError(code, "\(error)")
    }
  }

  /// The function to begin with, its arguments read by its types.
  private func entry(_ module: Module) throws(CommandError) -> Program.Entry {
    guard let function else {
      if module.exportType("_start") == .function(FunctionType()) { return .command }
      throw .usage(
        "\(path) exports no function _start",
        hint: "it is no program but a library: call one of its functions with --invoke")
    }
    guard case .function(let type) = module.exportType(function) else {
      let names = module.exports.filter { $0.type.kind == .function }.map(\.name)
      throw .usage(
        "\(path) exports no function \(function)",
        hint: Suggestion.hint(for: function, among: names)
          ?? (names.isEmpty
            ? "it exports no functions at all" : "see: ganglion inspect \(path)"))
    }
    guard arguments.count == type.parameters.count else {
      throw .usage(
        "\(function) takes \(type.parameters.count) arguments, \(arguments.count) given",
        hint: "\(function): \(type)")
    }
    var values: [Value] = []
    for (position, (text, type)) in zip(arguments, type.parameters).enumerated() {
      guard let value = ValueText.parse(text, as: type) else {
        throw .usage("argument \(position + 1) of \(function): \(text) is not of type \(type)")
      }
      values.append(value)
    }
    return .function(function, values)
  }

  /// Tells how the run ended.
  private func report(_ result: RunResult) throws(CommandError) -> ExitCode {
    switch result.ending {
    case .finished(let results):
      if !results.isEmpty {
        try Output.write(results.map { ValueText.text($0) + "\n" }.joined())
      }
      return .success
    case .exited(let code): return .guest(code)
    case .trapped(let trap): return complain("trap: \(trap)", trap.backtrace, .trapped)
    case .outOfFuel(let backtrace):
      return complain("out of fuel after \(result.fuelUsed) units", backtrace, .outOfFuel)
    case .timedOut(let backtrace):
      return complain("timed out", backtrace, .timedOut)
    case .stopped(let backtrace):
      return complain("interrupted", backtrace, .interrupted)
    }
  }

  func complain(_ message: String, _ backtrace: Backtrace, _ code: ExitCode) -> ExitCode {
    let style = TextStyle(for: .error)
    var text = "\(style.bold("ganglion:")) \(style.red(Printable.text(message)))\n"
    if !backtrace.frames.isEmpty { text += Printable.text("\(backtrace)\n") }
    Diagnostics.say(text)
    return code
  }
}
