#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// The signals a program of ours cares about.
package enum Signals {
  /// Makes writing to a closed pipe an error instead of the end of the program.
  ///
  /// Leaves alone a handler that the program installed. Runs once.
  package static func ignoreBrokenPipe() { _ = brokenPipe }

  private static let brokenPipe: Void = {
    var old = sigaction()
    guard sigaction(SIGPIPE, nil, &old) == 0 else { return }
    #if canImport(Darwin)
      let handler = old.__sigaction_u.__sa_handler
    #else
      let handler = old.__sigaction_handler.sa_handler
    #endif
    if handler == nil { signal(SIGPIPE, SIG_IGN) }
  }()

  /// Runs a handler, on a thread of its own, each time the user asks to stop the program.
  ///
  /// Replaces an earlier handler.
  ///
  /// - Parameter handler: told how often that was so far, from one.
  /// - Throws: when the system has no descriptors or threads left.
  package static func onInterrupt(
    _ handler: @escaping @Sendable (Int) -> Void
  ) throws(SystemError) {
    let signalled = try WakeSignal()
    let isStarted = WorkerThread.start {
      // Whoever started this thread may have the signal blocked, as pool threads do; at least one
      // thread must take it.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGINT)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      var count = 0
      while true {
        _ = Poll.wait(first: signalled.descriptor.rawValue, [], until: nil)
        signalled.clear()
        let total = interruptCount.load(ordering: .acquiring)
        while count < total {
          count += 1
          handler(count)
        }
      }
    }
    guard isStarted else { throw SystemError(number: noThreadError, operation: "pthread_create") }
    interruptCount.store(0, ordering: .releasing)
    // Never released: a signal handler may use it at any time from now on.
    let pointer = Unmanaged.passRetained(signalled).toOpaque()
    interruptSignal.store(UInt(bitPattern: pointer), ordering: .releasing)
    signal(SIGINT) { _ in
      let saved = errno
      interruptCount.add(1, ordering: .acquiringAndReleasing)
      let bits = interruptSignal.load(ordering: .acquiring)
      if let pointer = UnsafeRawPointer(bitPattern: bits) {
        Unmanaged<WakeSignal>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.raise() }
      }
      errno = saved
    }
  }

  /// Sends this process a signal as if the user had asked to stop it.
  package static func raiseInterrupt() { kill(getpid(), SIGINT) }
}

private let interruptCount = Atomic<Int>(0)
private let interruptSignal = Atomic<UInt>(0)
