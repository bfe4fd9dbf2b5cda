/// Allocation where handlers found no free cell, or an object is large.
extension Execution {
  /// Carries out an operator that makes an object, or sees to it that its handler can.
  ///
  /// - Returns: why to stop; then the operator goes on where it was.
  func allocate(
    _ operation: SlowOperation, _ operands: Frame, _ storage: InstanceStorage
  ) throws(Trap) -> Stop? {
    let code = context.pointee.code
    let type = type(code)
    switch operation {
    case .structNew:
      let byteCount = Int((code + 28).load(as: Int32.self))
      live = .upTo(operands + byteCount)
      if try makeRoom(Int(type.pointee.byteCount)) { return nil }
      let object = try heap.allocate(type, byteCount: Int(type.pointee.byteCount))
      if byteCount > 0 { storeFields(operands, in: object, type) }
      finish(object, operands)
    case .arrayNewFixed:
      let byteCount = Int((code + 28).load(as: Int32.self))
      live = .upTo(operands + byteCount)
      let shift = Int(type.pointee.elementShift)
      let size = Int(HeapObject.elements) + (byteCount / (shift == 4 ? 16 : 8)) << shift
      if try makeRoom(size) { return nil }
      let object = try heap.allocate(type, byteCount: size)
      storeElements(operands, byteCount: byteCount, in: object, type)
      finish(object, operands)
    case .arrayNewDefault, .arrayNew: return try allocateArray(operands, type)
    case .arrayNewData, .arrayNewElement:
      return try allocateArray(from: operation, operands, type, storage)
    default: throw Trap(.unreachable)
    }
    return nil
  }

  /// Sees to it that an object of a size finds a free cell; false for large objects.
  private func makeRoom(_ byteCount: Int) throws(Trap) -> Bool {
    guard byteCount <= SizeClasses.largest else { return false }
    try heap.makeRoom(SizeClasses.of(byteCount))
    return true
  }

  /// Makes a new object the operator's result and goes on behind it.
  private func finish(_ object: UnsafeMutableRawPointer, _ operands: Frame) {
    let reference = UInt64(UInt(bitPattern: object))
    operands.storeBytes(of: reference, as: UInt64.self)
    context.pointee.accumulator = reference
    context.pointee.code = context.pointee.code + 32
  }

  /// Makes the array of `array.new` and `array.new_default`.
  private func allocateArray(
    _ operands: Frame, _ type: UnsafePointer<RuntimeType>
  ) throws(Trap) -> Stop? {
    let code = context.pointee.code
    let isMetered = (code + 24).load(as: UInt32.self) != 0
    let valueByteCount = Int((code + 28).load(as: Int32.self))
    let count = operands.load(fromByteOffset: valueByteCount, as: UInt32.self)
    let byteCount = Int(count) << Int(type.pointee.elementShift)
    live = .upTo(operands + valueByteCount + 8)
    let isSmall = byteCount <= smallArrayByteCount
    if isSmall || valueByteCount == 0 {
      if let stop = pay(UInt64(byteCount) / byteCountPerFuel, isMetered) { return stop }
    }
    if isSmall {
      // The handler pays, when there is room.
      if isMetered {
        let units = Int64(UInt64(byteCount) / byteCountPerFuel)
        context.pointee.fuel = context.pointee.fuel + units
      }
      try heap.makeRoom(SizeClasses.of(byteCount + Int(HeapObject.elements)))
      return nil
    }
    let object = try makeArray(type, count, byteCount)
    guard valueByteCount > 0 else {
      finish(object, operands)
      return nil
    }
    // The operands of `array.fill`, which stands behind: array, start, value, count.
    let value = (
      operands.load(as: UInt64.self), operands.load(fromByteOffset: 8, as: UInt64.self)
    )
    operands.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
    operands.storeBytes(of: value.0, toByteOffset: 16, as: UInt64.self)
    if valueByteCount == 16 {
      operands.storeBytes(of: value.1, toByteOffset: 24, as: UInt64.self)
    }
    operands.storeBytes(of: UInt64(count), toByteOffset: 16 + valueByteCount, as: UInt64.self)
    finish(object, operands)
    return nil
  }

  private func makeArray(
    _ type: UnsafePointer<RuntimeType>, _ count: UInt32, _ byteCount: Int
  ) throws(Trap) -> UnsafeMutableRawPointer {
    let object = try heap.allocate(type, byteCount: byteCount + Int(HeapObject.elements))
    object.storeBytes(of: count, toByteOffset: HeapObject.count, as: UInt32.self)
    return object
  }

  /// Makes the array of `array.new_data` and `array.new_elem`; the instruction behind fills it.
  private func allocateArray(
    from operation: SlowOperation, _ operands: Frame, _ type: UnsafePointer<RuntimeType>,
    _ storage: InstanceStorage
  ) throws(Trap) -> Stop? {
    let segment = Int((context.pointee.code + 28).load(as: UInt32.self))
    let source = operands.load(as: UInt32.self)
    let count = operands.load(fromByteOffset: 8, as: UInt32.self)
    let byteCount = Int(count) << Int(type.pointee.elementShift)
    live = .upTo(operands + 16)
    if operation == .arrayNewData {
      guard Int(source) + byteCount <= storage.data[segment].count else {
        throw Trap(.outOfBoundsMemoryAccess)
      }
    } else {
      guard Int(source) + Int(count) <= storage.elements[segment].count else {
        throw Trap(.outOfBoundsTableAccess)
      }
    }
    let object = try makeArray(type, count, byteCount)
    // The operands of `array.init_…`: array, start, source, count.
    operands.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
    operands.storeBytes(of: UInt64(source), toByteOffset: 16, as: UInt64.self)
    operands.storeBytes(of: UInt64(count), toByteOffset: 24, as: UInt64.self)
    finish(object, operands)
    return nil
  }
}
