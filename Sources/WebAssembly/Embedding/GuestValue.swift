/// A Swift type that stands for a WebAssembly value type in typed calls and host functions.
///
/// `Int32` and `UInt32` stand for `i32`, `Int64` and `UInt64` for `i64`, `Float` for `f32`,
/// `Double` for `f64`; `Bool` is an `i32` that is zero or one.
public protocol GuestValue: Sendable {
  /// The WebAssembly type.
  static var valueType: ValueType { get }
  /// Reads a value from the 64 bits of a frame slot.
  init(slot: UInt64)
  /// The 64 bits of the frame slot that holds the value.
  var slot: UInt64 { get }
}

extension Int32: GuestValue {
  /// `i32`.
  @inlinable public static var valueType: ValueType { .i32 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self.init(truncatingIfNeeded: slot) }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { UInt64(UInt32(bitPattern: self)) }
}

extension UInt32: GuestValue {
  /// `i32`.
  @inlinable public static var valueType: ValueType { .i32 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self.init(truncatingIfNeeded: slot) }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { UInt64(self) }
}

extension Int64: GuestValue {
  /// `i64`.
  @inlinable public static var valueType: ValueType { .i64 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self.init(bitPattern: slot) }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { UInt64(bitPattern: self) }
}

extension UInt64: GuestValue {
  /// `i64`.
  @inlinable public static var valueType: ValueType { .i64 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self = slot }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { self }
}

extension Float: GuestValue {
  /// `f32`.
  @inlinable public static var valueType: ValueType { .f32 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self.init(bitPattern: UInt32(truncatingIfNeeded: slot)) }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { UInt64(bitPattern) }
}

extension Double: GuestValue {
  /// `f64`.
  @inlinable public static var valueType: ValueType { .f64 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self.init(bitPattern: slot) }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { bitPattern }
}

extension Bool: GuestValue {
  /// `i32`, zero or one.
  @inlinable public static var valueType: ValueType { .i32 }
  /// Reads a value from a slot.
  @inlinable public init(slot: UInt64) { self = UInt32(truncatingIfNeeded: slot) != 0 }
  /// The bits of the slot.
  @inlinable public var slot: UInt64 { self ? 1 : 0 }
}
