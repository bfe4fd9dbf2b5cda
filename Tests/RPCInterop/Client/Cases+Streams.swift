import CapnProto
import CapnProtoAsync

extension InteropCase {
  static let streams: [InteropCase] = [
    InteropCase("newSink") { c in
      let sink = c.main.newSink(delayMs: 0, failAt: 0).sink
      try await write(200, to: sink)
    },
    InteropCase("slowSink", needs: ["newSink"]) { c in
      let sink = c.main.newSink(delayMs: 1, failAt: 0).sink
      try await write(100, to: sink)
    },
    InteropCase("streamFailure", needs: ["newSink"]) { c in
      let sink = c.main.newSink(delayMs: 0, failAt: 3).sink
      let error = try await failure {
        for _ in 0..<1000 { try await sink.write(chunk: [1, 2, 3]) }
      }
      try require(error.kind == .failed, "\(error)")
    },
  ]

  private static func write(_ count: Int, to sink: ByteSink.Client) async throws {
    var checksum = FNV()
    for index in 0..<count {
      let chunk = (0..<3000).map { UInt8(truncatingIfNeeded: index &+ $0) }
      chunk.withUnsafeBytes { checksum.add($0) }
      try await sink.write(chunk: chunk)
    }
    let done = try await sink.done().value
    try require(done.chunks, is: UInt32(count))
    try require(done.bytes, is: UInt64(count * 3000))
    try require(done.checksum, is: checksum.value)
  }
}
