/// The number of elements in a list, how they lie, and the nesting left, in one word.
@frozen @usableFromInline struct ListExtent {
  @usableFromInline let bits: UInt64

  @inlinable init(count: UInt32, nesting: UInt16, elementSize: ElementSize) {
    bits = UInt64(count) | UInt64(nesting) << 32 | UInt64(elementSize.rawValue) << 48
  }

  @inlinable var count: UInt32 { UInt32(truncatingIfNeeded: bits) }
  @inlinable var nesting: UInt16 { UInt16(truncatingIfNeeded: bits >> 32) }
  @inlinable var elementSize: ElementSize {
    ElementSize(wire: UInt8(truncatingIfNeeded: bits >> 48))
  }
}

/// The size of the elements of a list, in one word.
@frozen @usableFromInline struct ElementShape {
  @usableFromInline let bits: UInt64

  /// - Parameters:
  ///   - stepBits: From one element to the next; at most 2 × 65,535 × 64, which 24 bits hold.
  ///   - dataBytes: The data of each; at most 65,535 × 8, which 24 bits hold.
  ///   - pointerCount: The pointers of each.
  @inlinable init(
    stepBits: UInt32, dataBytes: UInt32, pointerCount: UInt16
  ) {
    bits = UInt64(stepBits) | UInt64(dataBytes) << 24 | UInt64(pointerCount) << 48
  }

  /// The data and pointers as a struct has them.
  @inlinable var fields: UInt64 { UInt64(dataBytes) | UInt64(pointerCount) << 32 }
  @inlinable var stepBits: UInt32 { UInt32(truncatingIfNeeded: bits & 0xff_ffff) }
  @inlinable var dataBytes: UInt32 { UInt32(truncatingIfNeeded: bits >> 24 & 0xff_ffff) }
  @inlinable var pointerCount: UInt16 { UInt16(truncatingIfNeeded: bits >> 48) }
}
