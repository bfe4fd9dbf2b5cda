#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// A few threads for calls that may block, so that those that run guests never do.
///
/// Threads are started when there is work for them and then stay.
package final class BlockingPool: Sendable {
  /// The pool most use: enough threads to keep a disk busy, few enough to be no burden.
  package static let shared = BlockingPool(threadCount: 4)

  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var head = 0
    var threadCount = 0
    var idleCount = 0
  }

  private let limit: Int
  private let state = Guarded(State())
  private let condition = Condition()

  /// - Parameter threadCount: the most threads it starts; at least one.
  package init(threadCount: Int) { limit = max(1, threadCount) }

  /// Runs a job on one of the threads, in order of arrival.
  ///
  /// When the system has no thread to give, the job runs on the calling one.
  package func run(_ job: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.jobs.append(job)
      let waiting = state.jobs.count - state.head
      guard waiting > state.idleCount, state.threadCount < limit else { return false }
      state.threadCount += 1
      return true
    }
    if needsThread && !WorkerThread.start({ self.work() }) {
      let isLast = state.withLock { state in
        state.threadCount -= 1
        return state.threadCount == 0
      }
      if isLast {
        while let job = take() { job() }
        return
      }
    }
    condition.signal()
  }

  private func take() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard state.head < state.jobs.count else { return nil }
      let job = state.jobs[state.head]
      state.head += 1
      if state.head == state.jobs.count {
        state.jobs.removeAll(keepingCapacity: true)
        state.head = 0
      } else if state.head > 64 && state.head * 2 > state.jobs.count {
        state.jobs.removeFirst(state.head)
        state.head = 0
      }
      return job
    }
  }

  private func work() {
    while true {
      if let job = take() {
        job()
        continue
      }
      state.withLock { $0.idleCount += 1 }
      condition.wait(while: { self.state.withLock { $0.head == $0.jobs.count } })
      state.withLock { $0.idleCount -= 1 }
    }
  }
}

/// A condition variable with its own lock.
final class Condition: @unchecked Sendable {
  // Safe to share: POSIX allows any thread to use both, and they never move.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    lock = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    condition.deallocate()
    lock.deallocate()
  }

  /// Wakes one waiter, which sees everything done before this call.
  func signal() {
    pthread_mutex_lock(lock)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(lock)
  }

  /// Sleeps for as long as a predicate holds.
  func wait(while predicate: () -> Bool) {
    pthread_mutex_lock(lock)
    while predicate() { pthread_cond_wait(condition, lock) }
    pthread_mutex_unlock(lock)
  }
}
