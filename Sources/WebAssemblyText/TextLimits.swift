/// The bounds within which texts are read, each with its reason.
///
/// There is none on nesting, because nothing here recurses: reading takes time and memory in
/// proportion to the text, however deep it is nested.
public struct TextLimits: Hashable, Sendable {
  /// The longest text that is read or written, in bytes: reading takes up to 20 bytes of memory
  /// per byte, if it is all parentheses. The text of a module is four times as long as its code.
  public var sourceSize = 128 << 20
  /// How many bytes of an offending text an error quotes.
  public var quotedText = 64

  /// The default limits.
  public init() {}
}
