/// A list in a message, of any elements, ready to be read.
///
/// Most programs use the typed `List` instead.
///
/// https://capnproto.org/encoding.html#lists
@frozen public struct ListReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena?
  @usableFromInline let segment: UnsafeMutablePointer<Segment>?
  @usableFromInline let start: UnsafeRawPointer
  @usableFromInline let elementCount: UInt32
  @usableFromInline let stepBits: UInt32
  @usableFromInline let dataBytes: UInt32
  @usableFromInline let pointerSlots: UInt16
  @usableFromInline let nesting: UInt16
  /// How the elements lie in memory.
  public let elementSize: ElementSize

  /// The empty list.
  @inlinable public init() {
    self.init(
      arena: nil, segment: nil, start: emptyAddress, count: 0, stepBits: 0, dataBytes: 0,
      pointerCount: 0, nesting: 0, elementSize: .void)
  }

  @inlinable init(
    arena: Arena?, segment: UnsafeMutablePointer<Segment>?, start: UnsafeRawPointer, count: UInt32,
    stepBits: UInt32, dataBytes: UInt32, pointerCount: UInt16, nesting: UInt16,
    elementSize: ElementSize
  ) {
    self.arena = arena
    self.segment = segment
    self.start = start
    self.elementCount = count
    self.stepBits = stepBits
    self.dataBytes = dataBytes
    self.pointerSlots = pointerCount
    self.nesting = nesting
    self.elementSize = elementSize
  }

  /// The number of elements.
  @inlinable public var count: Int { Int(elementCount) }
  /// The size of the elements, if they are structs.
  @inlinable public var structSize: StructSize {
    StructSize(
      dataWords: UInt16(truncatingIfNeeded: (dataBytes &+ 7) >> 3), pointerCount: pointerSlots)
  }

  @inlinable func address(_ index: Int) -> UnsafeRawPointer {
    start + Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: index) &* UInt64(stepBits) >> 3)
  }

  /// Checks that the elements can be read as others, as schemas evolve.
  @inline(never) @usableFromInline
  func converted(
    to expected: ElementSize, _ error: CapnProtoError
  ) throws(CapnProtoError) -> ListReader {
    switch expected {
    case .void: return self
    case .bit: throw error
    case .inlineComposite:
      guard elementSize != .bit else { throw error }
      return self
    case .pointer:
      guard pointerSlots > 0 else { throw error }
      // A list of structs, seen as the list of their first pointers.
      return ListReader(
        arena: arena, segment: segment, start: start + Int(dataBytes), count: elementCount,
        stepBits: stepBits, dataBytes: 0, pointerCount: 1, nesting: nesting, elementSize: .pointer)
    default:
      guard elementSize != .bit, expected.dataBits <= Int(dataBytes) * 8 else { throw error }
      return self
    }
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
    return T.load(address(index))
  }

  /// Reads a truth value; false if the index is out of range.
  ///
  /// - Parameter index: The element.
  @inlinable public func getBool(_ index: Int) -> Bool {
    guard UInt(bitPattern: index) < UInt(elementCount), elementSize == .bit else { return false }
    return (start + index >> 3).load(as: UInt8.self) >> UInt8(truncatingIfNeeded: index & 7) & 1
      != 0
  }

  /// The struct at an index; the empty one if the index is out of range.
  ///
  /// Elements that are numbers or pointers read as structs with one field.
  ///
  /// - Parameter index: The element.
  @inlinable public func structure(_ index: Int) -> StructReader {
    guard UInt(bitPattern: index) < UInt(elementCount), elementSize != .bit else {
      return StructReader()
    }
    return StructReader(
      arena: arena, segment: segment, data: address(index), dataBytes: dataBytes,
      pointerCount: pointerSlots, nesting: nesting == 0 ? 0 : nesting &- 1)
  }

  /// The pointer at an index; null if the index is out of range.
  ///
  /// - Parameter index: The element.
  @inlinable public func pointer(_ index: Int) -> AnyPointerReader {
    guard UInt(bitPattern: index) < UInt(elementCount), pointerSlots > 0 else {
      return AnyPointerReader()
    }
    return AnyPointerReader(
      arena: arena, segment: segment, address: address(index) + Int(dataBytes), nesting: nesting)
  }
}
