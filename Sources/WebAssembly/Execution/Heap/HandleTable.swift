/// The objects that the host holds on to.
///
/// Handles may go on any thread, at any time, hence the lock; a collection looks at what is left.
final class HandleTable: Sendable {
  private struct State {
    var references: [UInt64] = []
    var free: [Int] = []
  }

  private let state = Lock(State())

  /// Keeps an object until the position is released.
  func add(_ reference: UInt64) -> Int {
    state.withLock { state in
      if let position = state.free.popLast() {
        state.references[position] = reference
        return position
      }
      state.references.append(reference)
      return state.references.count - 1
    }
  }

  func release(_ position: Int) {
    state.withLock { state in
      state.references[position] = 0
      state.free.append(position)
      if state.free.count == state.references.count { state = State() }
    }
  }

  /// How many objects are held, for tests.
  var count: Int { state.withLock { $0.references.count - $0.free.count } }

  /// Visits all of them.
  func forEach(_ body: (UInt64) -> Void) {
    // Copied, so that nothing is called under the lock.
    for reference in state.withLock({ $0.references }) where reference != 0 { body(reference) }
  }
}

/// Keeps one object alive for as long as it lives itself.
final class HandlePin: Sendable {
  private let table: HandleTable
  private let position: Int

  init(_ table: HandleTable, _ reference: UInt64) {
    self.table = table
    position = table.add(reference)
  }

  deinit { table.release(position) }
}
