import Ganglion
import Synchronization

/// Ends a process when the user presses Ctrl-C, also when that was before it started.
final class Interruption: Sendable {
  private struct State {
    var process: GuestProcess?
    var isPressed = false
  }

  private let state = Mutex(State())

  /// Ctrl-C was pressed.
  func press() {
    let process = state.withLock { state in
      state.isPressed = true
      return state.process
    }
    process?.kill()
  }

  /// Names the process to end.
  func attach(_ process: GuestProcess) {
    let isPressed = state.withLock { state in
      state.process = process
      return state.isPressed
    }
    if isPressed { process.kill() }
  }
}
