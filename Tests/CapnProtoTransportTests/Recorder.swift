import CapnProto
import CapnProtoAsync
import Platform
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Receives, and lets a test wait for what it received.
final class Recorder: TransportReceiver {
  private struct State {
    var messages: [InboundMessage] = []
    var ended = false
    var error: (any Error)?
    var isCongested = false
    var waiters: [(@Sendable (borrowing State) -> Bool, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Guarded(State())

  func transport(received messages: [InboundMessage]) {
    update { $0.messages += messages }
  }
  func transport(hasRoom: Bool) { update { $0.isCongested = !hasRoom } }
  func transport(ended error: (any Error)?) {
    update {
      $0.ended = true
      $0.error = error
    }
  }

  private func update(_ body: (inout State) -> Void) {
    let due = state.withLock { state in
      body(&state)
      let snapshot = state
      let due = state.waiters.filter { $0.0(snapshot) }.map(\.1)
      state.waiters.removeAll { $0.0(snapshot) }
      return due
    }
    for waiter in due { waiter.resume() }
  }

  private func wait(_ condition: @escaping @Sendable (borrowing State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isDue = state.withLock { state in
        if condition(state) { return true }
        state.waiters.append((condition, continuation))
        return false
      }
      if isDue { continuation.resume() }
    }
  }

  /// Waits for so many messages, all together.
  func messages(_ count: Int) async -> [InboundMessage] {
    await wait { $0.messages.count >= count }
    return state.withLock { $0.messages }
  }

  /// Waits for the end.
  func end() async -> (any Error)? {
    await wait { $0.ended }
    return state.withLock { $0.error }
  }

  func congestion(_ wanted: Bool) async { await wait { $0.isCongested == wanted } }

  var count: Int { state.withLock { $0.messages.count } }
}

extension Message {
  /// A message with some bytes at its root.
  static func with(_ bytes: [UInt8]) throws -> Message {
    let builder = MessageBuilder()
    builder.root.setData(bytes)
    return try builder.finish()
  }

  var bytes: [UInt8] { (try? root.data().bytes) ?? [] }
}

/// A path for a socket that nobody uses yet.
func temporarySocketPath() -> String {
  var generator = SystemRandomNumberGenerator()
  return "/tmp/capnp-test-\(generator.next()).socket"
}

func removeFile(_ path: String) { _ = unlink(path) }
