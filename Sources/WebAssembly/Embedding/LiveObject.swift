import Synchronization

/// Counts the engine's objects that are alive, so that a test can see that all of them went.
package final class LiveObject: Sendable {
  package enum Kind: Int, CaseIterable, Sendable { case module, store, execution, memory }

  private static let counts = [Counter(), Counter(), Counter(), Counter()]
  private let kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
    LiveObject.counts[kind.rawValue].value.add(1, ordering: .relaxed)
  }

  deinit { LiveObject.counts[kind.rawValue].value.subtract(1, ordering: .relaxed) }

  /// How many objects of a kind are alive in this process.
  package static func count(_ kind: Kind) -> Int {
    counts[kind.rawValue].value.load(ordering: .relaxed)
  }

  private final class Counter: Sendable {
    let value = Atomic<Int>(0)
  }
}
