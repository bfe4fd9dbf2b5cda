/// A struct in a message, ready to be read.
///
/// Reading costs no allocation. Fields the sender did not know have their defaults; so do all fields of the empty reader, which is
/// what a null pointer reads as.
///
/// https://capnproto.org/encoding.html#structs
@frozen public struct StructReader: @unchecked Sendable {
  // Sendable: what the pointers lead to never changes while a message owns it, and `arena` keeps it alive.
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let data: UnsafeRawPointer
  /// The bytes of data, the pointers and the nesting left: four words travel in registers, six don't.
  @usableFromInline let shape: UInt64

  @inlinable var dataBytes: UInt32 { UInt32(truncatingIfNeeded: shape) }
  @inlinable var pointerSlots: UInt16 { UInt16(truncatingIfNeeded: shape >> 32) }
  @inlinable var nesting: UInt16 { UInt16(truncatingIfNeeded: shape >> 48) }

  /// The empty struct: every field reads as its default.
  @inlinable public init() {
    arena = Arena.none
    segment = arena.first
    data = emptyAddress
    shape = 0
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, data: UnsafeRawPointer,
    dataBytes: UInt32, pointerCount: UInt16, nesting: UInt16
  ) {
    self.arena = arena
    self.segment = segment
    self.data = data
    shape = UInt64(dataBytes) | UInt64(pointerCount) << 32 | UInt64(nesting) << 48
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, data: UnsafeRawPointer, shape: UInt64
  ) {
    self.arena = arena
    self.segment = segment
    self.data = data
    self.shape = shape
  }

  /// The bytes in the data section.
  @inlinable public var dataByteCount: Int { Int(dataBytes) }
  /// The pointers in the pointer section.
  @inlinable public var pointerCount: Int { Int(pointerSlots) }

  /// The bytes of the data section.
  ///
  /// - Parameter body: Gets the bytes; they must not be used after it returns.
  @inlinable public func withDataBytes<R, E>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(arena) {} }
    return try body(UnsafeRawBufferPointer(start: data, count: Int(dataBytes)))
  }

  /// Reads a number.
  ///
  /// - Parameters:
  ///   - index: Its offset in the data section, in multiples of its own size.
  ///   - type: Its type.
  /// - Returns: The number, or zero if the struct is too short to have it.
  @inlinable public func get<T: Primitive>(_ index: Int, as type: T.Type = T.self) -> T {
    guard UInt(bitPattern: index) < UInt(dataBytes) / UInt(T.byteSize) else {
      return T(wireBits: 0)
    }
    defer { withExtendedLifetime(arena) {} }
    return T.load(data + index &* T.byteSize)
  }

  /// Reads a number whose default is not zero.
  ///
  /// - Parameters:
  ///   - index: Its offset in the data section, in multiples of its own size.
  ///   - value: The default, which the wire format mixes in.
  /// - Returns: The number.
  @inlinable public func get<T: Primitive>(_ index: Int, default value: T) -> T {
    T(wireBits: get(index, as: T.self).wireBits ^ value.wireBits)
  }

  /// Reads a truth value.
  ///
  /// - Parameters:
  ///   - bit: Its offset in the data section, in bits.
  ///   - value: The default.
  /// - Returns: The value.
  @inlinable public func getBool(_ bit: Int, default value: Bool = false) -> Bool {
    guard bit >= 0, bit >> 3 < Int(dataBytes) else { return value }
    let byte = (data + bit >> 3).load(as: UInt8.self)
    withExtendedLifetime(arena) {}
    return (byte >> UInt8(truncatingIfNeeded: bit & 7) & 1 != 0) != value
  }

  /// A pointer; null if the struct is too short to have it.
  ///
  /// - Parameter index: Its place in the pointer section.
  @inlinable @inline(__always) public func pointer(_ index: Int) -> AnyPointerReader {
    let address = Int(bitPattern: data) &+ Int(dataBytes) &+ index &* 8
    return AnyPointerReader(
      arena: arena, segment: segment, place: address & placeMask(index, Int(pointerSlots)),
      nesting: nesting)
  }

  /// Whether a pointer is there and not null.
  ///
  /// - Parameter index: Its place in the pointer section.
  @inlinable public func hasPointer(_ index: Int) -> Bool { !pointer(index).isNull }
}

/// An address for readers of nothing. Nothing is ever read there.
@inlinable var emptyAddress: UnsafeRawPointer {
  UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
}
