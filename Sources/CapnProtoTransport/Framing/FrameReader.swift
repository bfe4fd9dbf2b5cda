package import CapnProto

/// Cuts a stream of bytes into messages, whatever pieces it arrives in.
///
/// Nothing is allocated for a message before its segment table is complete and within the limits.
///
/// https://capnproto.org/encoding.html#serialization-over-a-stream
package struct FrameReader: ~Copyable {
  private let limits: TransportLimits
  private let messageLimits: CapnProto.Limits
  private var table: [UInt8] = []
  private var frame: MessageStorage?
  private var filled = 0
  private var wanted = 0

  package init(limits: TransportLimits) {
    self.limits = limits
    messageLimits = CapnProto.Limits(
      segments: limits.segmentCount, messageWords: limits.messageWordCount,
      traversalWords: limits.traversalWordCount)
  }

  /// Whether the stream may end here without cutting a message in two.
  package var isBetweenMessages: Bool { table.isEmpty && frame == nil }

  /// Where the rest of a large message should be received, to spare a copy.
  var directTarget: UnsafeMutableRawBufferPointer? {
    guard frame != nil, wanted - filled >= Self.directSize else { return nil }
    return UnsafeMutableRawBufferPointer(rebasing: memory[filled..<wanted])
  }

  /// Less than this is not worth a system call of its own.
  private static let directSize = 32 * 1024

  /// Takes note of bytes received into `directTarget`.
  ///
  /// - Returns: the message, if that completed it.
  mutating func receivedDirectly(_ count: Int) -> Message? {
    filled += count
    return filled == wanted ? takeFrame() : nil
  }

  /// Takes in the next bytes of the stream.
  ///
  /// - Parameter deliver: is given each message they complete, in order.
  /// - Throws: when the stream is no stream of messages, or a message is too large.
  package mutating func consume(
    _ bytes: UnsafeRawBufferPointer, _ deliver: (Message) -> Void
  ) throws(TransportError) {
    var rest = bytes
    while !rest.isEmpty {
      if frame == nil { try readTable(&rest) }
      if frame == nil { continue }
      let count = min(rest.count, wanted - filled)
      if count > 0 {
        UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        filled += count
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      if filled == wanted, let complete = takeFrame() { deliver(complete) }
    }
  }

  private var memory: UnsafeMutableRawBufferPointer {
    switch frame {
    case .some(let frame): frame.bytes
    case .none: UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
  }

  private mutating func takeFrame() -> Message? {
    guard let frame = frame.take() else { return nil }
    return frame.finish()
  }

  /// Reads as much of a segment table as is there; begins the message once it is complete.
  private mutating func readTable(_ rest: inout UnsafeRawBufferPointer) throws(TransportError) {
    if table.isEmpty, rest.count >= 8 {
      // Most messages have one segment, and the whole table is here.
      let last = UInt32(littleEndian: rest.loadUnaligned(as: UInt32.self))
      if last == 0 {
        let words = UInt32(littleEndian: rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        rest = UnsafeRawBufferPointer(rebasing: rest[8...])
        try begin(words: words)
        return
      }
    }
    try fill(&rest, to: 4)
    guard table.count >= 4 else { return }
    let last = word(0)
    guard last < UInt32(clamping: limits.segmentCount) else {
      throw TransportError(
        .tooLarge, "a message of \(UInt64(last) + 1) segments; at most \(limits.segmentCount)")
    }
    let count = Int(last) + 1
    let size = FrameTable.byteCount(segmentCount: count)
    try fill(&rest, to: size)
    guard table.count >= size else { return }
    var sizes: [UInt32] = []
    for index in 1...count { sizes.append(word(index)) }
    table.removeAll(keepingCapacity: true)
    try begin(sizes)
  }

  private mutating func fill(
    _ rest: inout UnsafeRawBufferPointer, to size: Int
  ) throws(TransportError) {
    let count = min(rest.count, size - table.count)
    guard count > 0 else { return }
    table.append(contentsOf: rest[..<count])
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }

  private func word(_ index: Int) -> UInt32 {
    table.withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }
  }

  private mutating func begin(_ sizes: [UInt32]) throws(TransportError) {
    do throws(CapnProtoError) {
      frame = try MessageStorage(segmentWords: sizes, limits: messageLimits)
    } catch {
      throw TransportError(.tooLarge, "\(error); at most \(limits.messageWordCount) words")
    }
    filled = 0
    wanted = memory.count
  }

  private mutating func begin(words: UInt32) throws(TransportError) {
    do throws(CapnProtoError) {
      frame = try MessageStorage(words: words, limits: messageLimits)
    } catch {
      throw TransportError(.tooLarge, "\(error); at most \(limits.messageWordCount) words")
    }
    filled = 0
    wanted = memory.count
  }
}
