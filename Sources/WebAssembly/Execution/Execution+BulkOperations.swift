/// Bulk operators on memories and tables of any kind.
extension Execution {
  /// Carries out an operation in chunks. What is done is taken off the operands, so that a stop
  /// between chunks loses nothing.
  func inChunks(
    _ operation: SlowOperation, _ work: Operation, _ isMetered: Bool
  ) throws(Trap) -> Stop? {
    let isBytes = operation.isOnBytes
    let perUnit: UInt64 = isBytes ? byteCountPerFuel : 8
    let chunkSize: UInt64 = isBytes ? chunkByteCount : chunkByteCount / 8
    try work.check(operation)
    while true {
      let count = work[2]
      if count == 0 { return nil }
      let chunk = min(count, chunkSize)
      if let stop = pay(chunk / perUnit, isMetered) { return stop }
      work.perform(operation, Int(chunk), Int(count))
    }
  }

  /// Growing can't be stopped half-way; it is paid for as a whole.
  func growTable(_ work: Operation, _ isMetered: Bool) -> Stop? {
    let count = work[1]
    let table = work.storage.tables[work.first]
    if table.canGrow(by: count), let stop = pay(count / 8, isMetered) { return stop }
    let old = table.grow(by: count, UInt(work.operands.load(as: UInt64.self)))
    work.put(old ?? (work.isWide(1) ? .max : UInt64(UInt32.max)))
    return nil
  }
}

extension SlowOperation {
  /// Whether its units are bytes, not table elements.
  fileprivate var isOnBytes: Bool {
    self == .memoryInit || self == .copyAcross || self == .fillElsewhere
  }
}

/// The operands of an operation.
struct Operation {
  let first: Int
  let second: Int
  let operands: Frame
  /// One bit per operand that has 64 bits; the others have 32.
  let wide: UInt32
  let storage: InstanceStorage

  func isWide(_ position: Int) -> Bool { wide >> UInt32(position) & 1 != 0 }

  /// An address, index or count.
  subscript(position: Int) -> UInt64 {
    isWide(position)
      ? operands.load(fromByteOffset: position * 8, as: UInt64.self)
      : UInt64(operands.load(fromByteOffset: position * 8, as: UInt32.self))
  }

  func set(_ position: Int, _ value: Int) {
    operands.storeBytes(
      of: UInt64(truncatingIfNeeded: value), toByteOffset: position * 8, as: UInt64.self)
  }

  func put(_ value: UInt64) { operands.storeBytes(of: value, as: UInt64.self) }

  func memoryGrow() {
    let old = storage.memories[first].grow(byPages: self[0])
    put(old ?? (isWide(0) ? .max : UInt64(UInt32.max)))
  }

  /// Whether a range lies inside a size.
  private func fits(_ start: UInt64, _ size: UInt64) -> Bool {
    let count = self[2]
    return count <= size && start <= size - count
  }

  /// Throws when a range lies outside.
  func check(_ operation: SlowOperation) throws(Trap) {
    let (target, source) = (self[0], self[1])
    switch operation {
    case .memoryInit:
      guard fits(source, UInt64(storage.data[first].count)),
        fits(target, storage.memories[second].byteCount)
      else { throw Trap(.outOfBoundsMemoryAccess) }
    case .copyAcross:
      guard fits(target, storage.memories[first].byteCount),
        fits(source, storage.memories[second].byteCount)
      else { throw Trap(.outOfBoundsMemoryAccess) }
    case .fillElsewhere:
      guard fits(target, storage.memories[first].byteCount) else {
        throw Trap(.outOfBoundsMemoryAccess)
      }
    case .tableFill:
      guard fits(target, storage.tables[first].count) else {
        throw Trap(.outOfBoundsTableAccess)
      }
    case .tableCopy:
      guard fits(target, storage.tables[first].count), fits(source, storage.tables[second].count)
      else { throw Trap(.outOfBoundsTableAccess) }
    default:
      guard fits(source, UInt64(storage.elements[first].count)),
        fits(target, storage.tables[second].count)
      else { throw Trap(.outOfBoundsTableAccess) }
    }
  }

  /// Does one chunk and takes it off the operands; all ranges have been checked.
  func perform(_ operation: SlowOperation, _ chunk: Int, _ count: Int) {
    switch operation {
    case .memoryInit: initializeMemory(chunk)
    case .copyAcross: return copy(memoryBase(first), memoryBase(second), stride: 1, chunk, count)
    case .fillElsewhere:
      let value = operands.load(fromByteOffset: 8, as: UInt8.self)
      UnsafeMutableRawBufferPointer(start: memoryBase(first) + Int(self[0]), count: chunk)
        .initializeMemory(as: UInt8.self, repeating: value)
    case .tableFill:
      let value = UInt(operands.load(fromByteOffset: 8, as: UInt64.self))
      (storage.tables[first].record.pointee.base + Int(self[0]))
        .update(repeating: value, count: chunk)
    case .tableCopy: return copy(tableBase(first), tableBase(second), stride: 8, chunk, count)
    default: initializeTable(chunk)
    }
    set(0, Int(self[0]) + chunk)
    set(2, count - chunk)
  }

  private func memoryBase(_ index: Int) -> UnsafeMutableRawPointer {
    storage.memories[index].record.pointee.base
  }

  private func tableBase(_ index: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(storage.tables[index].record.pointee.base)
  }

  private func copy(
    _ to: UnsafeMutableRawPointer, _ from: UnsafeMutableRawPointer, stride: Int, _ chunk: Int,
    _ count: Int
  ) {
    let (target, source) = (Int(self[0]), Int(self[1]))
    let rest = count - chunk
    if target <= source {
      (to + target * stride).copyMemory(from: from + source * stride, byteCount: chunk * stride)
      set(0, target + chunk)
      set(1, source + chunk)
    } else {
      // Perhaps overlapping upwards: from the end.
      (to + (target + rest) * stride).copyMemory(
        from: from + (source + rest) * stride, byteCount: chunk * stride)
    }
    set(2, rest)
  }

  private func initializeMemory(_ chunk: Int) {
    let source = Int(self[1])
    let start = storage.data[first].lowerBound + source
    let memory = memoryBase(second)
    storage.module.structure.bytes.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(start: memory + Int(self[0]), count: chunk)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + chunk]))
    }
    set(1, source + chunk)
  }

  private func initializeTable(_ chunk: Int) {
    let source = Int(self[1])
    let target = storage.tables[second].record.pointee.base + Int(self[0])
    storage.elements[first].withUnsafeBufferPointer { elements in
      for position in 0..<chunk { target[position] = elements[source + position] }
    }
    set(1, source + chunk)
  }
}
