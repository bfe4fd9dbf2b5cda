import Reporting
import WebAssembly

/// What one call across the border between host and guest costs.
///
/// The guest is `Fixtures/programs/small/callbacks.wasm`: `call_host(n)` calls the host's `add` n
/// times, `call_nobody(n)` is the same loop without it, `increment` is called from the host.
struct CallBenchmark {
  /// Calls per measurement.
  private static let count = 2_000_000
  /// Measurements of each kind; the median counts.
  private static let runs = 7

  private let isMetered: Bool
  private let instance: Instance

  static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    guard arguments.isEmpty || arguments == ["--json"] else {
      throw BenchmarkError("usage: EngineBenchmark calls [--json]", code: .usage)
    }
    var rows: [(name: String, nanoseconds: Double)] = []
    do {
      for isMetered in [false, true] {
        let benchmark = try CallBenchmark(isMetered: isMetered)
        let suffix = isMetered ? ", metered" : ""
        rows.append(("guest calls host function" + suffix, try benchmark.hostCalls()))
        rows.append(("host calls guest, looked up once" + suffix, try benchmark.typedCalls()))
        rows.append(("host calls guest by name" + suffix, try benchmark.namedCalls()))
      }
    } catch {
      throw BenchmarkError("\(error)")
    }
    if arguments == ["--json"] {
      let fields = rows.map { "\"\($0.name)\": \(decimal($0.nanoseconds, places: 1))" }
      EngineBenchmark.show("{" + fields.joined(separator: ", ") + "}\n")
    } else {
      var table = Table()
      table.add(["one call", "ns"])
      table.addRule()
      for row in rows { table.add([row.name, decimal(row.nanoseconds, places: 1)]) }
      EngineBenchmark.show(table.text)
    }
    return 0
  }

  private init(isMetered: Bool) throws {
    self.isMetered = isMetered
    let bytes = try Files.read(try Corpus.findFolder() + "/small/callbacks.wasm")
    let module = try Module(
      bytes: bytes, configuration: ModuleConfiguration(isMetered: isMetered))
    var imports = Imports()
    imports.define("host", "add") { (_, a: Int32, b: Int32) -> Int32 in a &+ b }
    imports.define("host", "log") { (_, _: UInt32, _: UInt32) in }
    imports.define("host", "reenter") { (_, depth: Int32) -> Int32 in depth }
    instance = try Store().instantiate(module, imports: imports)
  }

  private func hostCalls() throws -> Double {
    try median {
      let with = try time { _ = try instance.call("call_host", Int32(Self.count)) as Int32 }
      let without = try time { _ = try instance.call("call_nobody", Int32(Self.count)) as Int32 }
      return with - without
    }
  }

  private func typedCalls() throws -> Double {
    let increment = try TypedFunction<Int32>(instance, "increment")
    return try median {
      try time {
        var value: Int32 = 0
        for _ in 0..<Self.count { value = try increment.call(value) }
        guard value == Int32(Self.count) else { throw BenchmarkError("wrong") }
      }
    }
  }

  private func namedCalls() throws -> Double {
    try median {
      try time {
        var value: Int32 = 0
        for _ in 0..<Self.count { value = try instance.call("increment", value) as Int32 }
        guard value == Int32(Self.count) else { throw BenchmarkError("wrong") }
      }
    }
  }

  /// The median of several measurements, per call, in nanoseconds.
  private func median(_ measure: () throws -> Double) throws -> Double {
    var values: [Double] = []
    for _ in 0..<Self.runs { values.append(try measure() / Double(Self.count)) }
    return values.sorted()[Self.runs / 2]
  }

  /// How long something takes, in nanoseconds.
  private func time(_ body: () throws -> Void) throws -> Double {
    let elapsed = try ContinuousClock().measure(body).components
    return Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9
  }
}
