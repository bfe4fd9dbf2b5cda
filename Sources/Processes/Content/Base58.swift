/// Bytes as text in Bitcoin's alphabet of 58 letters and digits.
///
/// Quadratic, so for short inputs only.
///
/// Specification: https://datatracker.ietf.org/doc/html/draft-msporny-base58-03
enum Base58 {
  private static let alphabet = Array(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    let zeros = bytes.prefix { $0 == 0 }.count
    // Least significant first, each five digits of base 58.
    var limbs: [UInt64] = []
    let base: UInt64 = 58 * 58 * 58 * 58 * 58
    for byte in bytes.dropFirst(zeros) {
      var carry = UInt64(byte)
      for index in limbs.indices {
        carry += limbs[index] << 8
        limbs[index] = carry % base
        carry /= base
      }
      if carry > 0 { limbs.append(carry) }
    }
    var digits: [UInt8] = []
    for (index, limb) in limbs.enumerated() {
      var rest = limb
      for _ in 0..<5 where rest > 0 || index < limbs.count - 1 {
        digits.append(alphabet[Int(rest % 58)])
        rest /= 58
      }
    }
    let text = Array(repeating: alphabet[0], count: zeros) + digits.reversed()
    return String(decoding: text, as: UTF8.self)
  }

  /// - Returns: `nil` when a character is not of the alphabet.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var zeros = 0
    var isLeading = true
    for character in text {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      if digit == 0 && isLeading {
        zeros += 1
        continue
      }
      isLeading = false
      var carry = digit
      for index in bytes.indices {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      while carry > 0 {
        bytes.append(UInt8(truncatingIfNeeded: carry))
        carry >>= 8
      }
    }
    return Array(repeating: 0, count: zeros) + bytes.reversed()
  }
}
