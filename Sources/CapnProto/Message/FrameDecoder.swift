/// Cuts a stream of bytes, that come in pieces of any size, into messages.
///
/// It has no I/O of its own. Memory grows with the bytes that came, not with the sizes that a peer announced.
///
/// https://capnproto.org/encoding.html#serialization-over-a-stream
public struct FrameDecoder: Sendable {
  private let limits: Limits
  private var header: [UInt8] = []
  private var frame: FrameHeader?
  private var body: [UInt8] = []
  private var failure: CapnProtoError?

  /// A decoder at the beginning of a stream.
  ///
  /// - Parameter limits: What each message may cost.
  public init(limits: Limits = .standard) { self.limits = limits }

  /// Whether the stream stands between two messages: where it may end.
  public var isBetweenMessages: Bool { header.isEmpty && failure == nil }

  /// Takes bytes until a message is complete.
  ///
  /// - Parameter bytes: What came. Set to what was not taken.
  /// - Returns: The message; nil if more bytes are needed, and all were taken.
  /// - Throws: If a message exceeds a limit. The stream can't be used after that.
  public mutating func next(
    _ bytes: inout UnsafeRawBufferPointer
  ) throws(CapnProtoError) -> Message? {
    if let failure { throw failure }
    if bytes.isEmpty { return nil }
    do throws(CapnProtoError) {
      if header.isEmpty, let frame = try FrameHeader(bytes, limits: limits),
        frame.totalBytes <= bytes.count
      {
        return Message(frame, &bytes, limits: limits)
      }
      return try resume(&bytes)
    } catch {
      failure = error
      header = []
      body = []
      throw error
    }
  }

  private mutating func resume(
    _ bytes: inout UnsafeRawBufferPointer
  ) throws(CapnProtoError) -> Message? {
    while frame == nil {
      let wanted = header.count < 8 ? 8 : FrameHeader.bytes(announcedIn: header)
      take(wanted - header.count, from: &bytes, to: &header)
      frame = try FrameHeader.parse(header, limits: limits)
      if frame == nil, bytes.isEmpty { return nil }
    }
    guard let frame else { return nil }
    take(frame.words * 8 - body.count, from: &bytes, to: &body)
    guard body.count == frame.words * 8 else { return nil }
    defer {
      header = []
      body = []
      self.frame = nil
    }
    return Message(arena: arena(frame))
  }

  private func take(
    _ count: Int, from bytes: inout UnsafeRawBufferPointer, to target: inout [UInt8]
  ) {
    let count = min(count, bytes.count)
    guard count > 0 else { return }
    target.append(contentsOf: bytes[..<count])
    bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
  }

  private func arena(_ frame: FrameHeader) -> Arena {
    body.withUnsafeBytes { body in
      header.withUnsafeBytes { header in
        var next = 0
        return Arena(copyOf: frame.segments, words: frame.words, limits: limits) { index in
          let size = Int(frame.words(of: index, in: header)) * 8
          defer { next += size }
          return UnsafeRawBufferPointer(rebasing: body[next..<next + size])
        }
      }
    }
  }
}
