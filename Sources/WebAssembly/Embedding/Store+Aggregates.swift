/// Looking into the objects of guests.
extension Store {
  /// The type of a structure or array, as its module declares it.
  ///
  /// - Parameter reference: an object of this store.
  /// - Returns: the type; type indices in it are those of the module that made the object. `nil`
  ///   for integers and host values.
  /// - Throws: `CallError` with code `foreignReference`.
  public func type(of reference: GuestReference) throws(CallError) -> CompositeType? {
    guard let (type, owner) = try aggregate(reference) else { return nil }
    return owner.types[Int(type.pointee.index)].composite
  }

  /// The number of fields of a structure, or of elements of an array.
  ///
  /// - Parameter reference: an object of this store.
  /// - Returns: the number; zero for anything else.
  /// - Throws: `CallError` with code `foreignReference`.
  public func count(of reference: GuestReference) throws(CallError) -> Int {
    guard let (type, _) = try aggregate(reference) else { return 0 }
    return type.pointee.shape == .array
      ? Int(HeapObject.count(reference.bits)) : Int(type.pointee.fieldCount)
  }

  /// Reads a field of a structure, or an element of an array.
  ///
  /// - Parameters:
  ///   - index: its position.
  ///   - reference: an object of this store.
  ///   - isSigned: whether to extend the sign of an 8-bit or 16-bit integer.
  /// - Returns: the value; a packed integer as `i32`.
  /// - Throws: `CallError` with code `foreignReference`, or `noSuchField`.
  public func value(
    _ index: Int, of reference: GuestReference, isSigned: Bool = false
  ) throws(CallError) -> Value {
    let place = try place(index, of: reference)
    switch place.field.storage {
    case .i8:
      let byte = place.address.load(as: UInt8.self)
      return .i32(isSigned ? Int32(Int8(bitPattern: byte)) : Int32(byte))
    case .i16:
      let short = place.address.load(as: UInt16.self)
      return .i32(isSigned ? Int32(Int16(bitPattern: short)) : Int32(short))
    case .value(let type):
      // As a slot has it.
      var slots: (UInt64, UInt64) = (0, 0)
      return withUnsafeMutableBytes(of: &slots) { bytes in
        bytes.copyMemory(
          from: UnsafeRawBufferPointer(start: place.address, count: 1 << Int(place.shift)))
        return bytes.baseAddress.map { value(at: $0, type: type, of: place.owner.canonical) }
          ?? .i32(0)
      }
    }
  }

  /// Writes a field of a structure, or an element of an array.
  ///
  /// - Parameters:
  ///   - value: a value of the field's type; its lower bits count where the field is packed.
  ///   - index: the field's position.
  ///   - reference: an object of this store.
  /// - Throws: `CallError` with code `foreignReference`, `noSuchField` or `typeMismatch`, which an
  ///   immutable field counts as; `Trap` with code `outOfMemory` when there is no room for a host
  ///   value.
  public func set(_ value: Value, at index: Int, of reference: GuestReference) throws {
    let place = try place(index, of: reference)
    guard place.field.isMutable else {
      throw CallError(.typeMismatch, "the field is immutable")
    }
    var slots: (UInt64, UInt64) = (0, 0)
    try withUnsafeMutableBytes(of: &slots) { bytes throws in
      guard let start = bytes.baseAddress else { return }
      try write(
        [value], types: [place.field.storage.unpacked], of: place.owner.canonical, at: start)
      store(UnsafeRawPointer(start), at: place.address, shift: place.shift)
    }
  }

  /// A host value as an `anyref`, to be passed to guests of this store.
  ///
  /// - Parameter value: the value.
  /// - Returns: the handle.
  /// - Throws: `Trap` with code `outOfMemory` when there is no room for it.
  public func reference(to value: ExternalReference) throws -> GuestReference {
    heap.collectIfDue()
    return GuestReference(try bits(of: value), self)
  }

  /// The host value that a handle stands for.
  ///
  /// - Parameter reference: a handle of this store.
  /// - Returns: the value; `nil` when it stands for something of the guest.
  /// - Throws: `CallError` with code `foreignReference`.
  public func external(of reference: GuestReference) throws(CallError) -> ExternalReference? {
    let bits = try bits(of: reference)
    return reference.kind == .external ? heap.boxes.value(HeapObject.at(bits)) : nil
  }

  // MARK: Places

  private struct Place {
    var address: UnsafeMutableRawPointer
    var field: FieldType
    var shift: UInt8
    var owner: RuntimeTypes
  }

  private func aggregate(
    _ reference: GuestReference
  ) throws(CallError) -> (UnsafePointer<RuntimeType>, RuntimeTypes)? {
    let bits = try bits(of: reference)
    guard reference.kind == .structure || reference.kind == .array else { return nil }
    let type = HeapObject.type(bits)
    guard let owner = type.pointee.owner?.takeUnretainedValue() else { return nil }
    return (type, owner)
  }

  private func place(_ index: Int, of reference: GuestReference) throws(CallError) -> Place {
    guard let (type, owner) = try aggregate(reference), index >= 0,
      index < (try count(of: reference)),
      let field = owner.field(
        type.pointee.shape == .array ? 0 : index, of: type.pointee.index)
    else { throw CallError(.noSuchField, "there is no field \(index)") }
    let object = HeapObject.at(reference.bits)
    if type.pointee.shape == .array {
      let shift = type.pointee.elementShift
      let offset = Int(HeapObject.elements) + index << Int(shift)
      return Place(address: object + offset, field: field, shift: shift, owner: owner)
    }
    let layout = type.pointee.fields[index]
    return Place(
      address: object + Int(layout.offset), field: field, shift: layout.shift, owner: owner)
  }
}

/// The garbage-collected heap as a whole.
extension Store {
  /// Frees all objects that no guest and no handle can reach.
  ///
  /// There is no need to call it: allocation does what is necessary. It may be called whenever the
  /// host may use the store, also in a host function.
  public func collectGarbage() { heap.collect(forced: false) }

  /// Whether every allocation collects, for tests that look for lost references.
  package var collectsAlways: Bool {
    get { heap.collectsAlways }
    set { heap.collectsAlways = newValue }
  }

  /// How many collections there were.
  package var collectionCount: Int { heap.collectionCount }

  /// The bytes of objects that the last collection reached.
  package var liveByteCount: Int { heap.liveByteCount }

  /// The bytes of objects: those the last collection reached, and all made since.
  public var heapByteCount: Int { heap.byteCount }
}
