/// Bulk operators on arrays, in chunks. What is done is taken off the operands, so that a stop
/// between chunks loses nothing; the arrays themselves stay in their slots, where a collection
/// finds them.
extension Execution {
  func operateOnArray(
    _ operation: SlowOperation, _ operands: Frame, _ storage: InstanceStorage
  ) throws(Trap) -> Stop? {
    let code = context.pointee.code
    let isMetered = (code + 24).load(as: UInt32.self) != 0
    let work = ArrayOperation(
      operands: operands, shift: (code + 20).load(as: UInt8.self),
      segment: Int((code + 16).load(as: UInt32.self)), storage: storage)
    try work.check(operation)
    let chunkCount = UInt32(truncatingIfNeeded: chunkByteCount >> UInt64(work.shift))
    let countOffset = work.countOffset(operation)
    while true {
      let count = work[countOffset]
      if count == 0 { break }
      let chunk = min(count, chunkCount)
      let units = (UInt64(chunk) << UInt64(work.shift)) / byteCountPerFuel
      if let stop = pay(units, isMetered) { return stop }
      work.perform(operation, Int(chunk), rest: Int(count - chunk))
      work.set(countOffset, count - chunk)
    }
    context.pointee.code = code + 32
    return nil
  }
}

/// The operands of a bulk operator on arrays: the array at 0, the start in it at 8.
private struct ArrayOperation {
  let operands: Frame
  /// The base-two logarithm of an element's bytes.
  let shift: UInt8
  let segment: Int
  let storage: InstanceStorage

  /// An index or count.
  subscript(offset: Int) -> UInt32 { operands.load(fromByteOffset: offset, as: UInt32.self) }

  func set(_ offset: Int, _ value: UInt32) {
    operands.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }

  func countOffset(_ operation: SlowOperation) -> Int {
    switch operation {
    case .arrayCopy: 32
    case .arrayFill: shift == 4 ? 32 : 24
    default: 24
    }
  }

  private func array(_ offset: Int) throws(Trap) -> UInt64 {
    let reference = operands.load(fromByteOffset: offset, as: UInt64.self)
    if reference == 0 { throw Trap(.nullArray) }
    return reference
  }

  private func elements(_ offset: Int, from index: UInt32) -> UnsafeMutableRawPointer {
    let reference = operands.load(fromByteOffset: offset, as: UInt64.self)
    return element(reference, index, Int(shift))
  }

  /// Throws when a range lies outside.
  func check(_ operation: SlowOperation) throws(Trap) {
    let target = try array(0)
    let source = operation == .arrayCopy ? try array(16) : 0
    let count = UInt64(self[countOffset(operation)])
    guard UInt64(self[8]) + count <= UInt64(HeapObject.count(target)) else {
      throw Trap(.outOfBoundsArrayAccess)
    }
    switch operation {
    case .arrayCopy:
      guard UInt64(self[24]) + count <= UInt64(HeapObject.count(source)) else {
        throw Trap(.outOfBoundsArrayAccess)
      }
    case .arrayInitData:
      guard UInt64(self[16]) + count << UInt64(shift) <= UInt64(storage.data[segment].count) else {
        throw Trap(.outOfBoundsMemoryAccess)
      }
    case .arrayInitElement:
      guard UInt64(self[16]) + count <= UInt64(storage.elements[segment].count) else {
        throw Trap(.outOfBoundsTableAccess)
      }
    default: break
    }
  }

  /// Does one chunk and moves the starts on; all ranges have been checked.
  func perform(_ operation: SlowOperation, _ chunk: Int, rest: Int) {
    let byteCount = chunk << Int(shift)
    let start = self[8]
    let moved = UInt32(truncatingIfNeeded: chunk)
    switch operation {
    case .arrayCopy: return copy(chunk, UInt32(truncatingIfNeeded: rest))
    case .arrayFill:
      fill(
        HeapObject.at(operands.load(as: UInt64.self)), operands + 16,
        Int(start)..<Int(start) + chunk, shift: shift)
    case .arrayInitData:
      let source = storage.data[segment].lowerBound + Int(self[16])
      storage.module.structure.bytes.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(start: elements(0, from: start), count: byteCount)
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[source..<source + byteCount]))
      }
      // Where a segment ends at the last address, what follows is not looked at any more.
      set(16, self[16] &+ UInt32(truncatingIfNeeded: byteCount))
    default:
      let source = Int(self[16])
      let target = elements(0, from: start).assumingMemoryBound(to: UInt.self)
      storage.elements[segment].withUnsafeBufferPointer { elements in
        for position in 0..<chunk { target[position] = elements[source + position] }
      }
      set(16, self[16] + moved)
    }
    set(8, start + moved)
  }

  private func copy(_ chunk: Int, _ rest: UInt32) {
    let (target, source) = (self[8], self[24])
    let byteCount = chunk << Int(shift)
    if target <= source {
      elements(0, from: target).copyMemory(from: elements(16, from: source), byteCount: byteCount)
      set(8, target + UInt32(truncatingIfNeeded: chunk))
      set(24, source + UInt32(truncatingIfNeeded: chunk))
    } else {
      // Perhaps overlapping upwards: from the end.
      elements(0, from: target + rest).copyMemory(
        from: elements(16, from: source + rest), byteCount: byteCount)
    }
  }
}
