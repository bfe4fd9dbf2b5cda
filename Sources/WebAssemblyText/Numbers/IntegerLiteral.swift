/// An integer as written: a sign, and a magnitude of any size.
///
/// Specification: https://webassembly.github.io/spec/core/text/values.html#integers
package struct IntegerLiteral: Equatable {
  /// Whether it starts with a minus.
  package let isNegative: Bool
  /// Whether it starts with a sign.
  package let hasSign: Bool
  /// Its magnitude; `nil` when that takes more than 64 bits.
  package let magnitude: UInt64?

  /// Reads a literal.
  ///
  /// - Parameter text: the whole of it.
  /// - Returns: `nil` when it is no integer.
  package init?(_ text: ArraySlice<UInt8>) {
    guard let first = text.first else { return nil }
    isNegative = first == 0x2D
    hasSign = isNegative || first == 0x2B
    var digits = hasSign ? text.dropFirst() : text
    let isHex = digits.starts(with: [0x30, 0x78])
    if isHex { digits = digits.dropFirst(2) }
    let radix: UInt64 = isHex ? 16 : 10
    var value: UInt64 = 0
    var fits = true
    var mayBeSeparator = false
    for byte in digits {
      if byte == 0x5F {
        guard mayBeSeparator else { return nil }
        mayBeSeparator = false
        continue
      }
      guard let digit = isHex ? Characters.hexDigit(byte) : Characters.digit(byte) else {
        return nil
      }
      mayBeSeparator = true
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      fits = fits && !overflow && !carry
      value = sum
    }
    guard mayBeSeparator else { return nil }
    magnitude = fits ? value : nil
  }

  /// The value as a natural number.
  ///
  /// - Parameter maximum: the largest value allowed.
  /// - Returns: `nil` when it has a sign or is too large.
  package func natural(atMost maximum: UInt64) -> UInt64? {
    guard !hasSign, let magnitude, magnitude <= maximum else { return nil }
    return magnitude
  }

  /// The value as the two's complement of some bits, signed or unsigned.
  ///
  /// - Parameter bitWidth: how many bits, at most 64.
  /// - Returns: the bits, the upper ones zero; `nil` when it does not fit.
  package func bits(_ bitWidth: UInt64) -> UInt64? {
    guard let magnitude, (1...64).contains(bitWidth) else { return nil }
    let mask = UInt64.max >> (64 - bitWidth)
    if isNegative {
      return magnitude <= mask / 2 + 1 ? (0 &- magnitude) & mask : nil
    }
    return magnitude <= mask ? magnitude : nil
  }
}
