/// What a pointer leads to: the word that describes the object, and where the object begins.
@frozen @usableFromInline struct Target {
  @usableFromInline var pointer: WirePointer
  @usableFromInline var segment: UnsafeMutablePointer<Segment>
  /// The word in the segment, not yet checked.
  @usableFromInline var word: Int

  @inlinable init(pointer: WirePointer, segment: UnsafeMutablePointer<Segment>, word: Int) {
    self.pointer = pointer
    self.segment = segment
    self.word = word
  }

  /// The address of the object, once `words` words are known to be there.
  @inlinable func address(words: Int) throws(CapnProtoError) -> UnsafeMutableRawPointer {
    let available = segment.pointee.words
    // Objects of no size can be anywhere: other implementations don't look where they are.
    if words == 0 { return segment.pointee.base }
    guard word >= 0, word <= available, words <= available &- word else {
      throw CapnProtoError(.outOfBounds, at: word)
    }
    return segment.pointee.base + word &* 8
  }
}

extension Arena {
  /// Follows a pointer that is not null, through landing pads if there are any.
  @inlinable @inline(__always) func resolve(
    _ address: UnsafeRawPointer, in segment: UnsafeMutablePointer<Segment>
  ) throws(CapnProtoError) -> Target {
    let pointer = WirePointer(loading: address)
    if pointer.raw & 3 == 2 { return try resolveFar(pointer) }
    return Target(
      pointer: pointer, segment: segment,
      word: segment.pointee.word(of: address) &+ 1 &+ pointer.offset)
  }

  /// Follows a far pointer.
  ///
  /// https://capnproto.org/encoding.html#inter-segment-pointers
  @_effects(releasenone) @inline(never) @usableFromInline
  func resolveFar(_ far: WirePointer) throws(CapnProtoError) -> Target {
    guard let segment = segment(far.farSegment) else {
      throw CapnProtoError(.unknownSegment, at: Int(far.farSegment))
    }
    let word = far.farWord
    let padWords = far.farIsDouble ? 2 : 1
    guard word <= segment.pointee.words, padWords <= segment.pointee.words - word else {
      throw CapnProtoError(.outOfBounds, at: word)
    }
    try charge(padWords)
    let pad = UnsafeRawPointer(segment.pointee.base + word * 8)
    let first = WirePointer(loading: pad)
    if !far.farIsDouble {
      guard first.kind != .far else { throw CapnProtoError(.badLandingPad, at: word) }
      return Target(pointer: first, segment: segment, word: word + 1 + first.offset)
    }
    guard first.kind == .far, !first.farIsDouble else {
      throw CapnProtoError(.badLandingPad, at: word)
    }
    let tag = WirePointer(loading: pad + 8)
    guard tag.kind != .far else { throw CapnProtoError(.badLandingPad, at: word) }
    guard let target = self.segment(first.farSegment) else {
      throw CapnProtoError(.unknownSegment, at: Int(first.farSegment))
    }
    return Target(pointer: tag, segment: target, word: first.farWord)
  }
}
