import Platform
package import Processes
import WASI

extension Node {
  /// Starts a process and lets the calling thread sleep until it is gone.
  ///
  /// For tools that run one program.
  ///
  /// - Parameters:
  ///   - options: what to run, and with what.
  ///   - session: what it may reach, for instance itself.
  /// - Returns: the process, which is gone; what it started may go on.
  /// - Throws: `SpawnError` when it can't be started.
  package func runAndWait(
    _ options: ProcessOptions, session: (GuestProcess) -> Session
  ) throws(SpawnError) -> GuestProcess {
    let waiter: ThreadWaiter
    do throws(SystemError) {
      waiter = try ThreadWaiter()
    } catch {
      throw SpawnError(.grant, "\(error)", cause: WASIError(.system, "\(error)"))
    }
    let process = try executor.spawn(options)
    let guest = try Guest(process, on: self, session: session(process), options: options)
    process.monitor { _ in waiter.interrupt() }
    // An empty set is never ready: only the end of the process ends the wait.
    while waiter.wait(for: WaitSet()) {}
    return withExtendedLifetime(guest) { process }
  }
}
