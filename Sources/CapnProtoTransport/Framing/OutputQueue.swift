internal import CapnProto
package import CapnProtoAsync

/// The bytes one connection still has to write, in order.
///
/// Small messages are copied together, so that one system call writes many and nobody keeps them
/// alive; large ones are only referred to.
package struct OutputQueue {
  /// An empty queue.
  package init() {}

  /// Messages of at most so many bytes are copied.
  static let copyLimit = 4096
  private static let blockSize = 16 * 1024

  /// A block that grows to its capacity and never moves.
  private final class Block {
    let memory: UnsafeMutableRawBufferPointer
    var count = 0
    init(capacity: Int = blockSize) { memory = .allocate(byteCount: capacity, alignment: 8) }
    deinit { memory.deallocate() }
  }

  private enum Content {
    case block(Block)
    case borrowed(UnsafeRawBufferPointer, owner: Owner)
  }

  private struct Chunk {
    var content: Content
    var descriptors: [AnyObject]
    /// Nothing that follows may be written by the same call: it ends a message with descriptors.
    var isSealed = false

    var bytes: UnsafeRawBufferPointer {
      switch content {
      case .block(let block): UnsafeRawBufferPointer(rebasing: block.memory[..<block.count])
      case .borrowed(let bytes, _): bytes
      }
    }
  }

  private var chunks: [Chunk] = []
  private var head = 0
  private var headOffset = 0
  private var spare: Block?

  /// How many bytes wait.
  package private(set) var byteCount = 0

  package var isEmpty: Bool { byteCount == 0 }

  /// Appends a message with its segment table.
  ///
  package mutating func append(_ outbound: OutboundMessage) {
    let message = outbound.message
    let owner = Owner(message)
    if message.segmentCount == 1 {
      let segment = message.withSegment(0) { $0 }
      append(CollectionOfOne(segment), owner: owner, descriptors: outbound.descriptors)
    } else {
      let segments = (0..<message.segmentCount).map { message.withSegment($0) { $0 } }
      append(segments, owner: owner, descriptors: outbound.descriptors)
    }
  }

  private mutating func append(
    _ segments: some Collection<UnsafeRawBufferPointer>, owner: Owner,
    descriptors: [AnyObject] = []
  ) {
    let tableSize = FrameTable.byteCount(segmentCount: segments.count)
    let size = segments.reduce(tableSize) { $0 + $1.count }
    let isCopied = size <= Self.copyLimit
    let block = self.block(
      space: isCopied ? size : tableSize, isFresh: !descriptors.isEmpty, descriptors: descriptors)
    FrameTable.write(
      segments, into: UnsafeMutableRawBufferPointer(rebasing: block.memory[block.count...]))
    block.count += tableSize
    for segment in segments where !segment.isEmpty {
      if isCopied {
        UnsafeMutableRawBufferPointer(rebasing: block.memory[block.count...])
          .copyMemory(from: segment)
        block.count += segment.count
      } else {
        chunks.append(Chunk(content: .borrowed(segment, owner: owner), descriptors: []))
      }
    }
    if !descriptors.isEmpty { chunks[chunks.count - 1].isSealed = true }
    byteCount += size
  }

  /// The block at the end of the queue, a new one if that has too little space.
  private mutating func block(
    space: Int, isFresh: Bool, descriptors: [AnyObject]
  ) -> Block {
    if !isFresh, let last = chunks.last, !last.isSealed, case .block(let block) = last.content,
      block.memory.count - block.count >= space
    {
      return block
    }
    let block: Block
    if space > Self.blockSize {
      // Only a table of thousands of segments is so large.
      block = Block(capacity: space)
    } else {
      block = spare ?? Block()
      spare = nil
    }
    chunks.append(Chunk(content: .block(block), descriptors: descriptors))
    return block
  }

  /// What the next system call should write: at most so many buffers, and the descriptors that
  /// belong to the first of them.
  ///
  /// The buffers stay valid until `removeFirst`, also while more is appended.
  package func next(limit: Int) -> (buffers: [UnsafeRawBufferPointer], descriptors: [AnyObject]) {
    var buffers: [UnsafeRawBufferPointer] = []
    var offset = headOffset
    var index = head
    while index < chunks.count, buffers.count < limit {
      let chunk = chunks[index]
      // Descriptors go with the first byte of a call.
      if !chunk.descriptors.isEmpty && index > head { break }
      let bytes = chunk.bytes
      if offset < bytes.count {
        buffers.append(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
      }
      offset = 0
      index += 1
      if chunk.isSealed { break }
    }
    guard head < chunks.count, headOffset == 0 else { return (buffers, []) }
    return (buffers, chunks[head].descriptors)
  }

  /// Forgets bytes that were written.
  package mutating func removeFirst(_ count: Int) {
    byteCount -= count
    var rest = count
    while head < chunks.count {
      let available = chunks[head].bytes.count - headOffset
      if rest < available {
        headOffset += rest
        return
      }
      rest -= available
      headOffset = 0
      if case .block(let block) = chunks[head].content {
        block.count = 0
        spare = block
      } else {
        chunks[head].content = .borrowed(
          UnsafeRawBufferPointer(start: nil, count: 0), owner: Owner(nil))
      }
      chunks[head].descriptors = []
      chunks[head].isSealed = false
      head += 1
    }
    chunks.removeAll(keepingCapacity: chunks.count <= 64)
    head = 0
  }

  /// Forgets everything.
  package mutating func removeAll() { self = OutputQueue() }
}

/// What keeps borrowed bytes in place.
private struct Owner {
  let message: Message?
  init(_ message: Message?) { self.message = message }
}
