/// An exception on its way from where it was thrown to where it is caught.
struct ThrownException {
  let tag: ExceptionTag
  /// The slots of its values.
  let payload: [UInt64]
  /// What guests that caught it with a reference know it by; zero for none so far.
  var reference: UInt64 = 0

  /// Copies the values from where a guest has put them.
  init(_ tag: ExceptionTag, from slots: Frame) {
    self.tag = tag
    payload = [UInt64](
      UnsafeBufferPointer(start: slots.assumingMemoryBound(to: UInt64.self), count: tag.slotCount))
  }

  /// The exception a host function threw.
  ///
  /// - Throws: when its values are not of the tag's types or belong to another store.
  init(_ exception: GuestException, in store: Store) throws {
    tag = exception.tag
    var slots = [UInt64](repeating: 0, count: max(1, tag.slotCount))
    try slots.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try store.write(
        exception.values, types: exception.tag.parameters, of: exception.tag.types, at: start)
    }
    payload = [UInt64](slots.prefix(tag.slotCount))
  }

  /// The exception as the host sees it.
  func guestException(in store: Store) -> GuestException {
    var slots = payload + [0]
    let values = slots.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { store.values(at: $0, types: tag.parameters, of: tag.types) } ?? []
    }
    return GuestException(tag, values)
  }
}

/// The exceptions of a store that guests hold references to.
struct KeptExceptions {
  private var kept: [ThrownException] = []
  private var byteCount = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The exception behind a reference.
  subscript(reference: UInt64) -> ThrownException? {
    reference == 0 || reference > UInt64(kept.count) ? nil : kept[Int(reference) - 1]
  }

  /// Gives an exception a reference, if it has none.
  mutating func keep(_ exception: ThrownException) throws(Trap) -> UInt64 {
    if exception.reference != 0 { return exception.reference }
    let more = MemoryLayout<ThrownException>.stride + 32 + 8 * exception.payload.count
    guard byteCount + more <= limit else {
      throw Trap(.outOfMemory, detail: "more than \(limit) bytes of exceptions")
    }
    byteCount += more
    kept.append(exception)
    kept[kept.count - 1].reference = UInt64(kept.count)
    return UInt64(kept.count)
  }
}
