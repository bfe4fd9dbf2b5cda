/// A message in the making.
///
/// Everything is built in place, in memory that never moves. Builders of its parts keep that memory alive. Nothing here is `Sendable`:
/// what goes to other threads is the finished `Message`.
public final class MessageBuilder {
  @exclusivity(unchecked) @usableFromInline var storage: Arena?
  private let firstSegmentWords: Int
  private let wordLimit: Int

  /// Starts a message.
  ///
  /// - Parameter sizeHint: The words to have room for in the first segment. More are added as needed.
  @inlinable public convenience init(sizeHint: Int = 128) {
    self.init(firstSegmentWords: min(max(sizeHint, 1), Wire.maximalWords))
  }

  /// Starts a message that may only become so large.
  ///
  /// - Parameter wordLimit: The most words there may be, all segments together; what would need more fails with `messageTooLarge`.
  public convenience init(wordLimit: Int) {
    self.init(firstSegmentWords: min(max(wordLimit, 1), 128), wordLimit: max(wordLimit, 1))
  }

  @usableFromInline init(firstSegmentWords: Int, wordLimit: Int = .max) {
    self.firstSegmentWords = firstSegmentWords
    self.wordLimit = wordLimit
    storage = nil
  }

  @inlinable var arena: Arena {
    if let storage { return storage }
    return start()
  }

  @inline(never) @usableFromInline func start() -> Arena {
    let arena = Arena(firstSegmentWords: firstSegmentWords)
    arena.capacityLimit = wordLimit
    _ = Arena.take(1, from: arena.first)
    storage = arena
    return arena
  }

  /// The pointer that every message begins with.
  @inlinable public var root: AnyPointerBuilder {
    let arena = arena
    return AnyPointerBuilder(
      arena: arena, segment: arena.first, place: Int(bitPattern: arena.first.pointee.base))
  }

  /// Puts a new struct at the root.
  ///
  /// - Parameter type: Its type.
  @inlinable public func initRoot<T: StructSchema>(_ type: T.Type) -> T.Builder {
    T.initialize(root)
  }

  /// The root as a type of a schema, made if there is none.
  ///
  /// - Parameter type: The type.
  /// - Throws: If something else is there.
  @inlinable public func root<T: PointerSchema>(
    as type: T.Type
  ) throws(CapnProtoError) -> T.Builder {
    try T.get(root)
  }

  /// Makes the root a copy.
  ///
  /// - Parameters:
  ///   - type: The type of the value.
  ///   - value: The value.
  /// - Throws: If it is malformed.
  @inlinable public func setRoot<T: PointerSchema>(
    _ type: T.Type, _ value: T.Reader
  ) throws(CapnProtoError) {
    try T.set(root, value)
  }

  /// What the capability pointers stand for, by index.
  public var capabilities: [(any CapabilityObject)?] {
    get {
      arena.releaseDropped()
      return arena.capabilities
    }
    set { arena.capabilities = newValue }
  }

  /// The words in use, of all segments together.
  public var totalWords: Int { arena.totalWords }
  /// The number of segments.
  public var segmentCount: Int { arena.count }

  /// What went wrong in building, such as a list of too many elements.
  public var failure: CapnProtoError? { storage?.failure }

  /// The finished message. The builder is as new then.
  ///
  /// Memory is taken over, without a copy, unless builders or readers of parts still refer to it.
  ///
  /// - Throws: The first failure of building.
  public func finish() throws(CapnProtoError) -> Message {
    if storage == nil { _ = start() }
    if let failure = storage?.failure { throw failure }
    storage?.releaseDropped()
    let isShared = !isKnownUniquelyReferenced(&storage)
    guard let arena = storage.take() else { throw CapnProtoError(.truncated) }
    return Message(arena: isShared ? arena.copy() : arena)
  }

  /// A copy of the message as it is now.
  ///
  /// - Throws: The first failure of building.
  public func snapshot() throws(CapnProtoError) -> Message {
    if let failure = arena.failure { throw failure }
    arena.releaseDropped()
    return Message(arena: arena.copy())
  }

  /// The bytes of a segment, where they lie; none if there is no such segment.
  ///
  /// - Parameters:
  ///   - index: The segment.
  ///   - body: Gets the bytes; they must not be used after it returns.
  /// - Returns: What the body returns.
  public func withSegment<R, E>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let arena = arena
    defer { withExtendedLifetime(arena) {} }
    return try body(
      arena.segment(UInt32(truncatingIfNeeded: index))?.pointee.bytes
        ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// The message in stream framing.
  ///
  /// - Throws: The first failure of building.
  public func framedBytes() throws(CapnProtoError) -> [UInt8] {
    if let failure = arena.failure { throw failure }
    return arena.framedBytes()
  }

  /// Appends the message in stream framing.
  ///
  /// - Parameter bytes: What to append to.
  /// - Throws: The first failure of building.
  public func appendFramed(to bytes: inout [UInt8]) throws(CapnProtoError) {
    if let failure = arena.failure { throw failure }
    arena.appendFramed(to: &bytes)
  }
}
