internal import Synchronization

/// Runs tasks one at a time, in the order they became ready, on threads of the global pool.
///
/// For vats without a thread of their own: their servers' methods must start in the order they were
/// called in.
final class SerialTaskExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isRunning = false
  }

  private let state = VatLock(State())

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustStart = state.withLock { state in
      state.jobs.append(job)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { Task.detached { self.run() } }
  }

  private func run() {
    var batch: [UnownedJob] = []
    while true {
      let isDone = state.withLock { state in
        batch.removeAll(keepingCapacity: true)
        swap(&batch, &state.jobs)
        if batch.isEmpty { state.isRunning = false }
        return batch.isEmpty
      }
      if isDone { return }
      for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }
}
