import CapnProtoAsync
import Platform
import Synchronization
import Processes

/// The handlers that processes registered for their own events, for as long as they are alive.
final class EventHandlers: Sendable {
  private let handlers = Guarded<[UInt64: ProcessSchema.Events.Client]>([:])

  /// Registers a process's handler, in place of an earlier one.
  func set(_ handler: ProcessSchema.Events.Client, for process: GuestProcess) {
    let id = process.id
    let old = handlers.withLock { handlers in
      handlers.updateValue(handler, forKey: id)
    }
    if old == nil { process.monitor { [weak self] _ in self?.remove(id) } }
  }

  /// The handler of a process.
  func handler(of process: GuestProcess) -> ProcessSchema.Events.Client? {
    handlers.withLock { $0[process.id] }
  }

  private func remove(_ id: UInt64) {
    // Released outside of the lock.
    _ = handlers.withLock { $0.removeValue(forKey: id) }
  }
}
