import Testing

import WebAssemblyText

@Suite struct IntegerLiteralTests {
  private func read(_ text: String) -> IntegerLiteral? { IntegerLiteral(Array(text.utf8)[...]) }

  @Test(
    arguments: [
      ("0", 0), ("00", 0), ("7", 7), ("1_0", 10), ("0x0", 0), ("0xfF", 255), ("0x1_2", 18),
      ("18446744073709551615", UInt64.max), ("0xffff_ffff_ffff_ffff", UInt64.max),
      ("0000000000000000000000000000001", 1),
    ] as [(String, UInt64)])
  func readsNaturals(_ text: String, _ value: UInt64) {
    #expect(read(text)?.natural(atMost: .max) == value)
    #expect(read("+" + text)?.hasSign == true)
    #expect(read("+" + text)?.natural(atMost: .max) == nil)
    #expect(read("-" + text)?.magnitude == value)
  }

  @Test(arguments: [
    "", "+", "-", "_1", "1_", "1__2", "0x", "0x_1", "0x1_", "0x1__2", "1x", "0xg", "a", "+-1",
    "1.0", "1e0", "0X1", "--1", "1-", " 1",
  ])
  func refusesWhatIsNone(_ text: String) { #expect(read(text) == nil) }

  @Test func fitsSignedAndUnsigned() {
    #expect(read("4294967295")?.bits(32) == 0xFFFF_FFFF)
    #expect(read("4294967296")?.bits(32) == nil)
    #expect(read("-2147483648")?.bits(32) == 0x8000_0000)
    #expect(read("-2147483649")?.bits(32) == nil)
    #expect(read("-1")?.bits(8) == 0xFF)
    #expect(read("-128")?.bits(8) == 0x80)
    #expect(read("-129")?.bits(8) == nil)
    #expect(read("255")?.bits(8) == 255)
    #expect(read("256")?.bits(8) == nil)
    #expect(read("-0")?.bits(64) == 0)
    #expect(read("-9223372036854775808")?.bits(64) == 1 << 63)
    #expect(read("-9223372036854775809")?.bits(64) == nil)
    #expect(read("18446744073709551616")?.bits(64) == nil)
    #expect(read("18446744073709551616")?.magnitude == nil)
    #expect(read("99999999999999999999999999999999999999999999999")?.bits(64) == nil)
    #expect(read("0x1_0000_0000_0000_0000")?.bits(64) == nil)
  }
}
