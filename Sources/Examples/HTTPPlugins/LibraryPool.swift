import Ganglion
import Synchronization

/// A few instances of a library, each serving one request at a time.
final class LibraryPool: Sendable {
  private struct State {
    var idle: [LibraryInstance] = []
    var waiting: [CheckedContinuation<LibraryInstance, Never>] = []
  }

  private let state: Mutex<State>
  private let makeInstance: @Sendable () -> LibraryInstance
  private let timeout: Duration

  init(_ module: Module, _ counters: Counters, size: Int, timeout: Duration) {
    makeInstance = { LibraryInstance(module, counters) }
    self.timeout = timeout
    state = Mutex(State(idle: (0..<size).map { _ in LibraryInstance(module, counters) }))
  }

  func answer(_ request: Request) async -> Response {
    var instance = await take()
    defer { give(instance) }
    do {
      return Response(
        200,
        try await within(timeout) { [instance] in
          try await instance.run(request.body)
        })
    } catch {
      // Nobody knows what state it is in.
      instance = makeInstance()
      return error is CancellationError
        ? Response(504, "the plug-in took too long\n")
        : Response(500, "the plug-in failed: \(error)\n")
    }
  }

  private func take() async -> LibraryInstance {
    await withCheckedContinuation { continuation in
      let instance = state.withLock { state in
        if state.idle.isEmpty { state.waiting.append(continuation) }
        return state.idle.popLast()
      }
      if let instance { continuation.resume(returning: instance) }
    }
  }

  private func give(_ instance: LibraryInstance) {
    let waiter = state.withLock { state in
      if state.waiting.isEmpty { state.idle.append(instance) }
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    waiter?.resume(returning: instance)
  }
}

/// One instance: an actor, as a store has one owner.
actor LibraryInstance {
  private let module: Module
  private let imports: Imports
  private let output = Output()
  private var instance: Instance?

  init(_ module: Module, _ counters: Counters) {
    self.module = module
    var imports = Imports()
    counters.define(in: &imports)
    output.define(in: &imports)
    self.imports = imports
  }

  /// Has the guest answer a request; it runs in slices, and can be cancelled at any time.
  func run(_ body: [UInt8]) async throws -> [UInt8] {
    let instance = try self.instance ?? Store().instantiate(module, imports: imports)
    self.instance = instance
    let buffer = try instance.copyToGuest(body)
    try await instance.run("run", buffer.pointer, buffer.count)
    try instance.freeInGuest(buffer)
    return output.take()
  }
}

/// Cancels what takes longer.
func within<R: Sendable>(
  _ time: Duration, _ body: @escaping @Sendable () async throws -> R
) async throws -> R {
  let task = Task { try await body() }
  let timer = Task {
    try await Task.sleep(for: time)
    task.cancel()
  }
  defer { timer.cancel() }
  return try await task.value
}
