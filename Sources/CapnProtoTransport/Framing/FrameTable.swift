/// The table of segment sizes before a message in a stream.
///
/// https://capnproto.org/encoding.html#serialization-over-a-stream
enum FrameTable {
  /// The size of a table, padding included.
  static func byteCount(segmentCount: Int) -> Int { (4 + segmentCount * 4 + 7) & ~7 }

  /// Writes a table.
  ///
  /// - Parameter target: has space for it.
  static func write(
    _ segments: some Collection<UnsafeRawBufferPointer>,
    into target: UnsafeMutableRawBufferPointer
  ) {
    target.storeBytes(of: UInt32(segments.count &- 1).littleEndian, as: UInt32.self)
    var offset = 4
    for segment in segments {
      let words = UInt32(truncatingIfNeeded: segment.count / 8)
      target.storeBytes(of: words.littleEndian, toByteOffset: offset, as: UInt32.self)
      offset += 4
    }
    if offset % 8 != 0 { target.storeBytes(of: 0, toByteOffset: offset, as: UInt32.self) }
  }
}
