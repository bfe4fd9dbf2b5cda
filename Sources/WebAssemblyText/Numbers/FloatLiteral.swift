/// A floating-point literal: reading it to the bit.
///
/// Specification: https://webassembly.github.io/spec/core/text/values.html#floating-point
package enum FloatLiteral {
  /// What reading gives.
  package enum Outcome: Equatable {
    case bits(UInt64)
    /// It is a literal, but too large, or a NaN whose payload does not fit.
    case outOfRange
    /// It is no literal.
    case malformed
  }

  private static let infinity = Array("inf".utf8)
  private static let nan = Array("nan".utf8)
  private static let payloadPrefix = Array("nan:0x".utf8)

  /// Whether a text without sign is an infinity or a NaN, or starts like one with a payload.
  package static func isSpecial(_ text: ArraySlice<UInt8>) -> Bool {
    text.elementsEqual(infinity) || text.elementsEqual(nan) || text.starts(with: payloadPrefix)
  }

  /// Reads a literal.
  ///
  /// - Parameters:
  ///   - text: the whole of it.
  ///   - format: the format to round to.
  /// - Returns: the bits, the upper ones zero, or what is wrong.
  package static func read(_ text: ArraySlice<UInt8>, as format: FloatFormat) -> Outcome {
    let isNegative = text.first == 0x2D
    let unsigned = isNegative || text.first == 0x2B ? text.dropFirst() : text
    let outcome = readUnsigned(unsigned, as: format)
    if isNegative, case .bits(let bits) = outcome { return .bits(bits | format.signBit) }
    return outcome
  }

  private static func readUnsigned(
    _ text: ArraySlice<UInt8>, as format: FloatFormat
  ) -> Outcome {
    if text.elementsEqual(infinity) { return .bits(format.infinity) }
    if text.elementsEqual(nan) { return .bits(format.canonicalNaN) }
    if text.starts(with: payloadPrefix) {
      guard let literal = IntegerLiteral(text.dropFirst(4)), !literal.hasSign else {
        return .malformed
      }
      guard let payload = literal.natural(atMost: format.fractionMask), payload != 0 else {
        return .outOfRange
      }
      return .bits(format.infinity | payload)
    }
    let isHex = text.starts(with: [0x30, 0x78])
    guard let parts = FloatParts(isHex ? text.dropFirst(2) : text, isHex: isHex) else {
      return .malformed
    }
    return isHex ? parts.hexValue(format) : parts.decimalValue(format)
  }
}
