/// Text in a message. It should be UTF-8, but the bytes are whatever was sent.
///
/// https://capnproto.org/encoding.html#blobs
@frozen public struct TextReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena
  @usableFromInline let start: UnsafeRawPointer
  /// The number of bytes, without the zero at the end.
  public let count: Int

  /// The empty text.
  @inlinable public init() {
    self.init(arena: Arena.none, start: emptyAddress, count: 0)
  }

  /// Text from a literal, which is there for ever.
  ///
  /// - Parameter literal: The text.
  @inlinable public init(_ literal: StaticString) {
    if literal.hasPointerRepresentation {
      self.init(arena: Arena.none, start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    } else {
      self.init()
    }
  }

  @inlinable init(arena: Arena, start: UnsafeRawPointer, count: Int) {
    self.arena = arena
    self.start = start
    self.count = count
  }

  /// Whether there are no bytes.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The bytes.
  ///
  /// - Parameter body: Gets the bytes; they must not be used after it returns.
  /// - Returns: What the body returns.
  @inlinable public func withUnsafeBytes<R, E>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(arena) {} }
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The text as a string; bytes that are not UTF-8 are replaced by U+FFFD.
  ///
  /// - Complexity: O(*n*).
  @inlinable public var string: String {
    withUnsafeBytes { bytes in String(decoding: bytes, as: UTF8.self) }
  }

  /// The bytes, copied.
  ///
  /// - Complexity: O(*n*).
  @inlinable public var bytes: [UInt8] { withUnsafeBytes { bytes in [UInt8](bytes) } }

  /// Whether the text is the bytes of a string.
  ///
  /// - Complexity: O(*n*).
  @inlinable public static func == (text: TextReader, literal: StaticString) -> Bool {
    text == TextReader(literal)
  }
}

extension TextReader: Equatable {
  /// Whether two texts have the same bytes.
  ///
  /// - Complexity: O(*n*).
  @inlinable public static func == (left: TextReader, right: TextReader) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { a in right.withUnsafeBytes { b in equalBytes(a, b) } }
  }
}

@inlinable func equalBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool
{
  guard left.count == right.count else { return false }
  for index in 0..<left.count where left[index] != right[index] { return false }
  return true
}

#if !hasFeature(Embedded)
  extension TextReader: CustomStringConvertible {
    /// The text as a string.
    public var description: String { string }
  }
#endif
