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
    case .structNew, .arrayNew, .arrayNewDefault, .arrayNewFixed, .arrayNewData, .arrayNewElement:
      return try allocate(operation, operands, storage)
    case .arrayFill, .arrayCopy, .arrayInitData, .arrayInitElement:
      return try operateOnArray(operation, operands, storage)
    case .atomicNotify, .atomicWait32, .atomicWait64:
      return try operateOnWaiters(operation, operands, storage)
    default: break
    }
    let isMetered = (code + 24).load(as: UInt32.self) != 0
    let work = Operation(
      first: Int((code + 16).load(as: UInt32.self)), second: Int((code + 20).load(as: UInt32.self)),
      operands: operands, wide: (code + 28).load(as: UInt32.self), storage: storage)
    switch operation {
    case .memoryGrow: work.memoryGrow()
    case .dataDrop: storage.data[work.first] = 0..<0
    case .tableSize: work.put(storage.tables[work.first].count)
    case .elementDrop: storage.elements[work.first] = []
    case .functionReference:
      work.put(UInt64(UInt(bitPattern: storage.function(work.first))))
    case .tableGrow:
      if let stop = growTable(work, isMetered) { return stop }
    case .memoryInit, .copyAcross, .fillElsewhere, .tableFill, .tableCopy, .tableInit:
      if let stop = try inChunks(operation, work, isMetered) { return stop }
    case .throwException, .throwReference: return try raise(operation, work)
    default: break
    }
    context.pointee.code = code + 32
    return nil
  }

  /// Looks whether to stop, away from the places where handlers look.
  func requestedStop() -> Stop? {
    guard context.pointee.stackLimit.load(ordering: .relaxed) == 0 else { return nil }
    _ = context.pointee.stackLimit.exchange(limit, ordering: .sequentiallyConsistent)
    return takeInterrupt()
  }

  /// Pays for a chunk of a bulk operator, and looks whether to stop before it.
  func pay(_ units: UInt64, _ isMetered: Bool) -> Stop? {
    if let stop = requestedStop() { return stop }
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
}
