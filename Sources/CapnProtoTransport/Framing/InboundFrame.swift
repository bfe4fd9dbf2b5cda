/// One message as it came from a stream: its segments, one after the other in owned memory.
final class InboundFrame {
  /// Aligned to words.
  let memory: UnsafeMutableRawBufferPointer
  /// The segments' sizes in words, in order; at least one.
  let segmentSizes: [UInt32]

  init(segmentSizes: [UInt32], wordCount: Int) {
    self.segmentSizes = segmentSizes
    memory = .allocate(byteCount: max(8, wordCount * 8), alignment: 8)
  }

  deinit { memory.deallocate() }
}
