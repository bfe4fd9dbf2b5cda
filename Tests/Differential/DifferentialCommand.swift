import EngineTesting
import WebAssembly

/// Compares the engine with the reference interpreter on random modules.
///
/// Usage: `swift run -c release differential --seed S --count N [--write DIRECTORY]`.
@main struct DifferentialCommand {
  static func main() {
    var seed: UInt64 = 1
    var count: UInt64 = 1000
    var arguments = CommandLine.arguments.dropFirst().makeIterator()
    while let option = arguments.next() {
      guard let value = arguments.next(), let number = UInt64(value) else { return usage() }
      switch option {
      case "--seed": seed = number
      case "--count": count = number
      default: return usage()
      }
    }
    var summary = Differential.Summary()
    var failures = 0
    for number in seed..<seed &+ count {
      var differential = Differential(seed: number)
      do {
        try differential.run()
      } catch {
        failures += 1
        print("seed \(number): \(error)")
      }
      summary += differential.summary
    }
    print(
      """
      \(count) modules from seed \(seed): \(summary.calls) calls, \(summary.finished) finished, \
      \(summary.trapped) trapped, \(summary.outOfFuel) out of fuel, \(summary.operators) operators, \
      \(summary.stops) stops, \(failures) failures
      """)
    if failures > 0 { exitWithFailure() }
  }

  private static func usage() {
    print("usage: differential [--seed S] [--count N]")
  }
}
