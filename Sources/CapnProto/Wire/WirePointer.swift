/// One pointer word.
///
/// https://capnproto.org/encoding.html#pointers
@frozen @usableFromInline struct WirePointer {
  @usableFromInline enum Kind: UInt8 {
    case structure, list, far, other
  }

  @usableFromInline var raw: UInt64

  @inlinable init(raw: UInt64) { self.raw = raw }

  @inlinable init(loading address: UnsafeRawPointer) {
    raw = UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
  }

  @inlinable static func structure(offset: Int, _ size: StructSize) -> WirePointer {
    WirePointer(
      raw: UInt64(UInt32(truncatingIfNeeded: offset) << 2)
        | UInt64(size.dataWords) << 32 | UInt64(size.pointerCount) << 48)
  }

  @inlinable static func list(offset: Int, _ size: ElementSize, count: Int) -> WirePointer {
    WirePointer(
      raw: UInt64(UInt32(truncatingIfNeeded: offset) << 2 | 1)
        | UInt64(size.rawValue) << 32 | UInt64(UInt32(truncatingIfNeeded: count) << 3) << 32)
  }

  @inlinable static func far(segment: UInt32, word: Int, double: Bool) -> WirePointer {
    WirePointer(
      raw: UInt64(UInt32(truncatingIfNeeded: word) << 3 | (double ? 4 : 0) | 2)
        | UInt64(segment) << 32)
  }

  @inlinable static func capability(_ index: UInt32) -> WirePointer {
    WirePointer(raw: 3 | UInt64(index) << 32)
  }

  @inlinable func store(at address: UnsafeMutableRawPointer) {
    address.storeBytes(of: raw.littleEndian, as: UInt64.self)
  }

  @inlinable var isNull: Bool { raw == 0 }
  @inlinable var low: UInt32 { UInt32(truncatingIfNeeded: raw) }
  @inlinable var high: UInt32 { UInt32(truncatingIfNeeded: raw >> 32) }

  @inlinable var kind: Kind {
    switch raw & 3 {
    case 0: .structure
    case 1: .list
    case 2: .far
    default: .other
    }
  }

  /// From the end of the pointer to the object, in words.
  @inlinable var offset: Int { Int(Int32(bitPattern: low) >> 2) }
  /// The same pointer, with another offset.
  @inlinable func with(offset: Int) -> WirePointer {
    WirePointer(
      raw: raw & 0xffff_ffff_0000_0003 | UInt64(UInt32(truncatingIfNeeded: offset) << 2))
  }

  @inlinable var structSize: StructSize {
    StructSize(
      dataWords: UInt16(truncatingIfNeeded: raw >> 32),
      pointerCount: UInt16(truncatingIfNeeded: raw >> 48))
  }

  @inlinable var elementSize: ElementSize {
    ElementSize(wire: UInt8(truncatingIfNeeded: high))
  }
  @inlinable var elementCount: Int { Int(high >> 3) }
  /// In the tag of a list of structs, the count stands where other pointers have their offset.
  @inlinable var tagCount: Int { Int(low >> 2) }

  @inlinable var farIsDouble: Bool { low & 4 != 0 }
  @inlinable var farWord: Int { Int(low >> 3) }
  @inlinable var farSegment: UInt32 { high }

  /// Whether it is a capability, the only kind of "other" pointer there is.
  @inlinable var isCapability: Bool { low == 3 }
}
