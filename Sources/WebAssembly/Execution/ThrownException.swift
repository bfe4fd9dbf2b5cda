/// An exception on its way from where it was thrown to where it is caught.
struct ThrownException {
  let tag: ExceptionTag
  /// The slots of its values.
  let payload: [UInt64]
  /// What guests that caught it with a reference know it by; zero for none so far.
  var reference: UInt64 = 0

  /// An exception that guests have a reference to.
  ///
  /// - Parameter reference: the reference; not null.
  init?(_ reference: UInt64, in heap: Heap) {
    guard reference != 0, let tag = heap.exceptionTags.value(HeapObject.at(reference)) else {
      return nil
    }
    self.tag = tag
    payload = (0..<tag.slotCount).map {
      HeapObject.at(reference).load(
        fromByteOffset: HeapObject.payload + 8 * $0, as: UInt64.self)
    }
    self.reference = reference
  }

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
