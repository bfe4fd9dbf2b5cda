/// An object of a message that nothing points to: it can be put in another place of the same message without being copied.
///
/// One that is dropped is cleared.
public struct Orphan: ~Copyable {
  let arena: Arena
  private(set) var target: Target?

  init(arena: Arena, target: Target?) {
    self.arena = arena
    self.target = target
  }

  deinit { if let target { arena.erase(target) } }

  /// Whether there is no object at all.
  public var isNull: Bool { target == nil }

  mutating func take() -> Target? {
    defer { target = nil }
    return target
  }
}

extension AnyPointerBuilder {
  /// Takes away what the pointer leads to, and makes it null.
  public func disown() -> Orphan {
    guard let address, !isNull else { return Orphan(arena: arena, target: nil) }
    let target = try? arena.resolve(address, in: segment)
    forgetPads()
    return Orphan(arena: arena, target: target)
  }

  /// Puts an object behind the pointer.
  ///
  /// - Parameter orphan: The object. One of another message is copied.
  /// - Throws: If copying fails.
  public func adopt(_ orphan: consuming Orphan) throws(CapnProtoError) {
    clear()
    guard let address, orphan.target != nil else { return }
    if orphan.arena === arena {
      if let target = orphan.take() { arena.link(address, segment, to: target) }
      return
    }
    let other = orphan.arena
    guard let target = orphan.take(), let (slotSegment, slot) = other.allocateElsewhere(1) else {
      return
    }
    other.link(slot, slotSegment, to: target)
    let source = AnyPointerBuilder(arena: other, segment: slotSegment, place: Int(bitPattern: slot))
    defer { source.clear() }
    try set(source.asReader)
  }
}
