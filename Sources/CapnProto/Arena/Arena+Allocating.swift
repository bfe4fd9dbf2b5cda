extension Arena {
  /// Room for an object, cleared, in the current segment; nil if it does not fit there.
  @inlinable static func take(
    _ words: Int, from segment: UnsafeMutablePointer<Segment>
  ) -> UnsafeMutableRawPointer? {
    let start = segment.pointee.words
    guard words <= segment.pointee.capacity &- start else { return nil }
    let end = start &+ words
    segment.pointee.words = end
    if end > segment.pointee.cleared { Arena.clear(segment, to: end) }
    return segment.pointee.base + start &* 8
  }

  /// Clears memory a little ahead of its use, so that small objects don't each cost a call.
  @inline(never) @usableFromInline
  static func clear(_ segment: UnsafeMutablePointer<Segment>, to end: Int) {
    let from = segment.pointee.cleared
    let to = max(end, min(segment.pointee.capacity, from + 512))
    #if hasFeature(Embedded)
      // Without a C library, filling is a loop: here of words rather than bytes.
      var place = segment.pointee.base + from &* 8
      var left = to &- from
      while left >= 4 {
        place.storeBytes(of: 0, as: UInt64.self)
        place.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
        place.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
        place.storeBytes(of: 0, toByteOffset: 24, as: UInt64.self)
        place += 32
        left &-= 4
      }
      while left > 0 {
        place.storeBytes(of: 0, as: UInt64.self)
        place += 8
        left &-= 1
      }
    #else
      (segment.pointee.base + from * 8).initializeMemory(
        as: UInt8.self, repeating: 0, count: (to - from) * 8)
    #endif
    segment.pointee.cleared = to
  }

  /// Room for an object, wherever there is some.
  @inlinable func allocate(
    _ words: Int, near segment: UnsafeMutablePointer<Segment>
  ) -> (segment: UnsafeMutablePointer<Segment>, address: UnsafeMutableRawPointer)? {
    if let address = Arena.take(words, from: segment) { return (segment, address) }
    return allocateElsewhere(words)
  }

  /// Room for an object in the current segment, or in a new one.
  @inline(never) @usableFromInline
  func allocateElsewhere(
    _ words: Int
  ) -> (segment: UnsafeMutablePointer<Segment>, address: UnsafeMutableRawPointer)? {
    if let address = Arena.take(words, from: first) { return (first, address) }
    if let address = Arena.take(words, from: current) { return (current, address) }
    let room = capacityLimit - min(totalCapacity, capacityLimit)
    guard words <= min(Wire.maximalWords, room), count < 1 << 16 else {
      fail(CapnProtoError(.messageTooLarge, at: words))
      return nil
    }
    // As much again as there is already: the number of segments grows with the logarithm of the size.
    addSegment(words: max(words, min(totalCapacity, Wire.maximalWords, room)))
    return Arena.take(words, from: current).map { (current, $0) }
  }

  func addSegment(words: Int) {
    let chunk = Arena.makeChunk(words: words, id: UInt32(count))
    if count == capacityOfTable || table == nil {
      let capacity = max(8, count * 2)
      let grown = UnsafeMutablePointer<UnsafeMutablePointer<Segment>>.allocate(capacity: capacity)
      if let table {
        grown.initialize(from: table, count: count)
        table.deallocate()
      } else {
        grown.initialize(to: first)
      }
      table = grown
      capacityOfTable = capacity
    }
    if let table { (table + count).initialize(to: chunk) }
    count += 1
    totalCapacity += words
    current = chunk
  }

  /// Remembers the first failure; the message can't be finished after it.
  @usableFromInline func fail(_ error: CapnProtoError) {
    if failure == nil { failure = error }
  }

  /// Adds a capability to the table.
  @usableFromInline func addCapability(_ object: (any CapabilityObject)?) -> UInt32 {
    capabilities.append(object)
    return UInt32(truncatingIfNeeded: capabilities.count - 1)
  }

  /// The capability with an index; nil if there is none.
  @usableFromInline func capability(_ index: UInt32) -> (any CapabilityObject)? {
    guard Int(index) < capabilities.count else { return nil }
    return capabilities[Int(index)]
  }
}
