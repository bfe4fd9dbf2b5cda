import SeededTesting
import Testing

@testable import Processes

@Suite("Content identifiers")
struct ContentIDTests {
  @Test("The binary form is the prefix and 64 bytes of BLAKE3")
  func binary() {
    let id = ContentID(of: [])
    #expect(id.bytes.count == 69)
    #expect(hexadecimal(Array(id.bytes.prefix(5))) == "01e40f1e40")
    #expect(hexadecimal(id.bytes).hasSuffix("e085b8cc869ca98b206c08243a"))
    #expect(ContentID(bytes: id.bytes) == id)
    #expect(ContentID(bytes: id.bytes.dropLast()) == nil)
    #expect(ContentID(bytes: [0] + id.bytes.dropFirst()) == nil)
  }

  @Test("The text form is base58btc and reads back")
  func text() {
    for length in [0, 1, 17, 1000] {
      let id = ContentID(of: [UInt8](repeating: 7, count: length))
      let text = id.description
      #expect(text.hasPrefix("z"))
      #expect(ContentID(text) == id)
      #expect(ContentID(String(text.dropFirst())) == nil)
      #expect(ContentID(text + "1") == nil)
    }
    #expect(ContentID("") == nil)
    #expect(ContentID("z0") == nil)
    #expect(ContentID("z" + String(repeating: "9", count: 100_000)) == nil)
  }

  @Test("Base58 agrees with the draft's vectors and reads back what it writes")
  func base58() {
    #expect(Base58.encode(Array("Hello World!".utf8)) == "2NEpo7TZRRrLZSi2U")
    #expect(
      Base58.encode(Array("The quick brown fox jumps over the lazy dog.".utf8))
        == "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")
    #expect(Base58.encode([0, 0, 0x28, 0x7F, 0xB4, 0xCD]) == "11233QC4")
    #expect(Base58.encode([]) == "")
    for seed in 0..<200 {
      var random = SeededGenerator(seed: UInt64(seed))
      let bytes = (0..<random.below(80)).map { _ in UInt8(random.below(4) * 85) }
      #expect(Base58.decode(Base58.encode(bytes).utf8) == bytes, "seed \(seed)")
    }
    #expect(Base58.decode("0OIl".utf8) == nil)
  }
}
