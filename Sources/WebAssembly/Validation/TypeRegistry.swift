/// Gives equal recursion groups the same identities, across all modules of the process.
///
/// A group is entered by its content, in which types of the group itself stand as positions and
/// all other types as their identities; so equal content means equal types, and comparing types is
/// comparing identities. The registry is bounded by the modules that exist: each module holds a
/// ``Lease`` on its groups, and a group without a lease is forgotten and its identities used again.
///
/// Specification: https://webassembly.github.io/spec/core/valid/conventions.html#defined-types
package enum TypeRegistry {
  /// One more than the largest identity; identities fit into the packed form of a heap type.
  package static let identityEnd: UInt32 = 1 << 27

  private struct Group {
    var content: [UInt32]
    /// The identity of the first type; those of the others follow.
    var first: UInt32
    var count: UInt32
    var leases: Int
  }

  /// Free runs of identities of one length.
  private struct FreeRuns {
    let length: UInt32
    var starts: [UInt32]
  }

  private struct State {
    var slots: [Group] = []
    var freeSlots: [Int] = []
    var slotsByContent = PositionTable()
    var nextIdentity: UInt32 = 0
    /// Runs of identities that were given back, and their positions by length.
    var freeRuns: [FreeRuns] = []
    var freeRunsByLength = PositionTable()

    /// Takes a run of identities.
    mutating func newIdentities(_ count: UInt32) -> UInt32? {
      if let position = freeRuns(of: count), let first = freeRuns[position].starts.popLast() {
        return first
      }
      guard count <= TypeRegistry.identityEnd - nextIdentity else { return nil }
      nextIdentity += count
      return nextIdentity - count
    }

    mutating func giveBack(_ first: UInt32, count: UInt32) {
      if let position = freeRuns(of: count) { return freeRuns[position].starts.append(first) }
      freeRunsByLength.insert(freeRuns.count, PositionTable.hash(Int(count)))
      freeRuns.append(FreeRuns(length: count, starts: [first]))
    }

    private func freeRuns(of length: UInt32) -> Int? {
      freeRunsByLength.first(PositionTable.hash(Int(length))) { freeRuns[$0].length == length }
    }
  }

  private static let state = Lock(State())

  /// The number of groups that are in use, for tests.
  package static var groupCount: Int { state.withLock { $0.slotsByContent.count } }

  /// The groups a module uses; gives them back when it goes.
  package struct Lease: ~Copyable, Sendable {
    private var slots: [Int] = []

    package init() {}

    /// Enters a group, or finds the equal one that is there.
    ///
    /// - Parameters:
    ///   - content: the group, encoded.
    ///   - count: the number of types in it.
    /// - Returns: the identity of its first type, which those of the others follow; `nil` if there
    ///   are none left.
    package mutating func enter(_ content: [UInt32], count: Int) -> UInt32? {
      guard let entry = TypeRegistry.enter(content, UInt32(truncatingIfNeeded: count)) else {
        return nil
      }
      slots.append(entry.slot)
      return entry.first
    }

    deinit { TypeRegistry.release(slots) }
  }

  /// A keyed hash: guests choose the content.
  private static func hash(_ content: [UInt32]) -> Int {
    var hash = KeyedHash()
    content.withUnsafeBytes { hash.combine($0) }
    return hash.finalize()
  }

  private static func enter(_ content: [UInt32], _ count: UInt32) -> (slot: Int, first: UInt32)? {
    state.withLock { state in
      let hash = hash(content)
      if let slot = state.slotsByContent.first(hash, where: { state.slots[$0].content == content })
      {
        state.slots[slot].leases += 1
        return (slot, state.slots[slot].first)
      }
      guard let first = state.newIdentities(count) else { return nil }
      let group = Group(content: content, first: first, count: count, leases: 1)
      let slot = state.freeSlots.popLast() ?? state.slots.count
      if slot == state.slots.count { state.slots.append(group) } else { state.slots[slot] = group }
      state.slotsByContent.insert(slot, hash)
      return (slot, first)
    }
  }

  private static func release(_ slots: [Int]) {
    if slots.isEmpty { return }
    state.withLock { state in
      for slot in slots {
        state.slots[slot].leases -= 1
        guard state.slots[slot].leases == 0 else { continue }
        let group = state.slots[slot]
        state.slotsByContent.remove(slot, hash(group.content))
        state.giveBack(group.first, count: group.count)
        state.slots[slot] = Group(content: [], first: 0, count: 0, leases: 0)
        state.freeSlots.append(slot)
      }
      // Give memory back when the last module goes.
      if state.slotsByContent.count == 0 { state = State() }
    }
  }
}
