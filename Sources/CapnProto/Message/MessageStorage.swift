/// Memory for a message whose bytes are still on their way: filled in place, then a message without a copy.
///
/// For transports, which learn the sizes of the segments before the segments.
///
/// https://capnproto.org/encoding.html#serialization-over-a-stream
public struct MessageStorage: ~Copyable {
  // Nil once the message has it: embedded builds can't discard.
  private var segments: UnsafeMutablePointer<Segment>?
  private let count: Int
  private let words: Int
  private let limits: Limits

  /// Memory for segments.
  ///
  /// - Parameters:
  ///   - segmentWords: The words of each; at least one segment.
  ///   - limits: What the message may cost.
  /// - Throws: If there are more or larger segments than the limits allow. Nothing is allocated then.
  public init(
    segmentWords: [UInt32], limits: Limits = .standard
  ) throws(CapnProtoError) {
    guard !segmentWords.isEmpty, segmentWords.count <= limits.segments else {
      throw CapnProtoError(.tooManySegments, at: segmentWords.count)
    }
    var total: UInt64 = 0
    for words in segmentWords { total += UInt64(words) }
    guard total <= UInt64(max(limits.messageWords, 0)) else {
      throw CapnProtoError(.messageTooLarge, at: Int(clamping: total))
    }
    self.init(unchecked: segmentWords.count, Int(total), limits) { Int(segmentWords[$0]) }
  }

  /// Memory for a message of one segment.
  ///
  /// - Parameters:
  ///   - words: The words of the segment.
  ///   - limits: What the message may cost.
  /// - Throws: If it is larger than the limits allow. Nothing is allocated then.
  public init(words: UInt32, limits: Limits = .standard) throws(CapnProtoError) {
    guard Int(words) <= limits.messageWords else {
      throw CapnProtoError(.messageTooLarge, at: Int(words))
    }
    self.init(unchecked: 1, Int(words), limits) { _ in Int(words) }
  }

  private init(unchecked count: Int, _ words: Int, _ limits: Limits, _ size: (Int) -> Int) {
    let header = Arena.headerBytes(segments: count)
    let memory = LargeChunks.allocate(header + words * 8)
    let segments = memory.bindMemory(to: Segment.self, capacity: count)
    self.segments = segments
    var base = memory + header
    for index in 0..<count {
      let words = size(index)
      (segments + index).initialize(
        to: Segment(
          base: base, words: words, capacity: words, cleared: words,
          id: UInt32(truncatingIfNeeded: index)))
      base += words * 8
    }
    self.count = count
    self.words = words
    self.limits = limits
  }

  deinit { if let segments { Arena.deallocate(segments, count) } }

  /// The bytes of all segments, one behind the other, to be filled. They must all be before `finish`.
  public var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: segments?.pointee.base, count: words * 8)
  }

  /// The message; the memory is its now.
  public consuming func finish() -> Message {
    guard let memory = segments else { return Message(constant: []) }
    segments = nil
    return Message(
      arena: Arena(
        segments: memory, count: count, owner: nil, limits: limits, capabilities: []))
  }
}
