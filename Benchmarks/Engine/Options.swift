import Reporting

/// The command line of the benchmark.
struct Options {
  /// Alternating runs of each program on each engine.
  var runs = 7
  /// Rows to run; all of them when empty.
  var only: [String] = []
  /// Peers to look for.
  var peers = Engine.peerNames
  /// The engine under test, when it is not the one built beside this executable.
  var ours: String?
  /// The folder with the manifest.
  var programs: String?
  /// Where to write the figures as JSON; `-` is standard output.
  var json: String?
  /// Where to write the chart.
  var svg: String?
  /// Seconds after which one run is given up.
  var timeout: UInt32 = 120
  var help = false
  var list = false

  static let help = """
    Runs the corpus of Fixtures/programs on ganglion and on the peers found on PATH, and compares
    processor time (user and system, less what the same tool needs for an empty program).

    usage: EngineBenchmark [options]
           EngineBenchmark simd [options]
                                      programs with and without vectors, from the same sources
           EngineBenchmark calls      cost of a host function call and of a call into a guest
           EngineBenchmark gc         cost of garbage collection
           EngineBenchmark loading [options]
                                      bytes per second of decoding, validation and translation

      --runs N           alternating runs of each program on each engine (default 7)
      --quick            one run of each: a smoke test, not a measurement
      --only NAME,…      only these rows
      --peers NAME,…     only these peers, of: \(Engine.peerNames.joined(separator: ", "))
      --ours PATH        the engine under test (default: the ganglion beside this executable)
      --programs FOLDER  the folder with manifest.json (default: Fixtures/programs, searched upwards)
      --json FILE        write all figures as JSON; `-` writes them to standard output instead of
                         the table
      --svg FILE         write a chart
      --timeout SECONDS  give up a run after that long (default 120)
      --list             list the rows and the engines, run nothing
      --help             this text

    The exit code is 1 if a run failed or outputs differ between engines, 2 for a wrong command line.

    """

  init(_ arguments: [String]) throws(BenchmarkError) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch option {
      case "--runs": runs = Int(try Self.number(option, &rest, in: 1...1000))
      case "--quick": runs = 1
      case "--only": only = try Self.names(option, &rest)
      case "--peers": peers = try Self.names(option, &rest)
      case "--ours": ours = try Self.value(option, &rest)
      case "--programs": programs = try Self.value(option, &rest)
      case "--json": json = try Self.value(option, &rest)
      case "--svg": svg = try Self.value(option, &rest)
      case "--timeout": timeout = try Self.number(option, &rest, in: 1...86400)
      case "--list": list = true
      case "--help", "-h": help = true
      default:
        throw BenchmarkError("unknown option \(option); --help lists them", code: .usage)
      }
    }
    if let unknown = peers.first(where: { !Engine.peerNames.contains($0) }) {
      throw BenchmarkError(
        "unknown peer \(unknown); known are \(Engine.peerNames.joined(separator: ", "))",
        code: .usage)
    }
  }

  private static func value(
    _ option: String, _ rest: inout ArraySlice<String>
  ) throws(BenchmarkError) -> String {
    guard let value = rest.popFirst() else {
      throw BenchmarkError("\(option) needs a value", code: .usage)
    }
    return value
  }

  private static func names(
    _ option: String, _ rest: inout ArraySlice<String>
  ) throws(BenchmarkError) -> [String] {
    try value(option, &rest).split(separator: ",").map(String.init)
  }

  private static func number(
    _ option: String, _ rest: inout ArraySlice<String>, in range: ClosedRange<UInt32>
  ) throws(BenchmarkError) -> UInt32 {
    let text = try value(option, &rest)
    guard let number = UInt32(text), range.contains(number) else {
      throw BenchmarkError(
        "\(option) needs a number from \(range.lowerBound) to \(range.upperBound), not \(text)",
        code: .usage)
    }
    return number
  }
}
