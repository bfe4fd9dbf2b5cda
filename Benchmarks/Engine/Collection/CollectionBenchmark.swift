import Reporting
import WebAssembly
import WebAssemblyText

/// What garbage collection costs, on the programs of `Fixtures/programs/gc`, each with a live set of
/// two sizes and as many allocations either way.
struct CollectionBenchmark {
  private struct Row {
    let name: String
    /// Objects kept, and allocations, as the program counts them.
    let live: Int32
    let count: Int32
  }

  private struct Result {
    var seconds = 0.0
    var fuel: UInt64 = 0
    var collections = 0
    /// Bytes of objects when the last collection was over.
    var liveByteCount = 0
    /// Seconds for one collection of that.
    var collection = 0.0
  }

  private static let rows = [
    Row(name: "lists", live: 1_000, count: 3_000_000),
    Row(name: "lists", live: 100_000, count: 3_000_000),
    Row(name: "trees", live: 10, count: 40),
    Row(name: "trees", live: 16, count: 40),
    Row(name: "arrays", live: 100, count: 300_000),
    Row(name: "arrays", live: 10_000, count: 300_000),
  ]

  static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    guard arguments.isEmpty || arguments == ["--quick"] else {
      throw BenchmarkError("usage: EngineBenchmark gc [--quick]", code: .usage)
    }
    var table = Table()
    table.add([
      "program", "kept", "seconds", "fuel, millions", "collections", "live MB", "ms each", "share",
    ])
    table.addRule()
    do {
      let folder = try Corpus.findFolder()
      for row in rows {
        let text = try Files.read("\(folder)/gc/\(row.name).wat")
        let module = try Module(
          bytes: try TextFormat.binary(from: text),
          configuration: ModuleConfiguration(isMetered: true))
        let result = try measure(row, module, runs: arguments.isEmpty ? 7 : 1)
        let share = Double(result.collections) * result.collection / result.seconds
        table.add([
          row.name, "\(row.live)", decimal(result.seconds, places: 3),
          decimal(Double(result.fuel) / 1e6, places: 1), "\(result.collections)",
          decimal(Double(result.liveByteCount) / 1e6, places: 2),
          decimal(result.collection * 1e3, places: 2), decimal(share * 100, places: 1) + " %",
        ])
      }
    } catch let error as BenchmarkError {
      throw error
    } catch {
      throw BenchmarkError("\(error)")
    }
    EngineBenchmark.show(
      table.text + "\nmedians; fuel must be the same in every run, and is checked\n")
    return 0
  }

  private static func measure(_ row: Row, _ module: Module, runs: Int) throws -> Result {
    var results: [Result] = []
    for _ in 0..<runs {
      var result = Result()
      let store = Store()
      let instance = try store.instantiate(module)
      let call = try instance.start("run", [.i32(row.live), .i32(row.count)])
      result.seconds = try seconds {
        guard case .finished = try call.resume(fuel: .max >> 1) else {
          throw BenchmarkError("\(row.name) did not finish")
        }
      }
      result.fuel = call.fuelUsed
      result.collections = store.collectionCount
      result.liveByteCount = store.liveByteCount
      results.append(result)
    }
    guard results.allSatisfy({ $0.fuel == results[0].fuel }) else {
      throw BenchmarkError("\(row.name): fuel differs between runs")
    }
    // A collection with the live set in place: half-way, where the program stands still.
    var result = results.sorted { $0.seconds < $1.seconds }[runs / 2]
    let store = Store()
    let instance = try store.instantiate(module)
    let call = try instance.start("run", [.i32(row.live), .i32(row.count)])
    _ = try call.resume(fuel: result.fuel / 2)
    var times: [Double] = []
    for _ in 0..<max(runs, 3) { times.append(seconds { store.collectGarbage() }) }
    result.collection = times.sorted()[times.count / 2]
    result.liveByteCount = store.liveByteCount
    return result
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(body).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
  }
}
