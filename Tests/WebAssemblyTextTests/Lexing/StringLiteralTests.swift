import SeededTesting
import Testing

import WebAssembly
import WebAssemblyText

@Suite struct StringLiteralTests {
  private func decode(_ literal: String) throws -> [UInt8] {
    let bytes = Array(literal.utf8)
    #expect(try StringLiteral.end(in: bytes, from: 0) == bytes.count)
    return StringLiteral.decode(bytes[...])
  }

  @Test func decodesEscapes() throws {
    #expect(try decode(#""""#) == [])
    #expect(try decode(#""ab""#) == [0x61, 0x62])
    #expect(try decode(#""\t\n\r\"\'\\""#) == [9, 10, 13, 0x22, 0x27, 0x5C])
    #expect(try decode(#""\00\7f\80\fF""#) == [0, 0x7F, 0x80, 0xFF])
    #expect(
      try decode(#""\u{0}\u{7_f}\u{e9}\u{20AC}\u{10ffff}""#)
        == [0, 0x7F] + Array("é€\u{10FFFF}".utf8))
    #expect(try decode("\"é€\u{10FFFF}\"") == Array("é€\u{10FFFF}".utf8))
    #expect(try decode(#""\u{00000000041}""#) == [0x41])
  }

  @Test func decodesEveryByte() throws {
    for byte in UInt8.min...UInt8.max {
      let hex = String(byte, radix: 16)
      let digits = hex.count == 1 ? "0" + hex : hex
      #expect(try decode("\"\\\(digits)\"") == [byte])
      #expect(try decode("\"\\\(digits.uppercased())\"") == [byte])
    }
  }

  @Test func checksUTF8LikeTheStandardLibrary() {
    var generator = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
    var random = SeededGenerator(seed: seed)
    // Bytes that matter for the borders between well-formed and not.
    let bytes: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int(random.next() % 6)).map { _ in bytes[Int(random.next() % 25)] }
      let isValid = String(validating: text, as: UTF8.self) != nil
      #expect(
        (UTF8Validation.firstInvalid(in: text[...]) == nil) == isValid, "\(text), seed \(seed)")
    }
  }
}
