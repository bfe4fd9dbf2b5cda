/// The table before the segments of a message in a stream, checked against limits.
///
/// https://capnproto.org/encoding.html#serialization-over-a-stream
struct FrameHeader {
  let segments: Int
  /// The words of all segments.
  let words: Int

  var headerBytes: Int { Arena.frameHeaderBytes(segments: segments) }
  var totalBytes: Int { headerBytes + words * 8 }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: Where it begins.
  ///   - limits: What the message may cost.
  /// - Returns: Nil if there are not enough bytes yet.
  /// - Throws: If the message would exceed a limit.
  init?(_ bytes: UnsafeRawBufferPointer, limits: Limits) throws(CapnProtoError) {
    guard bytes.count >= 4 else { return nil }
    let last = FrameHeader.number(bytes, 0)
    guard Int(truncatingIfNeeded: last) >= 0, last < UInt32(Int32.max),
      Int(last) < min(limits.segments, 1 << 20)
    else {
      throw CapnProtoError(.tooManySegments, at: Int(truncatingIfNeeded: last &+ 1))
    }
    segments = Int(last) + 1
    guard bytes.count >= Arena.frameHeaderBytes(segments: segments) else { return nil }
    var words: UInt64 = 0
    for index in 0..<segments { words += UInt64(FrameHeader.number(bytes, 4 + index * 4)) }
    guard words <= UInt64(min(max(limits.messageWords, 0), Int.max / 16)) else {
      throw CapnProtoError(.messageTooLarge, at: Int(truncatingIfNeeded: words))
    }
    self.words = Int(words)
  }

  /// Reads a table, as the other initialiser does.
  static func parse(_ table: [UInt8], limits: Limits) throws(CapnProtoError) -> FrameHeader? {
    let result = table.withUnsafeBytes { buffer -> Result<FrameHeader?, CapnProtoError> in
      do throws(CapnProtoError) {
        return .success(try FrameHeader(buffer, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The size of a table whose first number was checked, or zero if that is not there yet.
  static func bytes(announcedIn table: [UInt8]) -> Int {
    guard table.count >= 4 else { return 0 }
    let last = table.withUnsafeBytes { number($0, 0) }
    return Arena.frameHeaderBytes(segments: Int(last) + 1)
  }

  func words(of index: Int, in bytes: UnsafeRawBufferPointer) -> UInt32 {
    FrameHeader.number(bytes, 4 + index * 4)
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
