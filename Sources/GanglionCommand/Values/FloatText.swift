/// Floating-point numbers as text, to the last bit.
enum FloatText {
  /// Reads a number: decimal, hexadecimal, `inf`, `nan`, `nan:0x…` with a payload.
  ///
  /// - Returns: the number, or `nil` when the text is none, or a finite one beyond the type's range.
  static func parse<T: BinaryFloatingPoint & LosslessStringConvertible>(
    _ text: String, as type: T.Type
  ) -> T? where T.RawSignificand: FixedWidthInteger {
    let isNegative = text.hasPrefix("-")
    let magnitude = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
    if magnitude.hasPrefix("nan:0x") {
      let bits = T.significandBitCount
      guard let payload = T.RawSignificand(magnitude.dropFirst(6), radix: 16),
        payload > 0, payload >> T.RawSignificand(bits) == 0
      else { return nil }
      return T(
        sign: isNegative ? .minus : .plus, exponentBitPattern: T.infinity.exponentBitPattern,
        significandBitPattern: payload)
    }
    if magnitude == "nan" { return isNegative ? -T.nan : T.nan }
    if magnitude == "inf" { return isNegative ? -T.infinity : T.infinity }
    guard let first = magnitude.first, first.isNumber || first == ".", let number = T(text),
      number.isFinite
    else { return nil }
    return number
  }

  /// Writes a number the way `parse` reads it, as briefly as tells it from all others.
  static func text<T: BinaryFloatingPoint & CustomStringConvertible>(_ number: T) -> String {
    guard number.isNaN else { return number.description }
    let sign = number.sign == .minus ? "-" : ""
    if number.significandBitPattern == T.nan.significandBitPattern { return sign + "nan" }
    return sign + "nan:0x" + String(number.significandBitPattern, radix: 16)
  }
}
