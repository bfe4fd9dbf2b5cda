import Ganglion

extension RunOptions {
  /// Runs the program as a process of an executor and reports how it ended.
  func run() throws -> ExitCode {
    var statistics = RunStatistics()
    let interruption = prepareForInterrupt()
    let file = try ModuleFile(path)
    let configuration = ModuleConfiguration(
      isMetered: limits.fuel != nil || showsStatistics, canonicalizesNaNs: canonicalizesNaNs)
    let module = try file.module(configuration)
    var options = processOptions
    options.entryArguments = try entryArguments(module)
    statistics.loaded(byteCount: file.bytes.count)
    let process: GuestProcess
    do {
      if try hasSession(module) {
        options.bytecode = .bytes(file.bytes)
        HostProgram.releaseLoadedPages()
        process = try runWithSession(options, configuration, interruption)
      } else {
        process = try runAlone(module, options, interruption)
      }
    } catch let error as SpawnError {
      throw problem(error)
    } catch let error as WASIError {
      throw CommandError(.system, "\(error)")
    }
    guard let status = process.exitStatus else {
      throw CommandError(.failure, "process \(process.pid) has not ended")
    }
    statistics.ran(status)
    let code = try report(status, process.lastEnding)
    if showsStatistics { Diagnostics.say(statistics.text) }
    return code
  }

  /// Runs a program that has no session on this thread: others are not even started.
  private func runAlone(
    _ module: Module, _ options: ProcessOptions, _ interruption: Interruption?
  ) throws -> GuestProcess {
    var configuration = ProcessExecutor.Configuration()
    configuration.hasLateClock = true
    let executor = try ProcessExecutor(configuration: configuration)
    return try executor.runHere(
      module, options, isStoppable: interruption != nil || limits.wallTime != nil
    ) {
      interruption?.attach($0)
      // Once more: what read the module and made the process has done its work.
      HostProgram.releaseLoadedPages()
    }
  }

  /// Decides what Ctrl-C does: it ends the program at once, but with `--stats` by way of its end.
  private func prepareForInterrupt() -> Interruption? {
    guard showsStatistics else {
      HostProgram.endOnInterrupt()
      return nil
    }
    let interruption = Interruption()
    HostProgram.onInterrupt { interruption.press() }
    return interruption
  }

  /// The arguments of the function to begin with, read by its types.
  private func entryArguments(_ module: Module) throws(CommandError) -> [Value] {
    guard let function else {
      if module.exportType("_start") == .function(FunctionType()) { return [] }
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
    return values
  }
}
