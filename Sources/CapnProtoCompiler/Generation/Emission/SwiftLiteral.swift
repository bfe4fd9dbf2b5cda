/// Values as Swift writes them.
enum SwiftLiteral {
  /// A string literal.
  ///
  /// - Returns: `nil` if the bytes are not UTF-8.
  static func string(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case "\u{20}"..."\u{7e}": literal.unicodeScalars.append(scalar)
      default: literal += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return literal + "\""
  }

  /// A floating-point number of 32 bits, whose type is known from where it stands.
  static func float32(_ bits: UInt32) -> String {
    let value = Float(bitPattern: bits)
    if value.isNaN { return "Swift.Float(bitPattern: 0x\(String(bits, radix: 16)))" }
    if value.isInfinite { return value < 0 ? "-.infinity" : ".infinity" }
    return "\(value)"
  }

  /// A floating-point number of 64 bits, whose type is known from where it stands.
  static func float64(_ bits: UInt64) -> String {
    let value = Double(bitPattern: bits)
    if value.isNaN { return "Swift.Double(bitPattern: 0x\(String(bits, radix: 16)))" }
    if value.isInfinite { return value < 0 ? "-.infinity" : ".infinity" }
    return "\(value)"
  }

  /// An id.
  static func id(_ id: UInt64) -> String {
    let digits = String(id, radix: 16)
    return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
