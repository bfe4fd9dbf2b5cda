import Platform
import Processes

/// Busy guests on one lane and on all.
enum Busy {
  static func measure(_ report: inout Report, _ isQuick: Bool) async throws {
    let cores = ProcessorCount.available
    let one = try await time(lanes: 1, isQuick)
    report.add("32 busy guests, one lane", one / 1e6, "ms")
    guard cores > 1 else { return }
    let two = try await time(lanes: 2, isQuick)
    report.add("32 busy guests, two lanes", two / 1e6, "ms")
    report.add("speed-up on two cores", one / two, "", atLeast: 1.9)
  }

  private static func time(lanes: Int, _ isQuick: Bool) async throws -> Double {
    var configuration = ProcessExecutor.Configuration()
    configuration.lanes = lanes
    let executor = try ProcessExecutor(configuration: configuration)
    let id = try await executor.prepare(Guests.counts(isQuick ? 100_000 : 10_000_000))
    var best = Double.infinity
    for _ in 0..<3 {
      let start = Host.now
      let processes = try (0..<32).map { _ in try executor.spawn(ProcessOptions(.cached(id))) }
      for process in processes { _ = try await process.wait() }
      best = min(best, Double(Host.now - start))
    }
    await executor.shutdown()
    return best
  }
}
