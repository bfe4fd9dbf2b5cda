import Platform
import Synchronization
import WebAssembly

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ends a call from another thread after a moment.
final class Interrupter {
  private let state: State

  private final class State: Sendable {
    let isOver = Atomic<Bool>(false)
    let hasEnded = Atomic<Bool>(false)
  }

  init(_ handle: InterruptHandle) {
    let state = State()
    self.state = state
    let hasStarted = WorkerThread.start {
      while !state.isOver.load(ordering: .acquiring) {
        usleep(300)
        handle.interrupt(.terminate)
      }
      state.hasEnded.store(true, ordering: .releasing)
    }
    if !hasStarted { state.hasEnded.store(true, ordering: .releasing) }
  }

  func end() {
    state.isOver.store(true, ordering: .releasing)
    while !state.hasEnded.load(ordering: .acquiring) { usleep(100) }
  }
}
