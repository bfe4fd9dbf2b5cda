import Testing

@testable import CapnProtoCompiler

@Suite struct IdentifierTests {
  private func hex(_ text: String) -> String {
    MD5.digest(Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// The test suite of RFC 1321.
  @Test func digestsAreThoseOfTheStandard() {
    #expect(hex("") == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(hex("a") == "0cc175b9c0f1b6a831c399e269772661")
    #expect(hex("abc") == "900150983cd24fb0d6963f7d28e17f72")
    #expect(hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0")
    #expect(hex("abcdefghijklmnopqrstuvwxyz") == "c3fcd3d76192e4007dfb496cca67e13b")
    #expect(
      hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        == "d174ab98d277d9f5a5611c2c9f419d9f")
    let digits = String(repeating: "1234567890", count: 8)
    #expect(hex(digits) == "57edf4a22be3c955ac49da2e2107b67a")
  }

  /// Ids of `schema.capnp`, which none of its declarations states.
  @Test func derivedIDsAreThoseOfEveryone() {
    let file: UInt64 = 0xa93f_c509_624c_72d9
    let node = SchemaIdentifier.child(of: file, "Node")
    #expect(node == 0xe682_ab4c_f923_a417)
    #expect(SchemaIdentifier.child(of: node, "NestedNode") == 0xdebf_55bb_fa0f_c242)
    #expect(SchemaIdentifier.child(of: file, "CodeGeneratorRequest") == 0xbfc5_46f6_210a_d7ce)
  }

  @Test func groupsAndMethodsHaveIDsOfTheirOwn() {
    // Struct A with groups b and m, and the method of interface I, as the standard tool has them.
    let a: UInt64 = 11_121_056_091_755_551_593
    #expect(SchemaIdentifier.group(of: a, index: 1) == 12_742_760_075_171_407_123)
    #expect(SchemaIdentifier.group(of: a, index: 2) == 11_355_995_592_117_221_359)
    let i: UInt64 = 10_799_327_977_413_881_857
    #expect(
      SchemaIdentifier.methodStruct(of: i, ordinal: 0, isResults: false)
        == 16_829_534_021_927_843_054)
    #expect(
      SchemaIdentifier.methodStruct(of: i, ordinal: 0, isResults: true)
        == 17_828_621_053_012_620_492)
  }

  @Test func newIDsHaveTheHighestBit() {
    for _ in 0..<100 { #expect(SchemaIdentifier.random() >= 1 << 63) }
  }
}
