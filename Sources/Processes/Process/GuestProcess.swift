import Platform
import Synchronization
import WASI

/// A process: a WebAssembly program that runs in an executor, isolated and preemptible.
///
/// A handle. Letting go of it neither ends the process nor forgets how it ended. Every operation is
/// quick and may be called from any thread.
public final class GuestProcess: Sendable {
  /// Its number in its executor; none that is alive, or whose exit status is kept, has the same.
  public let pid: UInt32
  /// The number of its parent; 1 is the executor.
  public let ppid: UInt32
  /// Its identifier, random, unlike any other's in any executor.
  public let id: UInt64
  /// The guest's own arguments.
  public let arguments: [String]
  /// When it was started, in milliseconds since 1970.
  public let creationTime: Int64
  /// Its priority class.
  public let priority: PriorityClass
  let core: ExecutorCore
  let body: GuestBody
  let listener: Listener
  private let shared: Guarded<Shared>

  private struct Shared: Sendable {
    var contentID: ContentID?
    var status: ProcessExit?
    var deadline: WaitHandle?
    /// Those that wait for its end, until they are told.
    var waiters: [ExitCell] = []
    var hasTold = false
  }

  /// What the guest has at descriptor 3.
  enum Listener: Sendable {
    case none
    case memory(DuplexListener)
    case loopback(LoopbackListener)

    var socket: WASISocket? {
      switch self {
      case .none: nil
      case .memory(let listener): .listener(listener)
      case .loopback(let listener): .listener(listener)
      }
    }
  }

  init(
    core: ExecutorCore, pid: UInt32, ppid: UInt32, id: UInt64, _ options: ProcessOptions,
    _ listener: Listener, _ module: PinnedModule?
  ) {
    self.core = core
    self.pid = pid
    self.ppid = ppid
    self.id = id
    arguments = options.arguments
    priority = options.priority
    creationTime = Int64(Clock.realtime.now / 1_000_000)
    self.listener = listener
    body = GuestBody(options, socket: listener.socket, module, at: Clock.monotonic.now)
    shared = Guarded(Shared(contentID: module?.loaded.id))
  }

  /// What it runs; `nil` while bytes are not hashed yet.
  public var contentID: ContentID? { shared.withLock { $0.contentID } }

  /// How it ended; `nil` while it is there.
  public var exitStatus: ProcessExit? { shared.withLock { $0.status } }

  /// Whether it is still there.
  public var isAlive: Bool { exitStatus == nil }

  /// The port it listens on, for those with a TCP socket at descriptor 3.
  public var port: UInt16? {
    if case .loopback(let listener) = listener { listener.port } else { nil }
  }

  func setContentID(_ id: ContentID) { shared.withLock { $0.contentID = id } }

  /// It is gone.
  func setStatus(_ status: ProcessExit) {
    let deadline = shared.withLock { shared in
      shared.status = status
      defer { shared.deadline = nil }
      return shared.deadline
    }
    deadline?.cancel()
    // One that never ran has not opened it, and so not closed it either.
    if case .memory(let listener) = listener { listener.close() }
  }

  /// Everybody it was linked to has been told; now those are who wait for it.
  func tellWaiters() {
    let (waiters, status) = shared.withLock { shared in
      shared.hasTold = true
      defer { shared.waiters = [] }
      return (shared.waiters, shared.status)
    }
    for waiter in waiters { waiter.finish(status) }
  }

  /// Has a task told of its end.
  func addWaiter(_ waiter: ExitCell) {
    let status = shared.withLock { shared in
      if !shared.hasTold { shared.waiters.append(waiter) }
      return shared.hasTold ? shared.status : nil
    }
    if let status { waiter.finish(status) }
  }

  func removeWaiter(_ waiter: ExitCell) {
    shared.withLock { $0.waiters.removeAll { $0 === waiter } }
  }

  /// Keeps a timer for as long as it is alive.
  func setDeadline(_ handle: WaitHandle) {
    let isLate = shared.withLock { shared in
      if shared.status == nil { shared.deadline = handle }
      return shared.status != nil
    }
    if isLate { handle.cancel() }
  }
}
