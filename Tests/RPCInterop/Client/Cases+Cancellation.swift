import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let cancellations: [InteropCase] = [
    InteropCase("hang") { c in try await cancelling(c) { _, task in task.cancel() } },
    InteropCase("hangStats") { c in
      let stats = try await c.main.hangStats().value
      try require(stats.canceled <= stats.started, "more were cancelled than started")
    },
    InteropCase("dropCancels", needs: ["hang"]) { c in
      let before = try await c.main.hangStats().value
      do {
        let promise = c.main.hang()
        let during = try await c.main.hangStats().value
        try require(during.started, is: before.started + 1)
        _ = promise
      }
      try await waitUntil("the call was cancelled") {
        try await c.main.hangStats().value.canceled == before.canceled + 1
      }
    },
    InteropCase("disconnectCancels", needs: ["hang"]) { c in
      try await cancelling(c) { other, _ in other.connection.close() }
    },
    InteropCase("disconnect", needs: ["hang"]) { c in
      let calls = (0..<20).map { _ in c.main.hang() }
      _ = try await c.main.ping(seq: 1).value
      c.connection.close("the case is over")
      for call in calls {
        let error = try await failure { try await call.value }
        try require(error.kind == .disconnected, "\(error)")
      }
      let late = try await failure { try await c.main.ping(seq: 1).value }
      try require(late.kind == .disconnected, "\(late)")
    },
    InteropCase("reconnect", needs: ["ping"]) { c in
      c.connection.close()
      await c.connection.ended()
      let other = try await CaseContext(c.address)
      try require(try await other.main.ping(seq: 9).value.seq, is: 9)
      other.connection.close()
    },
  ]

  /// Has a call hang on a connection of its own, ends it, and asks whether the server noticed.
  private static func cancelling(
    _ c: CaseContext, _ end: (CaseContext, Task<Void, any Error>) -> Void
  ) async throws {
    let before = try await c.main.hangStats().value
    let other = try await CaseContext(c.address)
    let task = Task { _ = try await other.main.hang().value }
    try await waitUntil("the call has started") {
      try await c.main.hangStats().value.started == before.started + 1
    }
    end(other, task)
    do {
      try await task.value
      throw CaseFailure(description: "the call returned")
    } catch is CancellationError {
    } catch let error as RPCError {
      try require(error.kind == .disconnected, "\(error)")
    }
    try await waitUntil("the call was cancelled") {
      try await c.main.hangStats().value.canceled == before.canceled + 1
    }
    other.connection.close()
  }
}
