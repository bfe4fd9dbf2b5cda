/// Cuts a stream of packed bytes, that come in pieces of any size, into messages.
///
/// Memory grows with the words that came, not with the sizes that a peer announced.
public struct PackedDecoder: Sendable {
  private let limits: Limits
  private var unpacker = Unpacker()
  private var words: [UInt8] = []
  private var failure: CapnProtoError?

  /// A decoder at the beginning of a stream.
  ///
  /// - Parameter limits: What each message may cost.
  public init(limits: Limits = .standard) { self.limits = limits }

  /// Whether the stream stands between two messages: where it may end.
  public var isBetweenMessages: Bool {
    words.isEmpty && unpacker.isBetweenWords && failure == nil
  }

  /// Takes bytes until a message is complete.
  ///
  /// - Parameter bytes: What came. Set to what was not taken.
  /// - Returns: The message; nil if more bytes are needed, and all were taken.
  /// - Throws: If a message exceeds a limit. The stream can't be used after that.
  public mutating func next(
    _ bytes: inout UnsafeRawBufferPointer
  ) throws(CapnProtoError) -> Message? {
    if let failure { throw failure }
    if words.isEmpty, bytes.isEmpty, !unpacker.hasPendingWords { return nil }
    do throws(CapnProtoError) {
      var wanted = 8
      while true {
        unpacker.unpack(&bytes, to: &words, upTo: wanted)
        guard words.count >= wanted else { return nil }
        if let frame = try FrameHeader.parse(words, limits: limits) {
          wanted = frame.totalBytes
        } else {
          wanted = FrameHeader.bytes(announcedIn: words)
        }
        if words.count >= wanted { break }
      }
      defer { words = [] }
      return try Message(framed: words, limits: limits)
    } catch {
      failure = error
      words = []
      throw error
    }
  }
}
