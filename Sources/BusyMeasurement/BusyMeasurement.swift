import CapnProto
import CapnProtoAsync
import Ganglion
import Platform
import Synchronization

/// Measures busy processes, on one core after another.
package enum BusyMeasurement {
  /// Measures, while the calling thread sleeps.
  ///
  /// - Parameter options: what.
  /// - Returns: the figures.
  /// - Throws: what keeps processes from running.
  package static func runAndWait(_ options: BusyOptions) throws -> BusyReport {
    let waiter = try ThreadWaiter()
    let cell = OutcomeCell()
    Task.detached {
      do {
        cell.set(.success(try await run(options)))
      } catch {
        cell.set(.failure(error))
      }
      waiter.interrupt()
    }
    while waiter.wait(for: WaitSet()) {}
    guard let outcome = cell.value else { throw BusyFailure("the measurement did not end") }
    var report = try outcome.get()
    if options.comparesPeers { BusyPeers.run(&report) }
    Progress.clear()
    return report
  }

  private static func run(_ options: BusyOptions) async throws -> BusyReport {
    var report = BusyReport(options: options)
    for cores in options.cores {
      report.runs.append(try await run(options, cores: cores))
    }
    return report
  }

  private static func run(_ options: BusyOptions, cores: Int) async throws -> BusyReport.Run {
    var configuration = ProcessExecutor.Configuration()
    configuration.lanes = cores
    // Modules without fuel, as peers count none.
    let cache = BytecodeCache(module: ModuleConfiguration())
    let node = try Node(executor: try ProcessExecutor(cache: cache, configuration: configuration))
    let executor = node.executorClient()
    let stored = try await executor.bytecodeCache().cache.put(bytecode: try BusyGuest.binary).value
    let id = try stored.cid.bytes
    var run = BusyReport.Run(cores: cores, iterations: [])
    for number in 0...options.iterationCount {
      Progress.show(
        number == 0
          ? "warming up on \(cores) core\(cores == 1 ? "" : "s")"
          : "iteration \(number) of \(options.iterationCount) on \(cores)")
      let iteration = try await iterate(options, executor, id)
      if number > 0 { run.iterations.append(iteration) }
    }
    await node.shutdown()
    return run
  }

  private static func iterate(
    _ options: BusyOptions, _ executor: SessionSchema.Executor.Client, _ id: [UInt8]
  ) async throws -> BusyReport.Iteration {
    let preempted = ThreadSchedule.waitingTime
    let processor = Clock.processTime.now
    let start = Clock.monotonic.now
    let times = try await withThrowingTaskGroup(of: Double.self) { group in
      for _ in 0..<options.processCount {
        group.addTask { try await runProcess(options, executor, id) }
      }
      var times: [Double] = []
      for try await time in group { times.append(time) }
      return times
    }
    let seconds = Double(Clock.monotonic.now - start) / 1e9
    var waited: Double?
    if let preempted, let now = ThreadSchedule.waitingTime {
      waited = Double(now &- min(now, preempted)) / 1e9
    }
    return BusyReport.Iteration(
      seconds: seconds, processSeconds: times,
      processorSeconds: Double(Clock.processTime.now - processor) / 1e9, preemptedSeconds: waited)
  }

  /// Runs a process and waits for it, all through capabilities.
  private static func runProcess(
    _ options: BusyOptions, _ executor: SessionSchema.Executor.Client, _ id: [UInt8]
  ) async throws -> Double {
    let start = Clock.monotonic.now
    let process = executor.execCached { params in
      params.setCid(id)
      params.ppid = 1
      params.setArgs(["\(options.size)", "\(options.yieldInterval)"])
    }.process
    let code = try await process.wait().value.exitCode
    guard code == 0 else { throw BusyFailure("a busy process ended with code \(code)") }
    return Double(Clock.monotonic.now - start) / 1e9
  }
}

/// Why there are no figures.
package struct BusyFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// Hands the outcome from the task to the thread.
private final class OutcomeCell: Sendable {
  private let state = Guarded<Result<BusyReport, any Error>?>(nil)
  var value: Result<BusyReport, any Error>? { state.withLock { $0 } }
  func set(_ outcome: Result<BusyReport, any Error>) { state.withLock { $0 = outcome } }
}
