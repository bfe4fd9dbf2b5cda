import Platform
import Synchronization

extension HostProgram {
  /// Waits on the calling thread for something asynchronous; for a program's main thread only.
  ///
  /// - Parameter body: what to wait for.
  /// - Returns: how it came out.
  package static func wait<R: Sendable>(
    _ body: @escaping @Sendable () async throws -> R
  ) -> Result<R, any Error> {
    let outcome = Guarded<Result<R, any Error>?>(nil)
    let waiter: ThreadWaiter
    do { waiter = try ThreadWaiter() } catch { return .failure(error) }
    Task.detached {
      let result: Result<R, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      waiter.interrupt()
    }
    while true {
      _ = waiter.wait(for: WaitSet())
      if let result = outcome.withLock({ $0 }) { return result }
    }
  }
}
