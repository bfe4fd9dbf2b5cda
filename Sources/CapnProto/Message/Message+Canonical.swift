extension MessageBuilder {
  /// Starts with a message in canonical form.
  ///
  /// - Parameter root: The root of the message.
  /// - Throws: If the message is malformed or contains capabilities, or a limit of it is reached.
  public convenience init(
    canonical root: AnyPointerReader, sizeHint: Int = 128
  ) throws(CapnProtoError) {
    self.init(sizeHint: sizeHint)
    try copyIntoOneSegment(root, Copier(canonical: true))
  }

  /// Starts with a copy of a message, its objects in the order in which pointers lead to them, all in one segment.
  ///
  /// - Parameter message: The message.
  /// - Throws: If it is malformed, or a limit of it is reached.
  public convenience init(copying message: Message) throws(CapnProtoError) {
    self.init(sizeHint: message.totalWords)
    try copyIntoOneSegment(try message.root, Copier(canonical: false))
  }

  private func copyIntoOneSegment(
    _ source: AnyPointerReader, _ copier: Copier
  ) throws(CapnProtoError) {
    try copier.copy(source, to: root, 0)
    if let failure { throw failure }
    guard segmentCount > 1 else { return }
    // It grew beyond one segment: now the size is known.
    let scattered = arena
    storage = Arena(firstSegmentWords: scattered.totalWords)
    _ = Arena.take(1, from: arena.first)
    let again = AnyPointerReader(
      arena: scattered, segment: scattered.first,
      place: Int(bitPattern: scattered.first.pointee.base), nesting: .max)
    try copier.copy(again, to: root, 0)
  }
}

extension Message {
  /// The message in canonical form: the one segment that equal messages have in common, without framing.
  ///
  /// - Throws: If the message is malformed or contains capabilities, or a limit of it is reached.
  ///
  /// https://capnproto.org/encoding.html#canonicalization
  public func canonicalBytes() throws(CapnProtoError) -> [UInt8] {
    let builder = try MessageBuilder(canonical: try root, sizeHint: totalWords)
    return builder.withSegment(0) { [UInt8]($0) }
  }

  /// Whether the message is in canonical form already.
  ///
  /// - Throws: If the message is malformed or contains capabilities, or a limit of it is reached.
  public func isCanonical() throws(CapnProtoError) -> Bool {
    guard segmentCount == 1 else { return false }
    let canonical = try canonicalBytes()
    return withSegment(0) { segment in
      canonical.withUnsafeBytes { equalBytes($0, segment) }
    }
  }
}
