import SeededTesting
import CapnProto
import Testing

@testable import CapnProtoTransport

struct FrameReaderTests {
  private func message(segments: [Int], seed: UInt8) throws -> Message {
    var value = seed
    let memory = segments.map { words in
      (0..<words * 8).map { _ -> UInt8 in
        value = value &* 5 &+ 3
        return value
      }
    }
    let buffers = memory.map { bytes in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
      copy.copyBytes(from: bytes)
      return copy
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    return try Message(copying: buffers.map { UnsafeRawBufferPointer($0) })
  }

  private func read(
    _ bytes: [UInt8], pieces: () -> Int, limits: TransportLimits = TransportLimits()
  ) throws -> [Message] {
    var reader = FrameReader(limits: limits)
    var messages: [Message] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + max(1, pieces()))
      try bytes[start..<end].withUnsafeBytes { buffer in
        if var target = reader.directTarget {
          target = UnsafeMutableRawBufferPointer(
            rebasing: target[..<min(target.count, buffer.count)])
          target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<target.count]))
          if let message = reader.receivedDirectly(target.count) { messages.append(message) }
          try reader.consume(UnsafeRawBufferPointer(rebasing: buffer[target.count...])) {
            messages.append($0)
          }
        } else {
          try reader.consume(buffer) { messages.append($0) }
        }
      }
      start = end
    }
    let isBetweenMessages = reader.isBetweenMessages
    #expect(isBetweenMessages)
    return messages
  }

  @Test func anyPiecesGiveTheSameMessages() throws {
    var generator = SystemRandomNumberGenerator()
    let seed = generator.next()
    var random = SeededGenerator(seed: seed)
    let shapes = [[1], [3, 2], [0], [1, 0, 5], [4], [20_000], [1, 9000, 1, 1], [2]]
    let messages = try shapes.enumerated().map {
      try message(segments: $0.element, seed: UInt8($0.offset))
    }
    let stream = messages.flatMap(\.framedBytes)
    for size in [1, 3, 8, 4096, stream.count] {
      let read = try read(stream, pieces: { size })
      #expect(read.map(\.framedBytes) == messages.map(\.framedBytes), "pieces of \(size)")
    }
    for _ in 0..<10 {
      let read = try read(stream, pieces: { Int(random.next() % 50_000) })
      #expect(read.map(\.framedBytes) == messages.map(\.framedBytes), "seed \(seed)")
    }
  }

  @Test func tooManySegmentsEndTheStreamBeforeTheirTable() throws {
    // 2³² segments: the sum must not wrap.
    for last: [UInt8] in [[0, 2, 0, 0], [255, 255, 255, 255], [255, 255, 255, 127]] {
      let error = #expect(throws: TransportError.self) {
        try read(last + [0, 0, 0, 0], pieces: { 8 })
      }
      #expect(error?.code == .tooLarge)
    }
  }

  @Test func tooManyWordsEndTheStreamBeforeAllocating() throws {
    let table: [UInt8] = [1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]
    let error = #expect(throws: TransportError.self) { try read(table, pieces: { 5 }) }
    #expect(error?.code == .tooLarge)
    var limits = TransportLimits()
    limits.messageWordCount = 10
    #expect(throws: TransportError.self) {
      try read([0, 0, 0, 0, 11, 0, 0, 0], pieces: { 8 }, limits: limits)
    }
    #expect(
      try read(
        [0, 0, 0, 0, 10, 0, 0, 0] + [UInt8](repeating: 0, count: 80), pieces: { 8 }, limits: limits
      )
      .count == 1)
  }
}
