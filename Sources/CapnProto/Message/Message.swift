/// A message that does not change any more.
///
/// It owns its segments; readers keep it alive. Many threads can read it at once. They share its traversal limit: `fresh(limits:)`
/// gives each its own.
///
/// https://capnproto.org/encoding.html#messages
@frozen public struct Message: Sendable {
  @usableFromInline let arena: Arena

  @inlinable init(arena: Arena) { self.arena = arena }

  /// A message with copies of segments.
  ///
  /// - Parameters:
  ///   - segments: The segments. Bytes beyond whole words are left out.
  ///   - limits: What the message may cost.
  /// - Throws: If there are more or larger segments than the limits allow.
  public init(
    copying segments: [UnsafeRawBufferPointer], limits: Limits = .standard
  ) throws(CapnProtoError) {
    guard !segments.isEmpty, segments.count <= limits.segments else {
      throw CapnProtoError(.tooManySegments, at: segments.count)
    }
    var words = 0
    for segment in segments { words += segment.count / 8 }
    guard words <= limits.messageWords else { throw CapnProtoError(.messageTooLarge, at: words) }
    let arena = Arena(copyOf: segments.count, words: words, limits: limits) { segments[$0] }
    self.init(arena: arena)
  }

  /// A message of one segment, given as words: what generated code keeps defaults and constants in.
  ///
  /// - Parameter words: The words of the segment, the root pointer first.
  public init(constant words: [UInt64]) {
    let arena = words.withUnsafeBytes { bytes in
      Arena(copyOf: 1, words: words.count, limits: .trusted) { _ in bytes }
    }
    self.init(arena: arena)
  }

  /// The pointer that every message begins with.
  ///
  /// - Throws: If the message has no words at all.
  @inlinable public var root: AnyPointerReader {
    get throws(CapnProtoError) {
      let segment = arena.first
      guard segment.pointee.words > 0 else { throw CapnProtoError(.outOfBounds) }
      return AnyPointerReader(
        arena: arena, segment: segment, place: Int(bitPattern: segment.pointee.base),
        nesting: arena.nesting)
    }
  }

  /// The root, as a type of a schema.
  ///
  /// - Parameter type: The type.
  /// - Throws: If the message is malformed.
  @inlinable public func root<T: PointerSchema>(
    as type: T.Type
  ) throws(CapnProtoError) -> T.Reader {
    try T.read(try root)
  }

  /// A pointer whose place is known, as in messages that were built here.
  ///
  /// - Parameters:
  ///   - word: The word of the first segment that it is.
  ///   - depth: How many structs deep it is.
  /// - Returns: The pointer; a null pointer if the segment is shorter.
  @inlinable @inline(__always) public func pointer(atWord word: Int, depth: UInt16)
    -> AnyPointerReader
  {
    let segment = arena.first
    let isThere = word >= 0 && word < segment.pointee.words
    return AnyPointerReader(
      arena: arena, segment: segment,
      place: isThere ? Int(bitPattern: segment.pointee.base) &+ word &* 8 : 0,
      nesting: arena.nesting > depth ? arena.nesting &- depth : 0)
  }

  /// Whether a word of the first segment is the pointer to a struct at a known place, which is there.
  ///
  /// - Parameters:
  ///   - word: The pointer's word.
  ///   - target: The first word of the struct.
  ///   - size: The struct's size.
  @inlinable @inline(__always) public func links(_ word: Int, to target: Int, _ size: StructSize)
    -> Bool
  {
    let segment = arena.first
    guard word >= 0, target > word, target &+ size.words <= segment.pointee.words else {
      return false
    }
    return WirePointer(loading: segment.pointee.base + word &* 8).raw
      == WirePointer.structure(offset: target &- word &- 1, size).raw
  }

  /// A struct of the first segment whose place is known.
  ///
  /// - Parameters:
  ///   - word: Its first word.
  ///   - size: Its size.
  ///   - depth: How many structs deep it is, itself counted.
  /// - Returns: The struct; one without fields if the segment is shorter.
  @inlinable @inline(__always) public func structure(
    atWord word: Int, _ size: StructSize, depth: UInt16
  ) -> StructReader {
    let segment = arena.first
    guard word >= 0, word &+ size.words <= segment.pointee.words, depth <= arena.nesting else {
      return StructReader()
    }
    return StructReader(
      arena: arena, segment: segment, data: segment.pointee.base + word &* 8,
      dataBytes: UInt32(size.dataWords) &* 8, pointerCount: size.pointerCount,
      nesting: arena.nesting &- depth)
  }

  /// The number of segments.
  public var segmentCount: Int { arena.count }
  /// The words of all segments together.
  public var totalWords: Int { arena.totalWords }

  /// The bytes of a segment, where they lie; none if there is no such segment.
  ///
  /// - Parameters:
  ///   - index: The segment.
  ///   - body: Gets the bytes; they must not be used after it returns.
  /// - Returns: What the body returns.
  public func withSegment<R, E>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(arena) {} }
    return try body(
      arena.segment(UInt32(truncatingIfNeeded: index))?.pointee.bytes
        ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// What the capability pointers stand for, by index.
  public var capabilities: [(any CapabilityObject)?] { arena.capabilities }

  /// The same message, whose capability pointers stand for something else. Bytes are shared.
  ///
  /// - Parameter capabilities: What they stand for, by index.
  public func with(capabilities: [(any CapabilityObject)?]) -> Message {
    Message(arena: arena.sharing(limits: nil, capabilities: capabilities))
  }

  /// The same message, of which nothing has been read yet. Bytes are shared.
  ///
  /// - Parameter limits: What reading it may cost.
  public func fresh(limits: Limits = .standard) -> Message {
    Message(arena: arena.sharing(limits: limits, capabilities: arena.capabilities))
  }
}
