import Testing

@testable import Processes

@Suite("BLAKE3")
struct BLAKE3Tests {
  @Test("All published vectors, with their extended output")
  func vectors() throws {
    let text = try Fixture.text("blake3/vectors.txt")
    var count = 0
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      let length = try #require(Int(parts[0]))
      let input = (0..<length).map { UInt8($0 % 251) }
      let output = BLAKE3.hash(input, outputByteCount: 131)
      #expect(hexadecimal(output) == parts[1], "input of \(length) bytes")
      #expect(BLAKE3.hash(input) == Array(output.prefix(32)))
      count += 1
    }
    #expect(count == 35)
  }

  @Test("Output of every length is a prefix of the longer ones")
  func prefixes() {
    let long = BLAKE3.hash([1, 2, 3], outputByteCount: 200)
    for count in 0...200 {
      #expect(BLAKE3.hash([1, 2, 3], outputByteCount: count) == Array(long.prefix(count)))
    }
  }
}

/// Lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
