import Synchronization

/// Gives equal recursion groups the same identities, across all modules of the process.
///
/// A group is entered by its content, in which types of the group itself stand as positions and
/// all other types as their identities; so equal content means equal types, and comparing types is
/// comparing identities. The registry is bounded by the modules that exist: each module holds a
/// ``Lease`` on its groups, and a group without a lease is forgotten and its identities used again.
///
/// Specification: https://webassembly.github.io/spec/core/valid/conventions.html#defined-types
enum TypeRegistry {
  /// One more than the largest identity; identities fit into the packed form of a heap type.
  static let identityEnd: UInt32 = 1 << 27

  private struct Group {
    var content: [UInt32]
    var identities: [UInt32]
    var leases: Int
  }

  private struct State {
    var slots: [Group] = []
    var freeSlots: [Int] = []
    var slotsByContent: [[UInt32]: Int] = [:]
    var nextIdentity: UInt32 = 0
    var freeIdentities: [UInt32] = []

    mutating func newIdentity() -> UInt32? {
      if let identity = freeIdentities.popLast() { return identity }
      guard nextIdentity < TypeRegistry.identityEnd else { return nil }
      nextIdentity += 1
      return nextIdentity - 1
    }
  }

  private static let state = Mutex(State())

  /// The number of groups that are in use, for tests.
  static var groupCount: Int { state.withLock { $0.slotsByContent.count } }

  /// The groups a module uses; gives them back when it goes.
  struct Lease: ~Copyable, Sendable {
    private var slots: [Int] = []

    init() {}

    /// Enters a group, or finds the equal one that is there.
    ///
    /// - Parameters:
    ///   - content: the group, encoded.
    ///   - count: the number of types in it.
    /// - Returns: the identities of its types; `nil` if there are none left.
    mutating func enter(_ content: [UInt32], count: Int) -> [UInt32]? {
      let entry = TypeRegistry.enter(content, count: count)
      guard let entry else { return nil }
      slots.append(entry.slot)
      return entry.identities
    }

    deinit { TypeRegistry.release(slots) }
  }

  private static func enter(
    _ content: [UInt32], count: Int
  ) -> (slot: Int, identities: [UInt32])? {
    state.withLock { state in
      if let slot = state.slotsByContent[content] {
        state.slots[slot].leases += 1
        return (slot, state.slots[slot].identities)
      }
      var identities: [UInt32] = []
      identities.reserveCapacity(count)
      for _ in 0..<count {
        guard let identity = state.newIdentity() else {
          state.freeIdentities += identities
          return nil
        }
        identities.append(identity)
      }
      let group = Group(content: content, identities: identities, leases: 1)
      let slot = state.freeSlots.popLast() ?? state.slots.count
      if slot == state.slots.count { state.slots.append(group) } else { state.slots[slot] = group }
      state.slotsByContent[content] = slot
      return (slot, identities)
    }
  }

  private static func release(_ slots: [Int]) {
    if slots.isEmpty { return }
    state.withLock { state in
      for slot in slots {
        state.slots[slot].leases -= 1
        guard state.slots[slot].leases == 0 else { continue }
        let group = state.slots[slot]
        state.slotsByContent[group.content] = nil
        state.freeIdentities += group.identities
        state.slots[slot] = Group(content: [], identities: [], leases: 0)
        state.freeSlots.append(slot)
      }
      // Give memory back when the last module goes.
      if state.slotsByContent.isEmpty { state = State() }
    }
  }
}
