#if !hasFeature(Embedded)
  /// Bytes as text: base64 and hexadecimal.
  enum BinaryText {
    private static let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func base64(_ bytes: [UInt8]) -> [UInt8] {
      var output: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits: UInt32 = 0
        for index in 0..<3 {
          bits = bits << 8 | (start + index < bytes.count ? UInt32(bytes[start + index]) : 0)
        }
        for index in 0..<4 {
          output.append(
            index <= group.count
              ? alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
        }
      }
      return output
    }

    static func fromBase64(_ text: [UInt8]) -> [UInt8]? {
      var output: [UInt8] = []
      var (bits, count): (UInt32, Int) = (0, 0)
      for character in text where character != UInt8(ascii: "=") {
        if [9, 10, 13, 32].contains(character) { continue }
        guard let value = alphabet.firstIndex(of: character) else { return nil }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
          count -= 8
          output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
      }
      return output
    }

    static func hex(_ bytes: [UInt8]) -> [UInt8] {
      let digits = Array("0123456789abcdef".utf8)
      return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    static func fromHex(_ text: [UInt8]) -> [UInt8]? {
      guard text.count.isMultiple(of: 2) else { return nil }
      var output: [UInt8] = []
      for index in stride(from: 0, to: text.count, by: 2) {
        guard let high = digit(text[index]), let low = digit(text[index + 1]) else { return nil }
        output.append(high << 4 | low)
      }
      return output
    }

    static func digit(_ character: UInt8) -> UInt8? {
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
      default: nil
      }
    }
  }
#endif
