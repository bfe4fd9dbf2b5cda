/// Why a text is not a WebAssembly module or script, and where.
///
/// Messages start with the words the official test suite expects.
public struct TextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of an error; more kinds may come.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// A short name.
    public let rawValue: String

    /// A kind with the given name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A word that means nothing: `unknown operator`.
    public static let unknownOperator = Code(rawValue: "unknownOperator")
    /// A token in a place where it can't stand: `unexpected token`.
    public static let unexpectedToken = Code(rawValue: "unexpectedToken")
    /// Bytes that are no token: illegal characters, unclosed strings and comments.
    public static let illegalCharacter = Code(rawValue: "illegalCharacter")
    /// Bytes that are not UTF-8.
    public static let malformedUTF8 = Code(rawValue: "malformedUTF8")
    /// An identifier that names nothing.
    public static let unknownIdentifier = Code(rawValue: "unknownIdentifier")
    /// An identifier that is already taken.
    public static let duplicateIdentifier = Code(rawValue: "duplicateIdentifier")
    /// A number that does not fit.
    public static let outOfRange = Code(rawValue: "outOfRange")
    /// Parts that contradict each other.
    public static let inconsistent = Code(rawValue: "inconsistent")
    /// An annotation with wrong content or in the wrong place.
    public static let annotation = Code(rawValue: "annotation")
    /// More of something than ``TextLimits`` allow.
    public static let limitExceeded = Code(rawValue: "limitExceeded")
  }

  /// The kind of error.
  public let code: Code
  /// What is wrong, in the words of the official test suite where it has any.
  public let message: String
  /// The offending text; of a long one, the beginning.
  public let text: String
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int
  /// The byte offset in the source.
  public let offset: Int

  init(code: Code, message: String, text: String, line: Int, column: Int, offset: Int) {
    self.code = code
    self.message = message
    self.text = text
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The place and the message, such as `3:14: unknown operator i32.foo`.
  public var description: String {
    let quoted = text.isEmpty || message.hasSuffix(text) ? "" : " \"\(text)\""
    return "\(line):\(column): \(message)\(quoted)"
  }
}
