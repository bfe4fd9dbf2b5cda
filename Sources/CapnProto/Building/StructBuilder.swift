/// A struct in a message that is being built.
///
/// https://capnproto.org/encoding.html#structs
@frozen public struct StructBuilder {
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  @usableFromInline let data: UnsafeMutableRawPointer
  /// The bytes of data, and the pointers.
  @usableFromInline let shape: UInt64

  @inlinable var dataBytes: UInt32 { UInt32(truncatingIfNeeded: shape) }
  @inlinable var pointerSlots: UInt16 { UInt16(truncatingIfNeeded: shape >> 32) }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, data: UnsafeMutableRawPointer,
    dataBytes: UInt32, pointerCount: UInt16
  ) {
    self.arena = arena
    self.segment = segment
    self.data = data
    shape = UInt64(dataBytes) | UInt64(pointerCount) << 32
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, data: UnsafeMutableRawPointer,
    shape: UInt64
  ) {
    self.arena = arena
    self.segment = segment
    self.data = data
    self.shape = shape
  }

  /// A struct with no fields, where there is nothing to write to.
  @inlinable init(nowhereIn arena: Arena) {
    self.init(
      arena: arena, segment: arena.first, data: arena.first.pointee.base, dataBytes: 0,
      pointerCount: 0)
  }

  /// The bytes in the data section.
  @inlinable public var dataByteCount: Int { Int(dataBytes) }
  /// The pointers in the pointer section.
  @inlinable public var pointerCount: Int { Int(pointerSlots) }

  /// The struct, to be read.
  ///
  /// Later changes show in the reader. It must not be handed to another thread while the message is still being built.
  @inlinable public var asReader: StructReader {
    StructReader(
      arena: arena, segment: segment, data: data, dataBytes: dataBytes,
      pointerCount: pointerSlots, nesting: .max)
  }

  /// Reads a number.
  ///
  /// - Parameters:
  ///   - index: Its offset in the data section, in multiples of its own size.
  ///   - type: Its type.
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
  @inlinable public func get<T: Primitive>(_ index: Int, default value: T) -> T {
    T(wireBits: get(index, as: T.self).wireBits ^ value.wireBits)
  }

  /// Writes a number. A field that the struct is too short for stays unwritten.
  ///
  /// - Parameters:
  ///   - index: Its offset in the data section, in multiples of its own size.
  ///   - value: The number.
  @inlinable public func set<T: Primitive>(_ index: Int, _ value: T) {
    guard UInt(bitPattern: index) < UInt(dataBytes) / UInt(T.byteSize) else { return }
    value.store(data + index &* T.byteSize)
    withExtendedLifetime(arena) {}
  }

  /// Writes a number whose default is not zero.
  ///
  /// - Parameters:
  ///   - index: Its offset in the data section, in multiples of its own size.
  ///   - value: The number.
  ///   - defaultValue: The default, which the wire format mixes in.
  @inlinable public func set<T: Primitive>(_ index: Int, _ value: T, default defaultValue: T) {
    set(index, T(wireBits: value.wireBits ^ defaultValue.wireBits))
  }

  /// Reads a truth value.
  ///
  /// - Parameters:
  ///   - bit: Its offset in the data section, in bits.
  ///   - value: The default.
  @inlinable public func getBool(_ bit: Int, default value: Bool = false) -> Bool {
    guard bit >= 0, bit >> 3 < Int(dataBytes) else { return value }
    let byte = (data + bit >> 3).load(as: UInt8.self)
    withExtendedLifetime(arena) {}
    return (byte >> UInt8(truncatingIfNeeded: bit & 7) & 1 != 0) != value
  }

  /// Writes a truth value.
  ///
  /// - Parameters:
  ///   - bit: Its offset in the data section, in bits.
  ///   - value: The value.
  ///   - defaultValue: The default.
  @inlinable public func setBool(_ bit: Int, _ value: Bool, default defaultValue: Bool = false) {
    guard bit >= 0, bit >> 3 < Int(dataBytes) else { return }
    let address = data + bit >> 3
    let mask = UInt8(1) << UInt8(truncatingIfNeeded: bit & 7)
    let byte = address.load(as: UInt8.self)
    address.storeBytes(of: value != defaultValue ? byte | mask : byte & ~mask, as: UInt8.self)
    withExtendedLifetime(arena) {}
  }

  /// A pointer. One that the struct is too short for is null, and writing to it changes nothing.
  ///
  /// - Parameter index: Its place in the pointer section.
  @inlinable @inline(__always) public func pointer(_ index: Int) -> AnyPointerBuilder {
    let address = Int(bitPattern: data) &+ Int(dataBytes) &+ index &* 8
    return AnyPointerBuilder(
      arena: arena, segment: segment, place: address & placeMask(index, Int(pointerSlots)))
  }

  /// Whether a pointer is there and not null.
  ///
  /// - Parameter index: Its place in the pointer section.
  @inlinable public func hasPointer(_ index: Int) -> Bool { !pointer(index).isNull }

  /// Clears a pointer, and what it led to.
  ///
  /// - Parameter index: Its place in the pointer section.
  @inlinable public func clearPointer(_ index: Int) { pointer(index).clear() }
}
