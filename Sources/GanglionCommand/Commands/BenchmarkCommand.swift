import BusyMeasurement
import Ganglion

/// `ganglion benchmark`.
enum BenchmarkCommand {
  static let subcommand = Subcommand(
    name: "benchmark", abstract: "Measure busy processes on one core and more.",
    synopsis: "[OPTIONS]",
    options: [
      OptionSpecification("procs", value: "M", "Processes in each iteration; 32 by default."),
      OptionSpecification(
        "iters", value: "N",
        "Iterations on each number of cores; 3 by default. One more warms up."),
      OptionSpecification(
        "size", value: "O", "Rounds of each process's loop; 10000000 by default."),
      OptionSpecification(
        "yield", value: "Q", "Give way after so many rounds; 0, the default, for never."),
      OptionSpecification(
        "cores", value: "N|FIRST..LAST", "How many cores; from 1 to all by default."),
      OptionSpecification("alone", "Don't run the same loop elsewhere."),
      OptionSpecification("json", "Write all figures as JSON instead of a table."),
      OptionSpecification("svg", value: "FILE", "Draw the speed-up as well."),
    ],
    discussion: """
      An executor in this process runs M busy guests an iteration, each started and waited for
      through capabilities. The table shows medians: the time of an iteration and of a process, the
      speed-up against one core, the processor time of an iteration, the part of the cores' time that
      was used, what an iteration left of it, and how long threads were ready while the system ran
      others.

      The same loop is then run, where they are installed, in Go and CPython and in other
      runtimes for WebAssembly, and in native Swift.

      Example:
        ganglion benchmark --procs 32 --size 100000000 --cores 1..4 --svg speed-up.svg
      """
  ) { arguments in
    guard arguments.operands.isEmpty else {
      throw CommandError.usage("unexpected: \(arguments.operands[0])")
    }
    let report: BusyReport
    do {
      var options = try BusyOptions(coreCount: HostProgram.coreCount) { arguments.value($0) }
      options.comparesPeers = !arguments.has("alone")
      HostProgram.endOnInterrupt()
      report = try BusyMeasurement.runAndWait(options)
    } catch let error as BusyOptionError {
      throw CommandError.usage(error.description)
    } catch let error as WASIError {
      throw CommandError(.system, "\(error)")
    }
    try Output.write(arguments.has("json") ? report.json : report.table)
    if let path = arguments.value("svg") {
      do throws(FileError) {
        try FileContent.write(Array(report.chart.utf8), path: path)
      } catch {
        throw CommandError(.output, "\(error)")
      }
    }
    return .success
  }
}
