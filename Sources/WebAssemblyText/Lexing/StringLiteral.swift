/// The string literals of the text format.
///
/// Specification: https://webassembly.github.io/spec/core/text/values.html#strings
package enum StringLiteral {
  /// What is wrong with a string literal, and at which index.
  package struct Failure: Error {
    package let index: Int
    package let message: String
  }

  /// Finds the end of the literal that starts at an index.
  ///
  /// - Parameters:
  ///   - bytes: the source.
  ///   - start: the index of the opening quote.
  /// - Returns: the index after the closing quote.
  /// - Throws: `Failure` when it is not a literal.
  package static func end(in bytes: [UInt8], from start: Int) throws(Failure) -> Int {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case 0x22: return index + 1
      case 0x5C:
        guard let next = escape(in: bytes[...], at: index)?.next else {
          throw Failure(index: index, message: "illegal escape")
        }
        index = next
      case 0x0A, 0x0D: throw Failure(index: start, message: "unclosed string")
      case 0x00..<0x20, 0x7F:
        throw Failure(index: index, message: "illegal control character in string")
      default: index += 1
      }
    }
    throw Failure(index: start, message: "unclosed string")
  }

  private enum Escape {
    case byte(UInt8)
    case scalar(Unicode.Scalar)
  }

  /// Reads the escape whose backslash is at an index.
  private static func escape(
    in bytes: ArraySlice<UInt8>, at index: Int
  ) -> (value: Escape, next: Int)? {
    guard index + 1 < bytes.endIndex else { return nil }
    switch bytes[index + 1] {
    case 0x74: return (.byte(0x09), index + 2)
    case 0x6E: return (.byte(0x0A), index + 2)
    case 0x72: return (.byte(0x0D), index + 2)
    case 0x22, 0x27, 0x5C: return (.byte(bytes[index + 1]), index + 2)
    case 0x75: return scalarEscape(in: bytes, at: index + 2)
    default:
      guard index + 2 < bytes.endIndex, let high = Characters.hexDigit(bytes[index + 1]),
        let low = Characters.hexDigit(bytes[index + 2])
      else { return nil }
      return (.byte(high << 4 | low), index + 3)
    }
  }

  /// Reads `{…}`, a hexadecimal number that is a Unicode scalar value.
  private static func scalarEscape(
    in bytes: ArraySlice<UInt8>, at start: Int
  ) -> (value: Escape, next: Int)? {
    guard start < bytes.endIndex, bytes[start] == 0x7B else { return nil }
    var value: UInt32 = 0
    var index = start + 1
    var mayBeSeparator = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      if let digit = Characters.hexDigit(byte) {
        value = value << 4 | UInt32(digit)
        guard value <= 0x10_FFFF else { return nil }
        mayBeSeparator = true
      } else if byte == 0x5F && mayBeSeparator {
        mayBeSeparator = false
      } else if byte == 0x7D && mayBeSeparator {
        return Unicode.Scalar(value).map { (.scalar($0), index + 1) }
      } else {
        return nil
      }
      index += 1
    }
    return nil
  }

  /// The bytes a literal stands for.
  ///
  /// - Parameter literal: a literal that ``end(in:from:)`` accepted, quotes included.
  /// - Returns: the bytes.
  package static func decode(_ literal: ArraySlice<UInt8>) -> [UInt8] {
    let content = literal.dropFirst().dropLast()
    if !content.contains(0x5C) { return Array(content) }
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = content.startIndex
    while index < content.endIndex {
      guard content[index] == 0x5C, let (value, next) = escape(in: content, at: index) else {
        result.append(content[index])
        index += 1
        continue
      }
      switch value {
      case .byte(let byte): result.append(byte)
      case .scalar(let scalar): result.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
      index = next
    }
    return result
  }
}
