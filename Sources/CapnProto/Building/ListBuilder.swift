/// A list in a message that is being built, of any elements.
///
/// Most programs use the typed `List` instead.
///
/// https://capnproto.org/encoding.html#lists
@frozen public struct ListBuilder {
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let start: UnsafeMutableRawPointer
  @usableFromInline let extent: ListExtent
  @usableFromInline let shape: ElementShape

  @inlinable var elementCount: UInt32 { extent.count }
  @inlinable var stepBits: UInt32 { shape.stepBits }
  @inlinable var dataBytes: UInt32 { shape.dataBytes }
  @inlinable var pointerSlots: UInt16 { shape.pointerCount }
  /// How the elements lie in memory.
  @inlinable public var elementSize: ElementSize { extent.elementSize }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, start: UnsafeMutableRawPointer,
    count: UInt32, stepBits: UInt32, dataBytes: UInt32, pointerCount: UInt16,
    elementSize: ElementSize
  ) {
    self.arena = arena
    self.segment = segment
    self.start = start
    extent = ListExtent(count: count, nesting: 0, elementSize: elementSize)
    shape = ElementShape(stepBits: stepBits, dataBytes: dataBytes, pointerCount: pointerCount)
  }

  @inlinable init(arena: Arena, found: FoundList) {
    self.arena = arena
    segment = found.segment
    start = UnsafeMutableRawPointer(mutating: found.start)
    extent = found.extent
    shape = found.shape
  }

  /// A list of nothing, where there is nothing to write to.
  @inlinable init(nowhereIn arena: Arena) {
    self.init(
      arena: arena, segment: arena.first, start: arena.first.pointee.base, count: 0, stepBits: 0,
      dataBytes: 0, pointerCount: 0, elementSize: .void)
  }

  /// The number of elements.
  @inlinable public var count: Int { Int(elementCount) }
  /// The size of the elements, if they are structs.
  @inlinable public var structSize: StructSize {
    StructSize(
      dataWords: UInt16(truncatingIfNeeded: (dataBytes &+ 7) >> 3), pointerCount: pointerSlots)
  }

  /// The list, to be read.
  ///
  /// Later changes show in the reader. It must not be handed to another thread while the message is still being built.
  @inlinable public var asReader: ListReader {
    ListReader(
      arena: arena, segment: segment, start: start, count: elementCount, stepBits: stepBits,
      dataBytes: dataBytes, pointerCount: pointerSlots, nesting: .max, elementSize: elementSize)
  }

  @inlinable func address(_ index: Int) -> UnsafeMutableRawPointer {
    start + index &* Int(stepBits >> 3)
  }

  /// Reads a number; zero if the index is out of range.
  ///
  /// - Parameters:
  ///   - index: The element.
  ///   - type: Its type.
  @inlinable public func get<T: Primitive>(_ index: Int, as type: T.Type = T.self) -> T {
    guard UInt(bitPattern: index) < UInt(elementCount), T.byteSize <= Int(dataBytes) else {
      return T(wireBits: 0)
    }
    defer { withExtendedLifetime(arena) {} }
    return T.load(address(index))
  }

  /// Writes a number, unless the index is out of range.
  ///
  /// - Parameters:
  ///   - index: The element.
  ///   - value: The number.
  @inlinable public func set<T: Primitive>(_ index: Int, _ value: T) {
    guard UInt(bitPattern: index) < UInt(elementCount), T.byteSize <= Int(dataBytes) else {
      return
    }
    value.store(address(index))
    withExtendedLifetime(arena) {}
  }

  /// Reads a truth value; false if the index is out of range.
  ///
  /// - Parameter index: The element.
  @inlinable public func getBool(_ index: Int) -> Bool {
    guard UInt(bitPattern: index) < UInt(elementCount), elementSize == .bit || dataBytes > 0 else {
      return false
    }
    defer { withExtendedLifetime(arena) {} }
    // Bits lie one after the other, also in a list of larger numbers: so the other implementations read them.
    let byte = (start + index >> 3).load(as: UInt8.self)
    return byte >> UInt8(truncatingIfNeeded: index & 7) & 1 != 0
  }

  /// Writes a truth value, unless the index is out of range.
  ///
  /// - Parameters:
  ///   - index: The element.
  ///   - value: The value.
  @inlinable public func setBool(_ index: Int, _ value: Bool) {
    guard UInt(bitPattern: index) < UInt(elementCount), elementSize == .bit else { return }
    let address = start + index >> 3
    let mask = UInt8(1) << UInt8(truncatingIfNeeded: index & 7)
    let byte = address.load(as: UInt8.self)
    address.storeBytes(of: value ? byte | mask : byte & ~mask, as: UInt8.self)
    withExtendedLifetime(arena) {}
  }

  /// The struct at an index; one without fields if the index is out of range.
  ///
  /// - Parameter index: The element.
  @inlinable @inline(__always) public func structure(_ index: Int) -> StructBuilder {
    let mask = placeMask(index, count)
    return StructBuilder(
      arena: arena, segment: segment, data: address(index & mask),
      shape: shape.fields & UInt64(bitPattern: Int64(mask)))
  }

  /// The pointer at an index; if it is out of range, a null one that can't be written to.
  ///
  /// - Parameter index: The element.
  @inlinable @inline(__always) public func pointer(_ index: Int) -> AnyPointerBuilder {
    let mask = placeMask(index, count) & placeMask(0, Int(pointerSlots))
    return AnyPointerBuilder(
      arena: arena, segment: segment,
      place: (Int(bitPattern: address(index)) &+ Int(dataBytes)) & mask)
  }
}
