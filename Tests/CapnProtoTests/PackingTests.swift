import SeededTesting
import CapnProto
import CapnProtoTesting
import Testing

@Suite struct PackingTests {
  /// The examples of the specification, and the edges of runs.
  static let examples: [([UInt8], [UInt8])] = [
    ([], []),
    ([0, 0, 0, 0, 0, 0, 0, 0], [0, 0]),
    ([0, 0, 12, 0, 0, 34, 0, 0], [0x24, 12, 34]),
    ([1, 3, 2, 4, 5, 7, 6, 8], [0xff, 1, 3, 2, 4, 5, 7, 6, 8, 0]),
    (
      [0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 2, 4, 5, 7, 6, 8],
      [0, 0, 0xff, 1, 3, 2, 4, 5, 7, 6, 8, 0]
    ),
    (
      [8, 0, 0, 0, 3, 0, 2, 0, 0x19, 0, 0, 0, 0xaa, 1, 0, 0],
      [0x51, 8, 3, 2, 0x31, 0x19, 0xaa, 1]
    ),
    (
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1],
      [0xff, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0xf3, 1, 1, 1, 1, 1, 1]
    ),
  ]

  @Test(arguments: examples)
  func packsAndUnpacks(words: [UInt8], packed: [UInt8]) throws {
    var result: [UInt8] = []
    words.withUnsafeBytes { Packing.pack($0, into: &result) }
    #expect(result == packed)
    #expect(try Packing.unpack(packed) == words)
  }

  @Test func everyTag() throws {
    for tag in 0..<256 {
      let word: [UInt8] = (0..<8).map { (bit: Int) -> UInt8 in
        (tag >> bit) & 1 == 1 ? UInt8(bit * 31 + 1) : 0
      }
      var packed: [UInt8] = []
      word.withUnsafeBytes { Packing.pack($0, into: &packed) }
      #expect(packed.first == UInt8(tag))
      #expect(try Packing.unpack(packed) == word)
    }
  }

  @Test(arguments: [1, 255, 256, 257, 600])
  func longRuns(words: Int) throws {
    for byte in [0, 7] as [UInt8] {
      let bytes = [UInt8](repeating: byte, count: words * 8)
      var packed: [UInt8] = []
      bytes.withUnsafeBytes { Packing.pack($0, into: &packed) }
      #expect(try Packing.unpack(packed) == bytes)
    }
  }

  @Test func refusesWhatIsCutOrTooLarge() {
    #expect(throws: CapnProtoError.self) { try Packing.unpack([0]) }
    #expect(throws: CapnProtoError.self) { try Packing.unpack([0xff, 1, 2]) }
    #expect(throws: CapnProtoError.self) { try Packing.unpack([0xff, 1, 1, 1, 1, 1, 1, 1, 1]) }
    #expect(throws: CapnProtoError.self) {
      try Packing.unpack([0xff, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0])
    }
    #expect(throws: CapnProtoError.self) { try Packing.unpack([0, 255], atMost: 255) }
    #expect(throws: Never.self) { try Packing.unpack([0, 255], atMost: 256) }
  }

  @Test func streamsInPiecesOfAnySize() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var expected: [[UInt8]] = []
    var stream: [UInt8] = []
    for number in 0..<60 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      let message = try maker.make().finish()
      expected.append(message.framedBytes)
      stream += message.packedBytes
    }
    var decoder = PackedDecoder()
    var found: [[UInt8]] = []
    var start = 0
    while start < stream.count {
      let end = min(start + 1 + random.below(50), stream.count)
      try stream.withUnsafeBytes { buffer in
        var piece = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        while let message = try decoder.next(&piece) { found.append(message.framedBytes) }
      }
      start = end
    }
    let isSame = found == expected
    #expect(isSame, "seed \(seed)")
    #expect(decoder.isBetweenMessages)
  }

  @Test(.enabled(if: CapnpTool.isInstalled, "the capnp program is not installed"))
  func packsAsTheToolDoes() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var plain: [UInt8] = []
    var packed: [UInt8] = []
    for number in 0..<400 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      // The tool writes one segment, objects in the order of their pointers.
      let message = try MessageBuilder(copying: maker.make().finish()).finish()
      plain += message.framedBytes
      packed += message.packedBytes
    }
    let agreesPacked = try CapnpTool.convert("binary:packed", plain) == packed
    #expect(agreesPacked, "seed \(seed)")
    let agreesPlain = try CapnpTool.convert("packed:binary", packed) == plain
    #expect(agreesPlain, "seed \(seed)")
  }
}
