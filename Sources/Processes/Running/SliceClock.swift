import Platform
import Synchronization
import WASI
package import WebAssembly

/// Interrupts running slices about once a millisecond, so that guests share the threads they run on.
///
/// It ticks only while a slice runs. A slice that ends between two ticks costs a lock and no more.
package final class SliceClock: Sendable {
  private struct Slice {
    let handle: InterruptHandle
    /// Whether it has run since before the last tick.
    var isOld = false
  }

  private struct State {
    var slices: [UInt64: Slice] = [:]
    var nextIdentifier: UInt64 = 0
    var isTicking = false
  }

  private let state = Guarded(State())
  /// What calls it back; `nil` for the shared one, once it is needed.
  private let loop: EventLoop?

  /// The time between ticks, in nanoseconds: long against the cost of a stop, short against what a
  /// person or a network notices.
  private static let tick: UInt64 = 1_000_000

  private static let sharedResult: Result<SliceClock, SystemError> = Result {
    () throws(SystemError) in SliceClock(try EventLoop.shared)
  }

  /// The clock of all guests of a program.
  package static var shared: SliceClock {
    get throws(WASIError) {
      do throws(SystemError) {
        return try sharedResult.get()
      } catch {
        throw WASIError(.system, "\(error)")
      }
    }
  }

  /// The same without a thread before the first slice.
  ///
  /// Where the system has no thread to give then, slices last until their guests wait.
  static let late = SliceClock(nil)

  private init(_ loop: EventLoop?) { self.loop = loop }

  /// A slice begins.
  ///
  /// - Returns: what to hand to `end`.
  package func begin(_ handle: InterruptHandle) -> UInt64 {
    let (identifier, mustStart) = state.withLock { state in
      state.nextIdentifier &+= 1
      state.slices[state.nextIdentifier] = Slice(handle: handle)
      defer { state.isTicking = true }
      return (state.nextIdentifier, !state.isTicking)
    }
    if mustStart { scheduleTick() }
    return identifier
  }

  /// A slice has ended.
  package func end(_ identifier: UInt64) { state.withLock { $0.slices[identifier] = nil } }

  private func scheduleTick() {
    guard let loop = loop ?? (try? EventLoop.shared) else {
      return state.withLock { $0.isTicking = false }
    }
    var set = WaitSet()
    set.add(deadline: Clock.monotonic.now &+ SliceClock.tick)
    _ = loop.register(set, Waker { self.doTick() })
  }

  private func doTick() {
    let old: [InterruptHandle] = state.withLock { state in
      var old: [InterruptHandle] = []
      for (identifier, slice) in state.slices {
        if slice.isOld { old.append(slice.handle) }
        state.slices[identifier]?.isOld = true
      }
      state.isTicking = !state.slices.isEmpty
      return old
    }
    for handle in old { handle.interrupt(.pause) }
    if state.withLock({ $0.isTicking }) { scheduleTick() }
  }
}
