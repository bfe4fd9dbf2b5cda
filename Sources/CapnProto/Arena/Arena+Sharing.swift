import Synchronization

extension Arena {
  /// An arena with copies of segments, in one piece of memory with their descriptions.
  ///
  /// - Parameters:
  ///   - count: The number of segments.
  ///   - words: The words of all of them.
  ///   - limits: What reading may cost.
  ///   - capabilities: What capability pointers stand for.
  ///   - source: The bytes of each segment.
  convenience init(
    copyOf count: Int, words: Int, limits: Limits, capabilities: [(any CapabilityObject)?] = [],
    source: (Int) -> UnsafeRawBufferPointer
  ) {
    let header = Arena.headerBytes(segments: count)
    let memory = LargeChunks.allocate(header + words * 8)
    let segments = memory.bindMemory(to: Segment.self, capacity: count)
    var next = memory + header
    for index in 0..<count {
      let bytes = source(index)
      let words = bytes.count / 8
      if let start = bytes.baseAddress { next.copyMemory(from: start, byteCount: words * 8) }
      (segments + index).initialize(
        to: Segment(
          base: next, words: words, capacity: words, cleared: words, id: UInt32(index)))
      next += words * 8
    }
    self.init(
      segments: segments, count: count, owner: nil, limits: limits, capabilities: capabilities)
  }

  /// An arena over the same memory, with limits and capabilities of its own.
  func sharing(limits: Limits?, capabilities: [(any CapabilityObject)?]) -> Arena {
    let memory = owner ?? self
    var limits = limits
    if limits == nil {
      limits = Limits(
        traversalWords: budget.load(ordering: .relaxed), nestingDepth: Int(nesting))
    }
    let arena = Arena(
      segments: first, count: count, owner: memory, limits: limits ?? .standard,
      capabilities: capabilities)
    arena.table = table
    return arena
  }

  /// A copy that nobody else refers to.
  func copy() -> Arena {
    Arena(copyOf: count, words: totalWords, limits: .trusted, capabilities: capabilities) {
      segment(UInt32($0))?.pointee.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }
  }
}
