/// Objects that stand for something of the host's.
extension Heap {
  /// The type of the objects that stand for host values.
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let hostType = specialType(.host)

  /// The type of exceptions.
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let exceptionType = specialType(.exception)

  private static func specialType(_ shape: RuntimeType.Shape) -> UnsafePointer<RuntimeType> {
    let display = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    // No type that a guest can name has this identity.
    display.initialize(to: .max)
    let fields = UnsafeMutablePointer<FieldLayout>.allocate(capacity: 1)
    fields.initialize(to: FieldLayout(offset: 8, shift: 3))
    var record = RuntimeType(
      shape: shape, display: UnsafePointer(display), fields: UnsafePointer(fields),
      references: UnsafePointer(display))
    record.identity = .max
    record.holdsReferences = shape == .exception
    let type = UnsafeMutablePointer<RuntimeType>.allocate(capacity: 1)
    type.initialize(to: record)
    return UnsafePointer(type)
  }

  /// What values of the host take outside of the heap's blocks.
  var boxesByteCount: Int { boxes.byteCount + exceptionTags.byteCount }

  /// Makes an object that stands for a host value. No collection happens: see `collectIfDue`.
  ///
  /// - Returns: the reference.
  /// - Throws: `Trap` with code `outOfMemory` at the limit.
  func box(_ value: ExternalReference) throws(Trap) -> UInt64 {
    let object = try allocate(Heap.hostType, byteCount: 16, collecting: false)
    boxes.add(value, object)
    footprint += ObjectTable<ExternalReference>.byteCountEach
    allocatedByteCount += ObjectTable<ExternalReference>.byteCountEach
    return UInt64(UInt(bitPattern: object))
  }

  /// Gives an exception a reference, if it has none.
  ///
  /// - Returns: the reference.
  /// - Throws: `Trap` with code `outOfMemory` at the limit.
  func keep(_ exception: ThrownException) throws(Trap) -> UInt64 {
    if exception.reference != 0 { return exception.reference }
    // The frames that hold what the exception carries may be gone from the guest's view, but not
    // from the stack; the exception itself is known to nobody but the caller.
    let rootCount = temporaryWords.count
    temporaryWords += exception.payload
    defer { temporaryWords.removeSubrange(rootCount...) }
    let count = exception.payload.count
    let object = try allocate(Heap.exceptionType, byteCount: HeapObject.payload + 8 * count)
    exceptionTags.add(exception.tag, object)
    footprint += ObjectTable<ExceptionTag>.byteCountEach
    allocatedByteCount += ObjectTable<ExceptionTag>.byteCountEach
    object.storeBytes(
      of: UInt32(truncatingIfNeeded: count), toByteOffset: HeapObject.payloadCount,
      as: UInt32.self)
    for (position, slot) in exception.payload.enumerated() {
      object.storeBytes(of: slot, toByteOffset: HeapObject.payload + 8 * position, as: UInt64.self)
    }
    return UInt64(UInt(bitPattern: object))
  }
}
