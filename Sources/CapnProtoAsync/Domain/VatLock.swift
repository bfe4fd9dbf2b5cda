internal import Synchronization

#if Sanitized
  /// State behind a lock made of what the sanitizers understand: for their builds only.
  struct VatLock<State>: ~Copyable, @unchecked Sendable {
    // Safe to share: the state is touched only with the lock held.
    private let isTaken = Atomic(false)
    private let state: UnsafeMutablePointer<State>

    init(_ initial: consuming sending State) {
      state = .allocate(capacity: 1)
      state.initialize(to: initial)
    }

    deinit {
      state.deinitialize(count: 1)
      state.deallocate()
    }

    borrowing func withLock<R: ~Copyable, E: Error>(
      _ body: (inout sending State) throws(E) -> sending R
    ) throws(E) -> sending R {
      while isTaken.exchange(true, ordering: .acquiring) {}
      defer { isTaken.store(false, ordering: .releasing) }
      return try body(&state.pointee)
    }

    borrowing func withLockIfAvailable<R: ~Copyable, E: Error>(
      _ body: (inout sending State) throws(E) -> sending R
    ) throws(E) -> sending R? {
      if isTaken.exchange(true, ordering: .acquiring) { return nil }
      defer { isTaken.store(false, ordering: .releasing) }
      return try body(&state.pointee)
    }
  }
#else
  /// State behind a lock.
  typealias VatLock<State> = Mutex<State>
#endif
