/// Bytes as text in Bitcoin's alphabet of 58 letters and digits, as content ids are written.
///
/// Specification: https://datatracker.ietf.org/doc/html/draft-msporny-base58-03
enum Base58 {
  private static let alphabet: StaticString =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

  /// Reads such text; quadratic.
  ///
  /// - Returns: the bytes; none if a character is not of the alphabet.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
    // Least significant first.
    var bytes: [UInt8] = []
    var zeros = 0
    for character in text {
      guard var carry = digit(character) else { return [] }
      if carry == 0 && bytes.isEmpty { zeros += 1 }
      for index in bytes.indices {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      if carry > 0 { bytes.append(UInt8(truncatingIfNeeded: carry)) }
    }
    return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
  }

  private static func digit(_ character: UInt8) -> Int? {
    for index in 0..<alphabet.utf8CodeUnitCount
    where (alphabet.utf8Start + index).pointee == character {
      return index
    }
    return nil
  }
}
