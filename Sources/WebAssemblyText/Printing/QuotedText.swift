/// Writes string literals.
///
/// Specification: https://webassembly.github.io/spec/core/text/values.html#strings
enum QuotedText {
  /// Appends a literal with its quotes.
  ///
  /// - Parameters:
  ///   - content: the bytes it stands for.
  ///   - isText: whether they are UTF-8 for people to read; else all but ASCII is escaped.
  ///   - result: what to append to.
  static func append(_ content: ArraySlice<UInt8>, isText: Bool, to result: inout [UInt8]) {
    result.append(0x22)
    if isText && content.contains(where: { $0 >= 0x80 }) {
      for scalar in String(decoding: content, as: UTF8.self).unicodeScalars {
        if scalar.isASCII {
          append(UInt8(truncatingIfNeeded: scalar.value), to: &result)
        } else if isHarmless(scalar) {
          result.append(contentsOf: UTF8.encode(scalar) ?? .init())
        } else {
          result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".utf8)
        }
      }
    } else {
      for byte in content { append(byte, to: &result) }
    }
    result.append(0x22)
  }

  private static func append(_ byte: UInt8, to result: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C: result += [0x5C, byte]
    case 0x20..<0x7F: result.append(byte)
    default: result += [0x5C, hexDigit(byte >> 4), hexDigit(byte & 15)]
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }

  /// Whether a scalar can be shown without moving a cursor or turning text around.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80..<0xA0, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF0...0xFFFF, 0xE0000...0xE0FFF:
      false
    default: true
    }
  }
}
