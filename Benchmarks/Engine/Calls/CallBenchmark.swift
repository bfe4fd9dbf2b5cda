/// What one call across the border between host and guest costs, through `import Ganglion`.
///
/// The guest is `Fixtures/programs/small/callbacks.wasm`: `call_host(n)` calls the host's `add` n
/// times, `call_nobody(n)` is the same loop without it, `increment` is called from the host.
enum CallBenchmark {
  static func run(_ arguments: [String]) throws(BenchmarkError) -> Int32 {
    // TODO(soon): measure both directions once the embedding API is there.
    throw BenchmarkError("the cost of calls is not measured yet", code: .usage)
  }
}
