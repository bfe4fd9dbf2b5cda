/// An IEEE 754 binary format, and rounding to it.
package struct FloatFormat: Equatable {
  /// The number of bits of the stored fraction.
  package let fractionBits: Int
  /// The exponent of the largest binade.
  package let maximumExponent: Int
  /// The number of all bits.
  package let bitWidth: Int

  package static let single = FloatFormat(fractionBits: 23, maximumExponent: 127, bitWidth: 32)
  package static let double = FloatFormat(fractionBits: 52, maximumExponent: 1023, bitWidth: 64)

  /// The bit of the sign.
  package var signBit: UInt64 { 1 << UInt64(bitWidth - 1) }
  /// The bits of positive infinity.
  package var infinity: UInt64 { UInt64(2 * maximumExponent + 1) << UInt64(fractionBits) }
  /// The bits of the positive canonical NaN.
  package var canonicalNaN: UInt64 { infinity | 1 << UInt64(fractionBits - 1) }
  /// The bits of the fraction.
  package var fractionMask: UInt64 { (1 << UInt64(fractionBits)) - 1 }

  /// The bits of `mantissa * 2^exponent`, rounded to nearest, ties to even.
  ///
  /// - Parameters:
  ///   - mantissa: the upper bits of the number.
  ///   - sticky: whether bits that are not zero were cut off below `mantissa`; only then must
  ///     `mantissa` have at least two bits more than the format.
  ///   - exponent: the power of two.
  /// - Returns: the bits; `nil` when the number rounds to infinity.
  package func round(mantissa: UInt64, sticky: Bool, exponent: Int) -> UInt64? {
    if mantissa == 0 { return 0 }
    // With the leading one in the highest bit, the number is mantissa * 2^(top - 63).
    let shift = mantissa.leadingZeroBitCount
    let normalized = mantissa << UInt64(shift)
    let top = exponent + 63 - shift
    if top > maximumExponent { return nil }
    let minimumExponent = 1 - maximumExponent
    // How many of the 64 bits go; below the normal range, ever more.
    let dropped = 63 - fractionBits + max(0, minimumExponent - top)
    if dropped > 64 { return 0 }
    let kept = dropped == 64 ? 0 : normalized >> UInt64(dropped)
    let half: UInt64 = 1 << UInt64(dropped - 1)
    let rest = dropped == 64 ? normalized : normalized & (half << 1 &- 1)
    let roundsUp = rest > half || rest == half && (sticky || kept & 1 == 1)
    // A carry out of the fraction goes into the exponent, as it should.
    let biased = top < minimumExponent ? 0 : UInt64(top + maximumExponent - 1)
    let bits = (biased << UInt64(fractionBits)) &+ kept &+ (roundsUp ? 1 : 0)
    return bits >= infinity ? nil : bits
  }
}
