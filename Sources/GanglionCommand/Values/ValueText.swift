package import Ganglion

/// WebAssembly values as text, for `--invoke`.
package enum ValueText {
  /// Reads an argument.
  ///
  /// - Parameters:
  ///   - text: as the user wrote it.
  ///   - type: the parameter's type.
  /// - Returns: the value, or `nil` when the text is none of that type.
  package static func parse(_ text: String, as type: ValueType) -> Value? {
    switch type {
    case .i32:
      return integer(text, UInt32.self).map { .i32(Int32(bitPattern: $0)) }
    case .i64:
      return integer(text, UInt64.self).map { .i64(Int64(bitPattern: $0)) }
    case .f32:
      return FloatText.parse(text, as: Float.self).map { .f32($0) }
    case .f64:
      return FloatText.parse(text, as: Double.self).map { .f64($0) }
    case .v128:
      guard let digits = hexadecimalDigits(text), digits.count <= 32 else { return nil }
      let split = digits.dropLast(16)
      guard let low = UInt64(digits.suffix(16), radix: 16),
        let high = split.isEmpty ? 0 : UInt64(split, radix: 16)
      else { return nil }
      return .v128(low, high)
    default:
      return text == "null" && type.isNullable ? .reference(nil) : nil
    }
  }

  /// Writes a result the way `parse` reads it.
  package static func text(_ value: Value) -> String {
    switch value {
    case .i32(let number): return "\(number)"
    case .i64(let number): return "\(number)"
    case .f32(let number): return FloatText.text(number)
    case .f64(let number): return FloatText.text(number)
    case .v128(let low, let high): return "0x" + padded(high) + padded(low)
    case .function(let reference): return reference == nil ? "null" : "function"
    case .external(let reference): return reference == nil ? "null" : "external"
    case .exception(let reference): return reference == nil ? "null" : "exception"
    case .reference(nil): return "null"
    case .reference(let reference?): return text(reference)
    }
  }

  private static func text(_ reference: GuestReference) -> String {
    switch reference.kind {
    case .structure: "structure"
    case .array: "array"
    case .integer: "i31 \(reference.integer ?? 0)"
    case .external: "external"
    }
  }

  /// An integer in signed or unsigned decimal, or in hexadecimal, as its bits.
  private static func integer<T: FixedWidthInteger & UnsignedInteger>(
    _ text: String, _ type: T.Type
  ) -> T? {
    let isNegative = text.hasPrefix("-")
    let magnitudeText = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard magnitudeText.first?.isNumber == true else { return nil }
    let magnitude =
      hexadecimalDigits(magnitudeText).map { T($0, radix: 16) } ?? T(magnitudeText)
    guard let magnitude else { return nil }
    guard isNegative else { return magnitude }
    return magnitude > T(1) << (T.bitWidth - 1) ? nil : 0 &- magnitude
  }

  private static func hexadecimalDigits(_ text: String) -> Substring? {
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else { return nil }
    let digits = text.dropFirst(2)
    return digits.isEmpty || digits.first == "+" || digits.first == "-" ? nil : digits
  }

  private static func padded(_ half: UInt64) -> String {
    let digits = String(half, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
