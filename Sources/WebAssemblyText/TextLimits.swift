/// The bounds within which texts are read, each with its reason.
///
/// There is none on nesting, because nothing here recurses: reading takes time and memory in
/// proportion to the text, however deep it is nested.
public struct TextLimits: Hashable, Sendable {
  /// The longest text, in bytes. Tokens hold 32-bit offsets, and take up to 12 bytes per byte.
  public var sourceSize = 256 << 20
  /// How many bytes of an offending text an error quotes.
  public var quotedText = 64

  /// The default limits.
  public init() {}
}
