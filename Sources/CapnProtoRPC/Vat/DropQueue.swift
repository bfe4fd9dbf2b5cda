internal import Synchronization

/// References that were dropped outside their vat, to be released inside.
///
/// Any thread can add; only the vat takes. A stack without locks, because the last reference to a capability can go away anywhere:
/// in a task, in a message that dies.
final class DropQueue: Sendable {
  private let head = Atomic<UInt>(0)

  private struct Node {
    var next: UInt
    var reference: Unmanaged<CapabilityHook>
  }

  deinit { drain() }

  /// Adds a reference, and with it the duty to release it.
  ///
  /// - Returns: Whether there was none before.
  func push(_ reference: Unmanaged<CapabilityHook>) -> Bool {
    let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
    let new = UInt(bitPattern: node)
    var seen = head.load(ordering: .relaxed)
    node.initialize(to: Node(next: seen, reference: reference))
    while true {
      let (exchanged, original) = head.weakCompareExchange(
        expected: seen, desired: new, successOrdering: .releasing, failureOrdering: .relaxed)
      if exchanged { return seen == 0 }
      seen = original
      node.pointee.next = seen
    }
  }

  var isEmpty: Bool { head.load(ordering: .relaxed) == 0 }

  /// Releases everything that was added. Called in the vat.
  func drain() {
    if isEmpty { return }
    var next = head.exchange(0, ordering: .acquiring)
    while let node = UnsafeMutablePointer<Node>(bitPattern: next) {
      next = node.pointee.next
      let reference = node.pointee.reference
      node.deinitialize(count: 1)
      node.deallocate()
      reference.release()
    }
  }
}
