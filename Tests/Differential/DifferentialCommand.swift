import EngineTesting
import WebAssembly

/// Runs random modules in ways that must not differ.
///
/// Usage: `swift run -c release differential [--seed S] [--count N] [--kind KIND] [--write FOLDER]
/// [FILE…]`. Kinds: `plain` modules, which a reference interpreter runs too; modules with all
/// `features`, run by the engine in several ways; `mutants` of those; `all` in turn is the default.
/// `--write` leaves modules and what they did for `compare-with-wasmtime` to look at. The digest
/// printed at the end must be the same in every build.
@main struct DifferentialCommand {
  private var seed: UInt64 = 1
  private var count: UInt64 = 1000
  private var kinds = Kind.allCases
  private var folder: String?
  private var files: [String] = []
  private var summary = Differential.Summary()
  private var digest: UInt64 = 0
  private var failures = 0
  private var refused = 0

  private enum Kind: String, CaseIterable {
    case plain, features, mutants
  }

  static func main() {
    guard var command = DifferentialCommand(CommandLine.arguments.dropFirst()) else {
      print(
        "usage: differential [--seed S] [--count N] [--kind plain|features|mutants|all]"
          + " [--write FOLDER] [FILE…]")
      exitWithFailure()
    }
    command.run()
    if command.failures > 0 { exitWithFailure() }
  }

  private init?(_ arguments: ArraySlice<String>) {
    var rest = arguments.makeIterator()
    while let option = rest.next() {
      guard option.hasPrefix("--") else {
        files.append(option)
        continue
      }
      guard let value = rest.next() else { return nil }
      switch (option, UInt64(value)) {
      case ("--seed", let number?): seed = number
      case ("--count", let number?): count = number
      case ("--kind", _):
        guard let kind = Kind(rawValue: value) else {
          if value == "all" { continue }
          return nil
        }
        kinds = [kind]
      case ("--write", _): folder = value
      default: return nil
      }
    }
  }

  private mutating func run() {
    for path in files {
      attempt(path) { try $0.compare(path, try readFile(path), seed: $0.seed, hasOwnNaNs: false) }
    }
    if files.isEmpty {
      for number in seed..<seed &+ count {
        let kind = kinds[Int(number % UInt64(kinds.count))]
        attempt("seed \(number), \(kind)") { try $0.run(number, kind) }
      }
    }
    print(
      """
      \(files.isEmpty ? "\(count) modules from seed \(seed)" : "\(files.count) files"), \
      dispatch \(Dispatch.observe().rawValue): \(summary.calls) calls, \
      \(summary.finished) finished, \(summary.trapped) trapped, \(summary.outOfFuel) out of fuel, \
      \(summary.operators) operators, \(summary.stops) stops, \(refused) refused, \
      digest \(String(digest, radix: 16)), \(failures) failures
      """)
  }

  private mutating func attempt(_ name: String, _ body: (inout Self) throws -> Void) {
    do {
      try body(&self)
    } catch {
      failures += 1
      print("\(name): \(error)")
    }
  }

  private mutating func run(_ number: UInt64, _ kind: Kind) throws {
    switch kind {
    case .plain:
      var differential = Differential(seed: number)
      defer { summary += differential.summary }
      try differential.run()
    case .features:
      let choice = ModuleShapeChoice(featureSeed: number)
      let bytes = ModuleGenerator.module(seed: number, choice: choice)
      try compare(
        "\(number)", bytes, seed: number, hasOwnNaNs: choice.canonicalizesNaNs)
    case .mutants:
      let bytes = ModuleMutator.module(seed: number)
      do {
        try compare("\(number)", bytes, seed: number, hasOwnNaNs: false)
      } catch is ModuleError {
        // Most mutants are not valid; other engines are to refuse them as well.
        refused += 1
        try write("\(number)", bytes, "invalid\n")
      } catch is LinkError {
        refused += 1
      }
    }
  }

  private mutating func compare(
    _ name: String, _ bytes: [UInt8], seed: UInt64, hasOwnNaNs: Bool
  ) throws {
    var comparison = SelfComparison(seed: seed, bytes: bytes, hasOwnNaNs: hasOwnNaNs)
    defer { summary += comparison.summary }
    let observation = try comparison.run()
    if observation.failure != nil { refused += 1 }
    digest = digest &* 31 &+ observation.digest
    try write(name, bytes, observation.record)
  }

  private func write(_ name: String, _ bytes: [UInt8], _ record: String) throws {
    guard let folder else { return }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    try writeFile("\(folder)/\(last).wasm", bytes)
    try writeFile("\(folder)/\(last).record", Array(record.utf8))
  }
}
