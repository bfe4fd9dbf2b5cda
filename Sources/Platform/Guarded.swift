#if Sanitized
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #elseif canImport(Darwin)
    import Darwin
  #endif

  /// State behind a lock: a plain POSIX one, which the sanitizers understand.
  package struct Guarded<State>: ~Copyable, @unchecked Sendable {
    // Safe to share: the state is touched only with the lock held.
    private let state: UnsafeMutablePointer<State>
    private let lock: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ initial: consuming sending State) {
      state = .allocate(capacity: 1)
      state.initialize(to: initial)
      lock = .allocate(capacity: 1)
      pthread_mutex_init(lock, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
      state.deinitialize(count: 1)
      state.deallocate()
    }

    /// Runs a closure with the lock held; it must not call out.
    package borrowing func withLock<R: ~Copyable, E: Error>(
      _ body: (inout sending State) throws(E) -> sending R
    ) throws(E) -> sending R {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return try body(&state.pointee)
    }
  }
#else
  package import Synchronization

  /// State behind a lock.
  package typealias Guarded<State> = Mutex<State>
#endif
