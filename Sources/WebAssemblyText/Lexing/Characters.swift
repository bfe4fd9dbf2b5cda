/// Classes of characters.
///
/// Specification: https://webassembly.github.io/spec/core/text/lexical.html
enum Characters {
  /// Whether a byte can be part of an identifier, a word or a number.
  @inline(__always)
  static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D...0x3A, 0x3C...0x5A, 0x5C, 0x5E...0x7A, 0x7C, 0x7E:
      true
    default: false
    }
  }

  /// Whether a byte is a space, a tab or part of a line end.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The value of a hexadecimal digit.
  @inline(__always)
  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// The value of a decimal digit.
  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8? {
    byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : nil
  }
}
