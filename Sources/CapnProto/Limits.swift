/// What a message from a stranger may cost.
///
/// Numbers in a message are hostile until checked: these are the checks.
public struct Limits: Hashable, Sendable {
  /// The most segments in a message. The reference implementation uses the same number.
  public var segments: Int
  /// The most words in a message, all segments together. Checked before memory is allocated.
  public var messageWords: Int
  /// The most words that can be read through pointers, each as often as it is read.
  ///
  /// It bounds what a small message can cost whose pointers all lead to one large object.
  public var traversalWords: Int
  /// How deep objects can be nested: it bounds recursion.
  public var nestingDepth: Int

  /// Makes limits.
  ///
  /// - Parameters:
  ///   - segments: The most segments in a message.
  ///   - messageWords: The most words in a message, 64 MiB by default.
  ///   - traversalWords: The most words to be read, 64 MiB by default as elsewhere.
  ///   - nestingDepth: How deep objects can be nested, at most 65,535.
  @inlinable public init(
    segments: Int = 512, messageWords: Int = 8 << 20, traversalWords: Int = 8 << 20,
    nestingDepth: Int = 64
  ) {
    self.segments = segments
    self.messageWords = messageWords
    self.traversalWords = traversalWords
    self.nestingDepth = nestingDepth
  }

  /// The limits used where none are given.
  @inlinable public static var standard: Limits { Limits() }

  /// Limits for bytes that come from a trusted place: no traversal limit, deep nesting.
  @inlinable public static var trusted: Limits {
    Limits(
      segments: 1 << 16, messageWords: Wire.maximalWords, traversalWords: .max,
      nestingDepth: Wire.maximalNesting)
  }

  @inlinable var nesting: UInt16 {
    UInt16(truncatingIfNeeded: min(max(nestingDepth, 0), Wire.maximalNesting))
  }
}

/// Numbers that the format itself fixes.
@usableFromInline enum Wire {
  /// The most words a segment of ours has: what the offset of a far pointer can express.
  @inlinable static var maximalWords: Int { 1 << 27 }
  /// The most elements in a list: 29 bits.
  @inlinable static var maximalCount: Int { (1 << 29) - 1 }
  /// The deepest nesting that readers can count.
  @inlinable static var maximalNesting: Int { 65_535 }
  /// How deep recursion goes in algorithms over whole messages, whatever the nesting limit.
  @inlinable static var recursionDepth: Int { 1_000 }
}
