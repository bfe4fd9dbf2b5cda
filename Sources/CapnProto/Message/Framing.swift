extension Arena {
  /// The bytes of the table that stands before the segments of a message in a stream.
  ///
  /// https://capnproto.org/encoding.html#serialization-over-a-stream
  static func frameHeaderBytes(segments: Int) -> Int { (segments / 2 + 1) * 8 }

  var framedByteCount: Int { Arena.frameHeaderBytes(segments: count) + totalWords * 8 }

  func framedBytes() -> [UInt8] {
    let size = framedByteCount
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      if let start = buffer.baseAddress { writeFrame(UnsafeMutableRawPointer(start)) }
      initialized = size
    }
  }

  func appendFramed(to bytes: inout [UInt8]) {
    if bytes.isEmpty {
      bytes = framedBytes()
      return
    }
    // By more than is needed now, or many messages would be moved again for each that is added.
    let needed = bytes.count + framedByteCount
    if needed > bytes.capacity { bytes.reserveCapacity(max(needed, 2 * bytes.capacity)) }
    appendHeader(to: &bytes)
    for index in 0..<count {
      if let segment = segment(UInt32(index)) { bytes.append(contentsOf: segment.pointee.bytes) }
    }
  }

  func appendHeader(to bytes: inout [UInt8]) {
    func append(_ number: Int) {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    append(count - 1)
    for index in 0..<count { append(segment(UInt32(index))?.pointee.words ?? 0) }
    if count & 1 == 0 { append(0) }
  }

  @_optimize(speed) func writeFrame(_ start: UnsafeMutableRawPointer) {
    start.storeBytes(of: UInt32(truncatingIfNeeded: count - 1).littleEndian, as: UInt32.self)
    let header = Arena.frameHeaderBytes(segments: count)
    start.storeBytes(of: 0, toByteOffset: header - 4, as: UInt32.self)
    if count == 1 { start.storeBytes(of: 0, as: UInt32.self) }
    var next = start + header
    for index in 0..<count {
      guard let segment = segment(UInt32(index)) else { continue }
      let words = segment.pointee.words
      start.storeBytes(
        of: UInt32(truncatingIfNeeded: words).littleEndian, toByteOffset: 4 + index * 4,
        as: UInt32.self)
      next.copyMemory(from: segment.pointee.base, byteCount: words * 8)
      next += words * 8
    }
  }
}

extension Message {
  /// The size of the message in stream framing.
  public var framedByteCount: Int { arena.framedByteCount }

  /// The message in stream framing.
  public var framedBytes: [UInt8] { arena.framedBytes() }

  /// Appends the message in stream framing.
  ///
  /// - Parameter bytes: What to append to.
  public func appendFramed(to bytes: inout [UInt8]) { arena.appendFramed(to: &bytes) }

  /// Writes the message in stream framing into memory.
  ///
  /// - Parameter buffer: The memory.
  /// - Returns: How many bytes it took; nil, with nothing written, if there is no room for them.
  public func writeFramed(to buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let size = arena.framedByteCount
    guard size <= buffer.count, let start = buffer.baseAddress else { return nil }
    arena.writeFrame(start)
    return size
  }

  /// The table that stands before the segments of the message in a stream.
  public var frameHeader: [UInt8] {
    var bytes: [UInt8] = []
    arena.appendHeader(to: &bytes)
    return bytes
  }

  /// Reads a message in stream framing.
  ///
  /// - Parameters:
  ///   - bytes: The message, and nothing after it.
  ///   - limits: What the message may cost.
  /// - Throws: If it is incomplete, followed by other bytes, or exceeds a limit.
  public init(framed bytes: [UInt8], limits: Limits = .standard) throws(CapnProtoError) {
    var arena: Arena?
    var failure: CapnProtoError?
    bytes.withUnsafeBytes { buffer in
      do throws(CapnProtoError) {
        var rest = buffer
        let message = try Message.decode(&rest, limits: limits)
        if let message, rest.isEmpty {
          arena = message.arena
        } else {
          failure = CapnProtoError(.truncated, at: buffer.count - rest.count)
        }
      } catch {
        failure = error
      }
    }
    guard let arena else { throw failure ?? CapnProtoError(.truncated) }
    self.init(arena: arena)
  }

  /// Reads one message in stream framing, and copies it.
  ///
  /// - Parameters:
  ///   - bytes: Where the message begins. Set to what follows it.
  ///   - limits: What the message may cost.
  /// - Returns: The message; nil if there are no bytes at all.
  /// - Throws: If it is incomplete, or exceeds a limit.
  public static func decode(
    _ bytes: inout UnsafeRawBufferPointer, limits: Limits = .standard
  ) throws(CapnProtoError) -> Message? {
    if bytes.isEmpty { return nil }
    guard let frame = try FrameHeader(bytes, limits: limits), frame.totalBytes <= bytes.count
    else { throw CapnProtoError(.truncated, at: bytes.count) }
    return Message(frame, &bytes, limits: limits)
  }

  /// Copies a message whose table was read, all of which is there.
  init(_ frame: FrameHeader, _ bytes: inout UnsafeRawBufferPointer, limits: Limits) {
    let message = bytes
    var next = frame.headerBytes
    let arena = Arena(copyOf: frame.segments, words: frame.words, limits: limits) { index in
      let size = Int(frame.words(of: index, in: message)) * 8
      defer { next += size }
      return UnsafeRawBufferPointer(rebasing: message[next..<next + size])
    }
    bytes = UnsafeRawBufferPointer(rebasing: bytes[frame.totalBytes...])
    self.init(arena: arena)
  }

  /// Reads a message of one segment without framing.
  ///
  /// - Parameters:
  ///   - bytes: The segment.
  ///   - limits: What the message may cost.
  /// - Throws: If it is larger than the limit allows.
  public init(flat bytes: [UInt8], limits: Limits = .standard) throws(CapnProtoError) {
    guard bytes.count / 8 <= limits.messageWords else {
      throw CapnProtoError(.messageTooLarge, at: bytes.count / 8)
    }
    self.init(
      arena: bytes.withUnsafeBytes { buffer in
        Arena(copyOf: 1, words: buffer.count / 8, limits: limits) { _ in buffer }
      })
  }
}
