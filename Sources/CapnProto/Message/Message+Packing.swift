extension Arena {
  func appendPacked(to bytes: inout [UInt8]) {
    // Piece by piece: no run crosses from the table or one segment into the next, as some readers want it.
    var header: [UInt8] = []
    appendHeader(to: &header)
    header.withUnsafeBytes { Packing.pack($0, into: &bytes) }
    for index in 0..<count {
      if let segment = segment(UInt32(index)) {
        Packing.pack(segment.pointee.bytes, into: &bytes)
      }
    }
  }
}

extension Message {
  /// The message in packed stream framing.
  ///
  /// https://capnproto.org/encoding.html#packing
  public var packedBytes: [UInt8] {
    var bytes: [UInt8] = []
    arena.appendPacked(to: &bytes)
    return bytes
  }

  /// Reads a message in packed stream framing.
  ///
  /// - Parameters:
  ///   - bytes: The message, and nothing after it.
  ///   - limits: What the message may cost.
  /// - Throws: If it is incomplete, followed by other bytes, or exceeds a limit.
  public init(packed bytes: [UInt8], limits: Limits = .standard) throws(CapnProtoError) {
    var decoder = PackedDecoder(limits: limits)
    let result = bytes.withUnsafeBytes { buffer -> Result<Message, CapnProtoError> in
      do throws(CapnProtoError) {
        var rest = buffer
        guard let message = try decoder.next(&rest) else {
          return .failure(CapnProtoError(.truncated, at: buffer.count))
        }
        guard rest.isEmpty, decoder.isBetweenMessages else {
          return .failure(CapnProtoError(.badPacking, at: buffer.count - rest.count))
        }
        return .success(message)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

extension MessageBuilder {
  /// The message in packed stream framing.
  ///
  /// - Throws: The first failure of building.
  public func packedBytes() throws(CapnProtoError) -> [UInt8] {
    if let failure { throw failure }
    var bytes: [UInt8] = []
    arena.appendPacked(to: &bytes)
    return bytes
  }
}
