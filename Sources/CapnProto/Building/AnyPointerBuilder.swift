/// A pointer in a message that is being built.
///
/// https://capnproto.org/encoding.html#pointers
@frozen public struct AnyPointerBuilder {
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  /// The address; zero for a pointer that a struct or list is too short to have.
  @usableFromInline let place: Int

  @inlinable var address: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: place) }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, place: Int
  ) {
    self.arena = arena
    self.segment = segment
    self.place = place
  }

  @inlinable var wire: WirePointer {
    guard let address else { return WirePointer(raw: 0) }
    defer { withExtendedLifetime(arena) {} }
    return WirePointer(loading: address)
  }

  /// Whether the pointer is null.
  @inlinable public var isNull: Bool { wire.isNull }

  /// The pointer, to be read.
  ///
  /// Later changes show in the reader. It must not be handed to another thread while the message is still being built.
  @inlinable public var asReader: AnyPointerReader {
    AnyPointerReader(arena: arena, segment: segment, place: place, nesting: .max)
  }

  /// Makes the pointer null, and clears what it led to.
  @inlinable public func clear() {
    guard let address, !WirePointer(loading: address).isNull else { return }
    arena.erase(address, in: segment)
  }

  /// Puts a new struct behind the pointer.
  ///
  /// - Parameter size: Its size.
  /// - Returns: The struct, all of its fields at their defaults.
  @inlinable @inline(__always) public func initStruct(_ size: StructSize) -> StructBuilder {
    let found = arena.placeStruct(place, segment, size)
    return StructBuilder(
      arena: arena, segment: found.segment, data: UnsafeMutableRawPointer(mutating: found.start),
      shape: found.shape)
  }

  /// Puts a new list of numbers or pointers behind the pointer.
  ///
  /// - Parameters:
  ///   - size: The elements, which are not structs.
  ///   - count: How many there are. A list of more than 2²⁹ − 1 makes the message fail to finish.
  /// - Returns: The list, all of its elements zero.
  @inlinable @inline(__always)
  public func initList(_ size: ElementSize, count: Int) -> ListBuilder {
    ListBuilder(arena: arena, found: arena.placeList(place, segment, size, count))
  }

  /// Puts a new list of structs behind the pointer.
  ///
  /// - Parameters:
  ///   - size: The size of each.
  ///   - count: How many there are. Too many make the message fail to finish.
  /// - Returns: The list, all fields of its structs at their defaults.
  @inlinable @inline(__always)
  public func initStructList(_ size: StructSize, count: Int) -> ListBuilder {
    ListBuilder(arena: arena, found: arena.placeStructs(place, segment, size, count))
  }

  /// Makes the pointer stand for a capability; null if there is none.
  ///
  /// - Parameter object: What it stands for. The message's table gets a new entry.
  @inlinable public func setCapability(_ object: (any CapabilityObject)?) {
    clear()
    guard let address, let object else { return }
    WirePointer.capability(arena.addCapability(object)).store(at: address)
  }

  /// Makes the pointer stand for the capability with an index in a table of the caller's.
  ///
  /// - Parameter index: The index.
  @inlinable public func setCapability(index: UInt32) {
    clear()
    guard let address else { return }
    WirePointer.capability(index).store(at: address)
  }
}
