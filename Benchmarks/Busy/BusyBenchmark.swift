import BusyMeasurement
import Ganglion

/// Measures busy processes on one core and more; see `help`.
@main
enum BusyBenchmark {
  private static let help = """
    Measures the speed-up of busy processes on several cores, beside the same loop elsewhere.

    usage: BusyBenchmark [--procs M] [--iters N] [--size O] [--yield Q] [--cores N|FIRST..LAST]
                         [--alone] [--json FILE] [--svg FILE]

      --procs M      processes in each iteration (32)
      --iters N      iterations on each number of cores, beside one to warm up (3)
      --size O       rounds of each process's loop (10000000)
      --yield Q      give way after so many rounds; 0 for never (0)
      --cores RANGE  how many cores (from 1 to all)
      --alone        don't run the same loop elsewhere
      --json FILE    write all figures as JSON; `-` writes them to standard output
      --svg FILE     draw the speed-up

    """

  static func main() {
    HostProgram.endOnInterrupt()
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      try? StandardStream.error.write("BusyBenchmark: \(error)\n")
      HostProgram.exit(error is BusyOptionError ? 2 : 1)
    }
    // Lanes may still be about to end.
    HostProgram.exit(0)
  }

  private static func run(_ arguments: [String]) throws {
    var values: [String: String] = [:]
    var isAlone = false
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--alone": isAlone = true
      case "--procs", "--iters", "--size", "--yield", "--cores", "--json", "--svg":
        values[String(option.dropFirst(2))] = rest.popFirst() ?? ""
      default: return print(help, terminator: "")
      }
    }
    var options = try BusyOptions(coreCount: HostProgram.coreCount) { values[$0] }
    options.comparesPeers = !isAlone
    let report = try BusyMeasurement.runAndWait(options)
    print(values["json"] == "-" ? report.json : report.table, terminator: "")
    if let path = values["json"], path != "-" {
      try FileContent.write(Array(report.json.utf8), path: path)
    }
    if let path = values["svg"] { try FileContent.write(Array(report.chart.utf8), path: path) }
  }
}
