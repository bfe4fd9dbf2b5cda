/// A value that lies in the data section of a struct, or in a list without pointers.
public protocol Primitive: Sendable {
  /// An unsigned integer of the same size.
  associatedtype Bits: FixedWidthInteger & UnsignedInteger & Sendable
  /// The value as bits.
  var wireBits: Bits { get }
  /// Makes a value from any bits.
  init(wireBits: Bits)
}

extension FixedWidthInteger where Self: UnsignedInteger & Sendable {
  /// The value itself.
  @inlinable public var wireBits: Self { self }
  /// The bits themselves.
  @inlinable public init(wireBits: Self) { self = wireBits }
}

extension UInt8: Primitive {}
extension UInt16: Primitive {}
extension UInt32: Primitive {}
extension UInt64: Primitive {}

extension Int8: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt8 { UInt8(bitPattern: self) }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt8) { self.init(bitPattern: wireBits) }
}
extension Int16: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt16 { UInt16(bitPattern: self) }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt16) { self.init(bitPattern: wireBits) }
}
extension Int32: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt32 { UInt32(bitPattern: self) }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt32) { self.init(bitPattern: wireBits) }
}
extension Int64: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt64 { UInt64(bitPattern: self) }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt64) { self.init(bitPattern: wireBits) }
}
extension Float: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt32 { bitPattern }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt32) { self.init(bitPattern: wireBits) }
}
extension Double: Primitive {
  /// The value as bits.
  @inlinable public var wireBits: UInt64 { bitPattern }
  /// Makes a value from any bits.
  @inlinable public init(wireBits: UInt64) { self.init(bitPattern: wireBits) }
}

extension Primitive {
  @inlinable static var byteSize: Int { MemoryLayout<Bits>.size }

  @inlinable static func load(_ address: UnsafeRawPointer) -> Self {
    Self(wireBits: Bits(littleEndian: address.loadUnaligned(as: Bits.self)))
  }

  @inlinable func store(_ address: UnsafeMutableRawPointer) {
    address.storeBytes(of: wireBits.littleEndian, as: Bits.self)
  }

  /// How a list of such values lies in memory.
  @inlinable public static var elementSize: ElementSize {
    switch MemoryLayout<Bits>.size {
    case 1: .byte
    case 2: .twoBytes
    case 4: .fourBytes
    default: .eightBytes
    }
  }
}
