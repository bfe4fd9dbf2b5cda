import Platform
import Synchronization

/// What a guest waits for that called an asynchronous host function: the `request` of its
/// `Suspension`.
///
/// `Instance.run` and `Program.run` perform it. Who drives a `Call` by hand performs it before the
/// call is resumed; a call resumed too early waits anew.
public final class AsyncHostCall: Sendable {
  private let work: @Sendable () async throws -> Void
  private let state = Guarded<Result<Void, any Error>?>(nil)

  init(_ work: @escaping @Sendable () async throws -> Void) { self.work = work }

  /// Runs the host function; its outcome is kept for the call.
  public func perform() async {
    let outcome: Result<Void, any Error>
    do {
      try await work()
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    state.withLock { $0 = outcome }
  }

  /// The outcome, once there is one.
  package var outcome: Result<Void, any Error>? { state.withLock { $0 } }
}
