import Platform
import Synchronization

/// State behind a lock: the standard library's mutex, and with the `Sanitized` trait one that
/// ThreadSanitizer understands.
///
/// A type of its own, so that whoever uses it imports neither.
struct Lock<State>: ~Copyable, Sendable {
  private let guarded: Guarded<State>

  init(_ initial: consuming sending State) { guarded = Guarded(initial) }

  /// Runs a closure with the lock held; it must not call out.
  @inline(__always)
  borrowing func withLock<R: ~Copyable, E: Error>(
    _ body: (inout sending State) throws(E) -> sending R
  ) throws(E) -> sending R {
    try guarded.withLock(body)
  }
}
