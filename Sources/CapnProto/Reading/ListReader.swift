/// A list in a message, of any elements, ready to be read.
///
/// Most programs use the typed `List` instead.
///
/// https://capnproto.org/encoding.html#lists
@frozen public struct ListReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let extent: ListExtent
  @usableFromInline let shape: ElementShape

  @inlinable var elementCount: UInt32 { extent.count }
  @inlinable var stepBits: UInt32 { shape.stepBits }
  @inlinable var dataBytes: UInt32 { shape.dataBytes }
  @inlinable var pointerSlots: UInt16 { shape.pointerCount }
  @inlinable var nesting: UInt16 { extent.nesting }
  /// How the elements lie in memory.
  @inlinable public var elementSize: ElementSize { extent.elementSize }

  /// The empty list.
  @inlinable public init() {
    let arena = Arena.none
    self.init(
      arena: arena, segment: arena.first, start: emptyAddress, count: 0, stepBits: 0, dataBytes: 0,
      pointerCount: 0, nesting: 0, elementSize: .void)
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, start: UnsafeRawPointer, count: UInt32,
    stepBits: UInt32, dataBytes: UInt32, pointerCount: UInt16, nesting: UInt16,
    elementSize: ElementSize
  ) {
    self.arena = arena
    self.segment = segment
    self.start = start
    extent = ListExtent(count: count, nesting: nesting, elementSize: elementSize)
    shape = ElementShape(stepBits: stepBits, dataBytes: dataBytes, pointerCount: pointerCount)
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, start: UnsafeRawPointer,
    extent: ListExtent, shape: ElementShape
  ) {
    self.arena = arena
    self.segment = segment
    self.start = start
    self.extent = extent
    self.shape = shape
  }

  /// The number of elements.
  @inlinable public var count: Int { Int(elementCount) }
  /// The size of the elements, if they are structs.
  @inlinable public var structSize: StructSize {
    StructSize(
      dataWords: UInt16(truncatingIfNeeded: (dataBytes &+ 7) >> 3), pointerCount: pointerSlots)
  }

  @inlinable func address(_ index: Int) -> UnsafeRawPointer {
    start + index &* Int(stepBits >> 3)
  }

  /// Reads a number.
  ///
  /// - Parameters:
  ///   - index: The element.
  ///   - type: Its type.
  /// - Returns: The number; zero if the index is out of range.
  @inlinable public func get<T: Primitive>(_ index: Int, as type: T.Type = T.self) -> T {
    guard UInt(bitPattern: index) < UInt(elementCount), T.byteSize <= Int(dataBytes) else {
      return T(wireBits: 0)
    }
    defer { withExtendedLifetime(arena) {} }
    return T.load(address(index))
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

  /// The struct at an index; the empty one if the index is out of range.
  ///
  /// Elements that are numbers or pointers read as structs with one field.
  ///
  /// - Parameter index: The element.
  @inlinable @inline(__always) public func structure(_ index: Int) -> StructReader {
    let mask = placeMask(index, count)
    let fields = shape.fields & UInt64(bitPattern: Int64(mask))
    return StructReader(
      arena: arena, segment: segment, data: address(index & mask),
      shape: fields | UInt64(lessOne(nesting)) << 48)
  }

  /// The pointer at an index; null if the index is out of range.
  ///
  /// - Parameter index: The element.
  @inlinable @inline(__always) public func pointer(_ index: Int) -> AnyPointerReader {
    let mask = placeMask(index, count) & placeMask(0, Int(pointerSlots))
    return AnyPointerReader(
      arena: arena, segment: segment,
      place: (Int(bitPattern: address(index)) &+ Int(dataBytes)) & mask,
      nesting: nesting)
  }
}
