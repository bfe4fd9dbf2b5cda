/// Names bytes by what they are: a content identifier of version 1.
///
/// The bytes `01 e4 0f 1e 40`, that is version 1, the codec of WebAssembly guests, the hash function
/// BLAKE3 and the length 64, and then 64 bytes of BLAKE3's extended output.
///
/// Specification: https://github.com/multiformats/cid#cidv1
public struct ContentID: Hashable, Sendable, CustomStringConvertible {
  /// The binary form, 69 bytes, as it travels.
  public let bytes: [UInt8]

  private static let prefix: [UInt8] = [0x01, 0xE4, 0x0F, 0x1E, 0x40]
  private static let digestByteCount = 64

  /// The identifier of some content.
  ///
  /// - Parameter content: the bytes to be named.
  /// - Complexity: linear in the number of bytes; some 1 to 2 milliseconds per megabyte.
  public init(of content: [UInt8]) {
    bytes = Self.prefix + BLAKE3.hash(content, outputByteCount: Self.digestByteCount)
  }

  /// Reads the binary form.
  ///
  /// - Parameter bytes: 69 bytes.
  /// - Returns: `nil` when they are not an identifier of this kind.
  public init?(bytes: some Sequence<UInt8>) {
    let bytes = [UInt8](bytes)
    guard bytes.count == Self.prefix.count + Self.digestByteCount, bytes.starts(with: Self.prefix)
    else { return nil }
    self.bytes = bytes
  }

  /// Reads the text form.
  ///
  /// - Parameter text: multibase base58btc, beginning with `z`.
  /// - Returns: `nil` when it is not the text of an identifier of this kind.
  public init?(_ text: String) {
    // Longer texts can't be one; the bound keeps the quadratic conversion short.
    guard text.utf8.count <= 128, text.utf8.first == UInt8(ascii: "z"),
      let bytes = Base58.decode(text.utf8.dropFirst())
    else { return nil }
    self.init(bytes: bytes)
  }

  /// The text form, as in arguments and listings: multibase base58btc, beginning with `z`.
  ///
  /// - Complexity: a few microseconds.
  public var description: String { "z" + Base58.encode(bytes) }

  /// Eight bytes of a good hash are hash enough.
  public func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    for byte in bytes.suffix(8) { word = word << 8 | UInt64(byte) }
    hasher.combine(word)
  }
}
