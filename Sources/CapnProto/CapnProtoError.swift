/// Why a message, or a part of one, could not be read, written or copied.
public struct CapnProtoError: Error, Hashable, Sendable {
  /// What went wrong. New codes may appear.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The number of the code.
    public let rawValue: UInt8

    /// Makes a code from its number.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The stream ended inside a message.
    @inlinable public static var truncated: Code { Code(rawValue: 1) }
    /// The frame names more segments than the limit allows, or none.
    @inlinable public static var tooManySegments: Code { Code(rawValue: 2) }
    /// The message is larger than the limit, or than the format can express.
    @inlinable public static var messageTooLarge: Code { Code(rawValue: 3) }
    /// A pointer names memory outside its segment.
    @inlinable public static var outOfBounds: Code { Code(rawValue: 4) }
    /// A far pointer names a segment that does not exist.
    @inlinable public static var unknownSegment: Code { Code(rawValue: 5) }
    /// A landing pad is not what a far pointer needs.
    @inlinable public static var badLandingPad: Code { Code(rawValue: 6) }
    /// The pointer is of another kind than the one asked for.
    @inlinable public static var wrongPointerKind: Code { Code(rawValue: 7) }
    /// The elements of the list can't be read as the ones asked for.
    @inlinable public static var wrongElementSize: Code { Code(rawValue: 8) }
    /// The tag of a list of structs is not one.
    @inlinable public static var badListTag: Code { Code(rawValue: 9) }
    /// Text without its final zero byte.
    @inlinable public static var textNotTerminated: Code { Code(rawValue: 10) }
    /// More was read than the traversal limit allows.
    @inlinable public static var traversalLimit: Code { Code(rawValue: 11) }
    /// Objects are nested deeper than the limit allows.
    @inlinable public static var nestingLimit: Code { Code(rawValue: 12) }
    /// A list index is outside the list.
    @inlinable public static var indexOutOfRange: Code { Code(rawValue: 13) }
    /// Packed bytes that end inside a word.
    @inlinable public static var badPacking: Code { Code(rawValue: 14) }
    /// A text or JSON document that does not follow its grammar.
    @inlinable public static var syntax: Code { Code(rawValue: 15) }
    /// A name, type or value that the schema does not have.
    @inlinable public static var schemaMismatch: Code { Code(rawValue: 16) }
    /// A message with capabilities where none can be written.
    @inlinable public static var capabilityNotAllowed: Code { Code(rawValue: 17) }
    /// The message is not in canonical form.
    @inlinable public static var notCanonical: Code { Code(rawValue: 18) }
  }

  /// What went wrong.
  public let code: Code
  /// Where: a word in a segment, a byte of a stream or document, or a number the code explains.
  public let offset: UInt32

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - code: What went wrong.
  ///   - offset: Where.
  @inlinable public init(_ code: Code, at offset: Int = 0) {
    self.code = code
    self.offset = UInt32(truncatingIfNeeded: offset)
  }
}

#if !hasFeature(Embedded)
  extension CapnProtoError: CustomStringConvertible {
    /// The error in words.
    public var description: String {
      switch code {
      case .truncated: "the stream ends inside a message (byte \(offset))"
      case .tooManySegments: "\(offset) segments in one message"
      case .messageTooLarge: "a message of \(offset) words is too large"
      case .outOfBounds: "the pointer at word \(offset) points outside its segment"
      case .unknownSegment: "a far pointer to segment \(offset), which is not there"
      case .badLandingPad: "a far pointer to a malformed landing pad (word \(offset))"
      case .wrongPointerKind: "the pointer at word \(offset) is of another kind"
      case .wrongElementSize: "the list at word \(offset) has elements of another kind"
      case .badListTag: "the list of structs at word \(offset) has a malformed tag"
      case .textNotTerminated: "the text at word \(offset) lacks its final zero byte"
      case .traversalLimit: "the traversal limit is exceeded"
      case .nestingLimit: "the message is nested too deeply"
      case .indexOutOfRange: "list index \(offset) is out of range"
      case .badPacking: "the packed stream is malformed at byte \(offset)"
      case .syntax: "syntax error at byte \(offset)"
      case .schemaMismatch: "the schema does not have what stands at byte \(offset)"
      case .capabilityNotAllowed: "a capability where none can be written"
      case .notCanonical: "the message is not canonical"
      default: "error \(code.rawValue) at \(offset)"
      }
    }
  }
#endif
