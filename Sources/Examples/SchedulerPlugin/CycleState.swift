import Ganglion
import Synchronization

/// What the calls about one pod share, whichever instance they go to.
final class CycleState: Sendable {
  private let values = Mutex<[UInt32: Int64]>([:])
  private let reasons = Mutex<[String: Int]>([:])

  func read(_ key: UInt32) -> Int64 { values.withLock { $0[key] ?? 0 } }

  func write(_ key: UInt32, _ value: Int64) {
    // Keys come from the guest: there is an end to what it may make us keep.
    values.withLock { if $0[key] != nil || $0.count < 100 { $0[key] = value } }
  }

  func addReason(_ text: String) {
    reasons.withLock { if $0[text] != nil || $0.count < 100 { $0[text, default: 0] += 1 } }
  }

  /// Why nodes were refused, with their numbers.
  var refusals: [String: Int] { reasons.withLock { $0 } }
}

/// The state of the cycle that an instance works for; its host functions lead there.
final class CurrentCycle: Sendable {
  private let current = Mutex(CycleState())

  var state: CycleState {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  /// `cycle.read(key) -> value`, `cycle.write(key, value)` and `cycle.reason(text, count)`.
  func define(in imports: inout Imports) {
    imports.define("cycle", "read") { [self] (_, key: UInt32) -> Int64 in state.read(key) }
    imports.define("cycle", "write") { [self] (_, key: UInt32, value: Int64) in
      state.write(key, value)
    }
    imports.define("cycle", "reason") { [self] (guest, text: UInt32, count: UInt32) in
      state.addReason(
        try guest.memory.string(at: UInt64(text), count: UInt64(min(count, 200))))
    }
  }
}
