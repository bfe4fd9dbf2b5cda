import SeededTesting
import CapnProto
import CapnProtoTesting
import Testing

@Suite struct FramingTests {
  private func header(_ numbers: [UInt32]) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
  }

  @Test func refusesSizesBeforeAllocating() {
    #expect(throws: CapnProtoError(.tooManySegments, at: 0)) {
      try Message(framed: self.header([0xffff_ffff, 0]))
    }
    #expect(throws: CapnProtoError(.tooManySegments, at: 513)) {
      try Message(framed: self.header([512, 0]))
    }
    #expect(throws: CapnProtoError(.messageTooLarge, at: 0x7fff_ffff)) {
      try Message(framed: self.header([0, 0x7fff_ffff]))
    }
    #expect(throws: CapnProtoError(.messageTooLarge, at: 0x1_ffff_fffe)) {
      try Message(framed: self.header([1, 0xffff_ffff, 0xffff_ffff, 0]))
    }
    #expect(throws: CapnProtoError.self) { try Message(framed: self.header([0, 1])) }
    #expect(throws: CapnProtoError.self) { try Message(framed: []) }
    #expect(throws: CapnProtoError.self) { try Message(framed: [0, 0, 0]) }
  }

  @Test func emptySegmentHasNoRoot() throws {
    let message = try Message(framed: header([0, 0]))
    #expect(throws: CapnProtoError(.outOfBounds)) { try message.root }
  }

  @Test func streamsInPiecesOfAnySize() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var expected: [[UInt8]] = []
    var stream: [UInt8] = []
    for number in 0..<60 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      let bytes = try maker.make().framedBytes()
      expected.append(bytes)
      stream += bytes
    }
    var decoder = FrameDecoder()
    var found: [[UInt8]] = []
    var start = 0
    while start < stream.count {
      let end = min(start + 1 + random.below(200), stream.count)
      try stream.withUnsafeBytes { buffer in
        var piece = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        while let message = try decoder.next(&piece) { found.append(message.framedBytes) }
        #expect(piece.isEmpty)
      }
      start = end
    }
    let isSame = found == expected
    #expect(isSame, "seed \(seed)")
    #expect(decoder.isBetweenMessages)
  }

  @Test func decoderStopsAtTheFirstFailure() throws {
    var decoder = FrameDecoder(limits: Limits(messageWords: 4))
    let bytes = header([0, 5])
    for _ in 0..<2 {
      bytes.withUnsafeBytes { buffer in
        var piece = buffer
        #expect(throws: CapnProtoError(.messageTooLarge, at: 5)) { try decoder.next(&piece) }
      }
    }
  }

  @Test func appendsAsItFrames() throws {
    var maker = RandomMessage(seed: 5)
    let builder = maker.make()
    var bytes: [UInt8] = [9]
    try builder.appendFramed(to: &bytes)
    #expect(try bytes == [9] + builder.framedBytes())
  }
}
