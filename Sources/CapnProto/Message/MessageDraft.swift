/// A message in the making whose first structs have known places: for those who make very many that
/// begin alike, such as calls.
///
/// A `MessageBuilder` without an object of its own. Copies are drafts of the same message.
@frozen public struct MessageDraft {
  @usableFromInline var arena: Arena

  /// Begins a message.
  ///
  /// - Parameters:
  ///   - words: The words that are taken at its beginning, all zero.
  ///   - sizeHint: About how many words it will have.
  @inlinable public init(taking words: Int, sizeHint: Int) {
    arena = Arena(firstSegmentWords: min(max(sizeHint, words, 1), Wire.maximalWords))
    _ = Arena.take(max(words, 1), from: arena.first)
  }

  /// Makes a word at the beginning the pointer to a struct there. The first word is the root pointer.
  ///
  /// - Parameters:
  ///   - word: The pointer's word.
  ///   - target: The first word of the struct.
  ///   - size: The struct's size.
  @inlinable @inline(__always) public func link(_ word: Int, to target: Int, _ size: StructSize) {
    let segment = arena.first
    guard word >= 0, word < segment.pointee.words, target > word,
      target &+ size.words <= segment.pointee.words
    else { return }
    let pointer = WirePointer.structure(offset: target &- word &- 1, size)
    segment.pointee.base.storeBytes(
      of: pointer.raw.littleEndian, toByteOffset: word &* 8, as: UInt64.self)
  }

  /// A struct at the beginning.
  ///
  /// - Parameters:
  ///   - word: Its first word.
  ///   - size: Its size.
  /// - Returns: The struct; one without fields if the first segment is shorter.
  @inlinable @inline(__always) public func structure(atWord word: Int, _ size: StructSize)
    -> StructBuilder
  {
    let segment = arena.first
    guard word >= 0, word &+ size.words <= segment.pointee.words else {
      return StructBuilder(nowhereIn: arena)
    }
    return StructBuilder(
      arena: arena, segment: segment, data: segment.pointee.base + word &* 8,
      dataBytes: UInt32(size.dataWords) &* 8, pointerCount: size.pointerCount)
  }

  /// Whether the message has capabilities, or had any.
  @inlinable public var hasCapabilities: Bool { !arena.capabilities.isEmpty }

  /// What capability pointers stand for.
  public var capabilities: [(any CapabilityObject)?] {
    arena.releaseDropped()
    return arena.capabilities
  }

  /// The words in use, of all segments together.
  public var totalWords: Int { arena.totalWords }

  /// Why the message can't be finished, if it can't.
  public var failure: CapnProtoError? { arena.failure }

  /// Ends the building. If anything else refers to the message yet, it is copied.
  ///
  /// - Returns: The message.
  /// - Throws: If what was built does not fit into a message.
  public mutating func finish() throws(CapnProtoError) -> Message {
    if let failure = arena.failure { throw failure }
    arena.releaseDropped()
    return Message(arena: isKnownUniquelyReferenced(&arena) ? arena : arena.copy())
  }
}
