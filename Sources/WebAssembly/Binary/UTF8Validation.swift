/// Checks that bytes are UTF-8.
///
/// Specification: https://webassembly.github.io/spec/core/text/values.html#names
package enum UTF8Validation {
  /// Finds the first byte that is not part of a well-formed sequence.
  ///
  /// - Parameter bytes: what to check.
  /// - Returns: its index, or `nil` when all is well.
  package static func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalid(in: $0) }.map { bytes.startIndex + $0 }
  }

  /// Finds the first byte that is not part of a well-formed sequence.
  ///
  /// - Parameter bytes: what to check.
  /// - Returns: its index, or `nil` when all is well.
  package static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(at: index, lead: lead, in: bytes)
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }

  /// The length of the well-formed sequence of two to four bytes that starts here, or zero.
  private static func sequenceLength(
    at index: Int, lead: UInt8, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    // The second byte's range rules out overlong forms, surrogates and values past U+10FFFF.
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0x80...0xBF)
      }
    guard length > 0, length <= bytes.count - index, second.contains(bytes[index + 1]) else {
      return 0
    }
    for offset in 2..<4 where offset < length {
      if bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    }
    return length
  }
}
