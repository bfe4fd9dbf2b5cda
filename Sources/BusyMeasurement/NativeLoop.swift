import Platform
import Synchronization

/// The same loop, compiled with the program.
enum NativeLoop {
  /// After how many rounds it gives way. Read in every round, or the compiler would see that the loop
  /// does nothing and leave it out.
  private static let yieldInterval = Atomic<UInt64>(0)

  @inline(never)
  private static func loop(_ size: UInt64) {
    var round: UInt64 = 0
    while round < size {
      let interval = yieldInterval.load(ordering: .relaxed)
      if interval != 0 && round % interval == 0 { WorkerThread.giveWay() }
      round &+= 1
    }
  }

  /// Runs it once for each process, on a thread for each core.
  ///
  /// - Returns: the seconds it took.
  static func run(_ options: BusyOptions, cores: Int) -> Double {
    yieldInterval.store(options.yieldInterval, ordering: .relaxed)
    return onThreads(cores, jobs: options.processCount) { loop(options.size) }
  }

  /// Has jobs done by threads.
  ///
  /// - Returns: the seconds it took.
  static func onThreads(
    _ count: Int, jobs: Int, _ job: @escaping @Sendable () -> Void
  ) -> Double {
    let start = Clock.monotonic.now
    let crew = Crew(jobs: jobs)
    var started = 0
    for _ in 0..<count where WorkerThread.start({ crew.work(job) }) { started += 1 }
    if started == 0 { crew.work(job) }
    crew.wait(for: max(1, started))
    return Double(Clock.monotonic.now - start) / 1e9
  }
}

/// Threads that share out jobs.
private final class Crew: Sendable {
  private let next = Atomic(0)
  private let finished = Atomic(0)
  private let jobs: Int

  init(jobs: Int) { self.jobs = jobs }

  func work(_ job: () -> Void) {
    while next.add(1, ordering: .relaxed).oldValue < jobs { job() }
    finished.add(1, ordering: .releasing)
  }

  /// Waits for the threads' ends, looking every now and then.
  func wait(for count: Int) {
    guard let waiter = try? ThreadWaiter() else { return }
    while finished.load(ordering: .acquiring) < count {
      var set = WaitSet()
      set.add(deadline: Clock.monotonic.now + 200_000)
      _ = waiter.wait(for: set)
    }
  }
}
