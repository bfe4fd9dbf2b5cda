/// The parts of a finite floating-point literal without sign and prefix.
package struct FloatParts {
  package let isHex: Bool
  /// The digits before the point, separators included.
  package let integer: ArraySlice<UInt8>
  /// The digits after the point, separators included.
  package let fraction: ArraySlice<UInt8>
  /// The exponent, cut off far beyond what matters.
  package let exponent: Int

  /// Splits a literal.
  ///
  /// - Returns: `nil` when it is malformed.
  package init?(_ text: ArraySlice<UInt8>, isHex: Bool) {
    self.isHex = isHex
    var rest = text
    guard let integer = FloatParts.takeDigits(&rest, isHex: isHex), !integer.isEmpty else {
      return nil
    }
    self.integer = integer
    var fraction = rest.prefix(0)
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      guard let digits = FloatParts.takeDigits(&rest, isHex: isHex) else { return nil }
      fraction = digits
    }
    self.fraction = fraction
    guard let marker = rest.first else {
      exponent = 0
      return
    }
    // Lower-case and upper-case letters differ in one bit.
    guard marker | 0x20 == (isHex ? 0x70 : 0x65) else { return nil }
    rest = rest.dropFirst()
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
    guard let digits = FloatParts.takeDigits(&rest, isHex: false), !digits.isEmpty, rest.isEmpty
    else { return nil }
    let magnitude = digits.reduce(0) { value, byte in
      Characters.digit(byte).map { min(value * 10 + Int($0), 1 << 40) } ?? value
    }
    exponent = isNegative ? -magnitude : magnitude
  }

  /// Takes digits with single separators between them.
  ///
  /// - Returns: the digits; `nil` when a separator is misplaced.
  private static func takeDigits(
    _ rest: inout ArraySlice<UInt8>, isHex: Bool
  ) -> ArraySlice<UInt8>? {
    var index = rest.startIndex
    var endsInDigit = true
    while index < rest.endIndex {
      let byte = rest[index]
      if byte == 0x5F {
        guard endsInDigit, index > rest.startIndex else { return nil }
        endsInDigit = false
      } else if isHex ? Characters.hexDigit(byte) != nil : Characters.digit(byte) != nil {
        endsInDigit = true
      } else {
        break
      }
      index += 1
    }
    guard endsInDigit else { return nil }
    defer { rest = rest[index...] }
    return rest[..<index]
  }

  /// The bits of a hexadecimal literal.
  package func hexValue(_ format: FloatFormat) -> FloatLiteral.Outcome {
    var mantissa: UInt64 = 0
    var sticky = false
    var scale = exponent
    for (digits, isFraction) in [(integer, false), (fraction, true)] {
      for byte in digits {
        guard let digit = Characters.hexDigit(byte) else { continue }
        if mantissa >> 60 == 0 {
          mantissa = mantissa << 4 | UInt64(digit)
          if isFraction { scale -= 4 }
        } else {
          sticky = sticky || digit != 0
          if !isFraction { scale += 4 }
        }
      }
    }
    return format.round(mantissa: mantissa, sticky: sticky, exponent: scale).map { .bits($0) }
      ?? .outOfRange
  }

  /// The bits of a decimal literal: the standard library's conversion is correctly rounded.
  package func decimalValue(_ format: FloatFormat) -> FloatLiteral.Outcome {
    var digits = integer.filter { $0 != 0x5F }
    if !fraction.isEmpty {
      digits.append(0x2E)
      digits += fraction.filter { $0 != 0x5F }
    }
    if exponent != 0 { digits += Array("e\(exponent)".utf8) }
    let text = String(decoding: digits, as: UTF8.self)
    if format == .single {
      guard let value = Float(text) else { return .malformed }
      return value.isFinite ? .bits(UInt64(value.bitPattern)) : .outOfRange
    }
    guard let value = Double(text) else { return .malformed }
    return value.isFinite ? .bits(value.bitPattern) : .outOfRange
  }
}
