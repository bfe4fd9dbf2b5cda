/// One segment of a message: a stretch of words that pointers inside it can name.
@frozen @usableFromInline struct Segment {
  @usableFromInline var base: UnsafeMutableRawPointer
  /// The words in use, all of them readable.
  @usableFromInline var words: Int
  /// The words there is memory for; as many as are in use where nothing is built.
  @usableFromInline var capacity: Int
  /// Where the part begins that was never cleared.
  @usableFromInline var cleared: Int
  @usableFromInline var id: UInt32

  @inlinable init(
    base: UnsafeMutableRawPointer, words: Int, capacity: Int, cleared: Int, id: UInt32
  ) {
    self.base = base
    self.words = words
    self.capacity = capacity
    self.cleared = cleared
    self.id = id
  }

  @inlinable var end: UnsafeMutableRawPointer { base + words &* 8 }

  /// The word that an address in this segment has.
  @inlinable func word(of address: UnsafeRawPointer) -> Int {
    (address - UnsafeRawPointer(base)) >> 3
  }

  /// The bytes in use.
  @inlinable var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: words &* 8)
  }
}
