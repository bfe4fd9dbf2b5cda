import Synchronization

/// Operators the driver carries out.
extension Execution {
  /// Carries out the operation at `code` and goes on behind it.
  ///
  /// - Returns: why to stop; then the operation goes on where it was.
  func operate() throws(Trap) -> Stop? {
    let code = context.pointee.code
    let operands = (context.pointee.frame + Int((code + 12).load(as: Int32.self)))
    let storage = context.pointee.instance.pointee.storage.takeUnretainedValue()
    guard let operation = SlowOperation(rawValue: (code + 8).load(as: UInt32.self)) else {
      throw Trap(.unreachable)
    }
    switch operation {
    case .memoryCopy, .memoryFill:
      return try operateOnMemory(operation, operands, storage)
    default: break
    }
    let isMetered = (code + 24).load(as: UInt32.self) != 0
    let work = Operation(
      first: Int((code + 16).load(as: UInt32.self)), second: Int((code + 20).load(as: UInt32.self)),
      operands: operands, storage: storage)
    switch operation {
    case .memoryGrow: work.memoryGrow()
    case .dataDrop: storage.data[work.first] = 0..<0
    case .tableSize: work.put(storage.tables[work.first].count)
    case .elementDrop: storage.elements[work.first] = []
    case .functionReference:
      work.put(UInt64(UInt(bitPattern: storage.function(work.first))))
    case .memoryInit, .tableGrow, .tableFill, .tableCopy, .tableInit:
      if let stop = try inChunks(operation, work, isMetered) { return stop }
    case .memoryCopy, .memoryFill: break
    }
    context.pointee.code = code + 32
    return nil
  }

  /// Pays for a chunk of a bulk operator, and looks whether to stop before it.
  private func pay(_ units: UInt64, _ isMetered: Bool) -> Stop? {
    if context.pointee.stackLimit.load(ordering: .relaxed) == 0 {
      _ = context.pointee.stackLimit.exchange(limit, ordering: .sequentiallyConsistent)
      let pending = interrupt.pending.exchange(0, ordering: .sequentiallyConsistent)
      if let kind = InterruptHandle.Kind(rawValue: pending) {
        if kind == .terminate || nesting == 0 { return .interrupted(kind) }
        deferredPause = true
      }
    }
    guard isMetered else { return nil }
    let left = context.pointee.fuel &- Int64(units)
    if left < 0 { return .outOfFuel }
    context.pointee.fuel = left
    return nil
  }

  /// Copies or fills the first memory in chunks. What is done is taken off the operands, so that a
  /// stop between chunks loses nothing.
  private func operateOnMemory(
    _ operation: SlowOperation, _ operands: Frame, _ storage: InstanceStorage
  ) throws(Trap) -> Stop? {
    let code = context.pointee.code
    let isMetered = (code + 16).load(as: UInt32.self) != 0
    let record = context.pointee.instance.pointee.memory
    let (base, size) = (record.pointee.base, record.pointee.byteCount)
    var target = UInt64(operands.load(as: UInt32.self))
    var source = UInt64(operands.load(fromByteOffset: 8, as: UInt32.self))
    var count = UInt64(operands.load(fromByteOffset: 16, as: UInt32.self))
    let isCopy = operation == .memoryCopy
    if target + count > size || (isCopy && source + count > size) {
      throw Trap(.outOfBoundsMemoryAccess)
    }
    while count > 0 {
      let chunk = min(count, chunkByteCount)
      if let stop = pay(chunk / byteCountPerFuel, isMetered) { return stop }
      if !isCopy {
        let value = operands.load(fromByteOffset: 8, as: UInt8.self)
        UnsafeMutableRawBufferPointer(start: at(base, target), count: Int(chunk))
          .initializeMemory(as: UInt8.self, repeating: value)
        target += chunk
      } else if target <= source {
        at(base, target).copyMemory(from: at(base, source), byteCount: Int(chunk))
        target += chunk
        source += chunk
      } else {
        // Overlapping upwards: from the end.
        let rest = count - chunk
        at(base, target + rest).copyMemory(from: at(base, source + rest), byteCount: Int(chunk))
      }
      count -= chunk
      // A full memory ends where 32 bits do; then nothing is left to do, and the address is moot.
      operands.storeBytes(of: UInt32(truncatingIfNeeded: target), as: UInt32.self)
      if isCopy {
        operands.storeBytes(
          of: UInt32(truncatingIfNeeded: source), toByteOffset: 8, as: UInt32.self)
      }
      operands.storeBytes(of: UInt32(truncatingIfNeeded: count), toByteOffset: 16, as: UInt32.self)
    }
    context.pointee.code = code + 24
    return nil
  }

  /// Carries out an operation on elements, or from a data segment, in chunks.
  private func inChunks(
    _ operation: SlowOperation, _ work: Operation, _ isMetered: Bool
  ) throws(Trap) -> Stop? {
    let isData = operation == .memoryInit
    let perUnit: UInt64 = isData ? byteCountPerFuel : 8
    let chunkSize: UInt64 = isData ? chunkByteCount : chunkByteCount / 8
    if operation == .tableGrow {
      // Growing can't be stopped half-way; it is paid for as a whole.
      let count = UInt64(work.u32(1))
      let table = work.storage.tables[work.first]
      if table.canGrow(by: count), let stop = pay(count / perUnit, isMetered) { return stop }
      let old = table.grow(by: count, UInt(work.operands.load(as: UInt64.self)))
      work.put(old ?? UInt64(UInt32.max))
      return nil
    }
    try work.check(operation)
    while true {
      let count = UInt64(work.u32(2))
      if count == 0 { return nil }
      let chunk = min(count, chunkSize)
      if let stop = pay(chunk / perUnit, isMetered) { return stop }
      work.perform(operation, Int(chunk), Int(count))
    }
  }
}

/// The operands of an operation.
private struct Operation {
  let first: Int
  let second: Int
  let operands: Frame
  let storage: InstanceStorage

  func u32(_ position: Int) -> UInt32 {
    operands.load(fromByteOffset: position * 8, as: UInt32.self)
  }

  func set(_ position: Int, _ value: Int) {
    operands.storeBytes(
      of: UInt32(truncatingIfNeeded: value), toByteOffset: position * 8, as: UInt32.self)
  }

  func put(_ value: UInt64) { operands.storeBytes(of: value, as: UInt64.self) }

  func memoryGrow() {
    let memory = storage.memories[first]
    put(UInt64(truncatingIfNeeded: memory.grow(byPages: UInt64(u32(0))) ?? UInt64(UInt32.max)))
  }

  /// Throws when a range lies outside.
  func check(_ operation: SlowOperation) throws(Trap) {
    let (target, source, count) = (UInt64(u32(0)), UInt64(u32(1)), UInt64(u32(2)))
    switch operation {
    case .memoryInit:
      guard source + count <= UInt64(storage.data[first].count),
        target + count <= storage.memories[second].byteCount
      else { throw Trap(.outOfBoundsMemoryAccess) }
    case .tableFill:
      guard target + count <= storage.tables[first].count else {
        throw Trap(.outOfBoundsTableAccess)
      }
    case .tableCopy:
      guard target + count <= storage.tables[first].count,
        source + count <= storage.tables[second].count
      else { throw Trap(.outOfBoundsTableAccess) }
    default:
      guard source + count <= UInt64(storage.elements[first].count),
        target + count <= storage.tables[second].count
      else { throw Trap(.outOfBoundsTableAccess) }
    }
  }

  /// Does one chunk and takes it off the operands.
  func perform(_ operation: SlowOperation, _ chunk: Int, _ count: Int) {
    let (target, source) = (Int(u32(0)), Int(u32(1)))
    switch operation {
    case .memoryInit:
      let memory = storage.memories[second].record.pointee.base
      let start = storage.data[first].lowerBound + source
      storage.module.structure.bytes.withUnsafeBytes { bytes in
        (memory + target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + chunk]).baseAddress
            ?? UnsafeRawPointer(memory),
          byteCount: chunk)
      }
      set(1, source + chunk)
    case .tableFill:
      let value = UInt(operands.load(fromByteOffset: 8, as: UInt64.self))
      (storage.tables[first].record.pointee.base + target).update(repeating: value, count: chunk)
    case .tableCopy:
      let to = storage.tables[first].record.pointee.base
      let from = storage.tables[second].record.pointee.base
      if target <= source {
        (to + target).update(from: from + source, count: chunk)
        set(1, source + chunk)
      } else {
        let rest = count - chunk
        (to + target + rest).update(from: from + source + rest, count: chunk)
        set(2, rest)
        return
      }
    default:
      storage.elements[first].withUnsafeBufferPointer { elements in
        for position in 0..<chunk {
          storage.tables[second].record.pointee.base[target + position] =
            elements[source + position]
        }
      }
      set(1, source + chunk)
    }
    set(0, target + chunk)
    set(2, count - chunk)
  }
}
