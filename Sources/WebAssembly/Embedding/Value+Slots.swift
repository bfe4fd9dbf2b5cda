extension Value {
  /// The value that a Swift value stands for.
  ///
  /// - Parameter value: the Swift value.
  public init(_ value: some GuestValue) {
    let slot = value.slot
    switch Swift.type(of: value).valueType {
    case .i32: self = .i32(Int32(slot: slot))
    case .i64: self = .i64(Int64(slot: slot))
    case .f32: self = .f32(Float(slot: slot))
    default: self = .f64(Double(slot: slot))
    }
  }

  /// The next result as a Swift type.
  @usableFromInline
  package static func take<T: GuestValue>(
    _ type: T.Type, from results: inout IndexingIterator<[Value]>, _ name: String
  ) throws -> T {
    guard let value = results.next(), value.type == type.valueType else {
      throw CallError(.typeMismatch, "the results of \"\(name)\" are not of the types asked for")
    }
    switch value {
    case .i32(let bits): return T(slot: UInt64(UInt32(bitPattern: bits)))
    case .i64(let bits): return T(slot: UInt64(bitPattern: bits))
    case .f32(let number): return T(slot: UInt64(number.bitPattern))
    case .f64(let number): return T(slot: number.bitPattern)
    default: throw CallError(.typeMismatch, "a result of \"\(name)\" is a reference or a vector")
    }
  }
}

extension Store {
  /// Writes values to consecutive slots.
  ///
  /// - Parameter module: what type indices refer to, if any occur.
  /// - Throws: `CallError` when they are not of the types; then the slots are undefined.
  func write(
    _ values: [Value], types: [ValueType], of module: CanonicalTypes?, at start: Frame
  ) throws {
    guard values.count == types.count else {
      throw CallError(.typeMismatch, "\(values.count) values given, \(types.count) expected")
    }
    // Between here and the last value written there is no collection.
    if values.contains(where: \.isExternal) { heap.collectIfDue() }
    var slot = start
    for (value, type) in zip(values, types) {
      try write(value, type: type, of: module, at: slot)
      slot += 8 * type.slotCount
    }
  }

  /// Writes one value to its slot or slots.
  private func write(
    _ value: Value, type: ValueType, of module: CanonicalTypes?, at slot: UnsafeMutableRawPointer
  ) throws {
    let bits: UInt64
    switch (value, type) {
    case (.i32(let value), .i32): bits = UInt64(UInt32(bitPattern: value))
    case (.i64(let value), .i64): bits = UInt64(bitPattern: value)
    case (.f32(let value), .f32): bits = UInt64(value.bitPattern)
    case (.f64(let value), .f64): bits = value.bitPattern
    case (.v128(let low, let high), .v128):
      slot.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
      bits = low
    default:
      guard let heapType = type.heapType, let reference = try reference(value, heapType, module)
      else { throw mismatch(value, type) }
      guard reference != 0 || type.isNullable else {
        throw CallError(.typeMismatch, "null given where no null may be")
      }
      bits = reference
    }
    slot.storeBytes(of: bits, as: UInt64.self)
  }

  private func mismatch(_ value: Value, _ type: ValueType) -> CallError {
    CallError(.typeMismatch, "a value of type \(value.type) given, \(type) expected")
  }

  /// The slot of a reference; `nil` for a value that is not of the type.
  private func reference(
    _ value: Value, _ type: HeapType, _ module: CanonicalTypes?
  ) throws -> UInt64? {
    switch value {
    case .function(let reference):
      guard type.top(in: module?.table ?? TypeTable()) == .function else { return nil }
      let bits = try slot(of: reference)
      if bits == 0 || type == .function { return bits }
      guard let index = type.typeIndex, let module, index < module.count,
        let record = UnsafeMutablePointer<FunctionRecord>(bitPattern: UInt(bits)),
        record.pointee.type == module[index] || isSubtype(record, module[index])
      else { return nil }
      return bits
    case .external(let reference):
      guard type == .external || (type == .noExternal && reference == nil) else { return nil }
      return try bits(of: reference)
    case .reference(nil): return 0
    case .reference(let reference?):
      guard type.top(in: module?.table ?? TypeTable()) == .any else { return nil }
      let bits = try bits(of: reference)
      return isReference(bits, type, module) ? bits : nil
    case .exception(let reference):
      guard type == .exception || (type == .noException && reference == nil) else { return nil }
      guard let reference else { return 0 }
      guard reference.store == identity else {
        throw CallError(.foreignReference, "the exception belongs to another store")
      }
      return reference.slot
    default: return nil
    }
  }

  /// Reads values from consecutive slots.
  func values(at start: Frame, types: [ValueType], of module: CanonicalTypes?) -> [Value] {
    var slot = start
    return types.map { type in
      defer { slot += 8 * type.slotCount }
      return value(at: slot, type: type, of: module)
    }
  }

  /// Reads one value from its slot or slots.
  func value(
    at slot: UnsafeMutableRawPointer, type: ValueType, of module: CanonicalTypes?
  ) -> Value {
    let bits = slot.load(as: UInt64.self)
    switch type {
    case .i32: return .i32(Int32(truncatingIfNeeded: bits))
    case .i64: return .i64(Int64(bitPattern: bits))
    case .f32: return .f32(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .f64: return .f64(Double(bitPattern: bits))
    case .v128: return .v128(bits, slot.load(fromByteOffset: 8, as: UInt64.self))
    default:
      switch (type.heapType ?? .external).top(in: module?.table ?? TypeTable()) {
      case .function: return .function(function(bits))
      case .external: return .external(external(bits))
      case .exception: return .exception(exceptionReference(bits))
      default: return .reference(guestReference(bits))
      }
    }
  }
}

extension Value {
  /// Whether it may have to be made an object of the heap.
  fileprivate var isExternal: Bool {
    if case .external(_?) = self { true } else { false }
  }
}
