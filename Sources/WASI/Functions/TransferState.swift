import Platform
import WebAssembly

/// A read or write under way.
struct TransferState {
  let object: any ByteObject
  let buffers: GuestBuffers
  /// Where, or `nil` for the current position.
  let offset: UInt64?
  let isNonblocking: Bool
  /// Where the guest wants the count.
  let result: UInt32

  init(
    _ object: any ByteObject, _ buffers: GuestBuffers, _ offset: UInt64?, _ isNonblocking: Bool,
    _ result: UInt32
  ) {
    self.object = object
    self.buffers = buffers
    self.offset = offset
    self.isNonblocking = isNonblocking
    self.result = result
  }
}

extension WASIContext {
  /// Reads what there is, or waits until there is something.
  func read(_ memory: Memory, _ state: TransferState) throws -> Step {
    let buffers = state.buffers
    if buffers.byteCount == 0 { return try finish(memory, state, 0) }
    let transfer: Transfer
    if buffers.pieces.count == 1 {
      // The common case goes straight into the guest's memory.
      transfer = try memory.withUnsafeMutableBytes(
        at: UInt64(buffers.pieces[0].address), count: UInt64(buffers.byteCount)
      ) { try state.object.read(into: $0, at: state.offset) }
    } else {
      transfer = try withUnsafeTemporaryAllocation(
        byteCount: buffers.byteCount, alignment: 16
      ) { scratch in
        let transfer = try state.object.read(into: scratch, at: state.offset)
        if let count = transfer.movedCount {
          try buffers.scatter(UnsafeRawBufferPointer(rebasing: scratch.prefix(count)), to: memory)
        }
        return transfer
      }
    }
    switch transfer {
    case .moved(let count): return try finish(memory, state, count)
    case .wouldWait:
      return try wait(state, .read) { memory in try self.read(memory, state) }
    case .mayBlock(let moved): return readBlocking(state, moved)
    }
  }

  /// Reads the rest on a thread that may block.
  private func readBlocking(_ state: TransferState, _ moved: Int) -> Step {
    let (object, rest) = (state.object, state.buffers.byteCount - moved)
    let offset = state.offset.map { $0 &+ UInt64(moved) }
    let work = Offloaded { () throws(Errno) -> [UInt8] in
      var failure: Errno?
      let bytes = [UInt8](unsafeUninitializedCapacity: rest) { buffer, count in
        do throws(Errno) {
          count = try object.readBlocking(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        } catch {
          failure = error
        }
      }
      // What was moved before counts for more than the error after it.
      if let failure, moved == 0 { throw failure }
      return bytes
    }
    return work.step { memory, bytes in
      try bytes.withUnsafeBytes { try state.buffers.scatter($0, at: moved, to: memory) }
      return try self.finish(memory, state, moved + bytes.count)
    }
  }

  /// Writes what there is room for, or waits until there is some.
  func write(_ memory: Memory, _ state: TransferState) throws -> Step {
    let buffers = state.buffers
    if buffers.byteCount == 0 { return try finish(memory, state, 0) }
    let transfer: Transfer
    if buffers.pieces.count == 1 {
      transfer = try memory.withUnsafeBytes(
        at: UInt64(buffers.pieces[0].address), count: UInt64(buffers.byteCount)
      ) { try state.object.write($0, at: state.offset) }
    } else {
      transfer = try withUnsafeTemporaryAllocation(
        byteCount: buffers.byteCount, alignment: 16
      ) { scratch in
        try buffers.gather(memory, into: scratch)
        return try state.object.write(UnsafeRawBufferPointer(scratch), at: state.offset)
      }
    }
    switch transfer {
    case .moved(let count): return try finish(memory, state, count)
    case .wouldWait:
      return try wait(state, .write) { memory in try self.write(memory, state) }
    case .mayBlock(let moved): return try writeBlocking(memory, state, moved)
    }
  }

  /// Writes the rest on a thread that may block.
  private func writeBlocking(
    _ memory: Memory, _ state: TransferState, _ moved: Int
  ) throws -> Step {
    let object = state.object
    let offset = state.offset.map { $0 &+ UInt64(moved) }
    var bytes = [UInt8](repeating: 0, count: state.buffers.byteCount)
    try bytes.withUnsafeMutableBytes { try state.buffers.gather(memory, into: $0) }
    let all = bytes
    let work = Offloaded { () throws(Errno) -> Int in
      let result = all.withUnsafeBytes { buffer in
        Result { () throws(Errno) in
          try object.writeBlocking(
            UnsafeRawBufferPointer(rebasing: buffer.dropFirst(moved)), at: offset)
        }
      }
      if case .failure(let error) = result, moved == 0 { throw error }
      return (try? result.get()) ?? 0
    }
    return work.step { memory, count in try self.finish(memory, state, moved + count) }
  }

  private func finish(_ memory: Memory, _ state: TransferState, _ count: Int) throws -> Step {
    try memory.store(UInt32(count), at: UInt64(state.result))
    charge(count)
    charge(state.object.takeExtraCharge())
    return .success
  }

  /// Suspends until the object is ready, unless the guest asked not to wait.
  private func wait(
    _ state: TransferState, _ direction: Direction, then body: @escaping (Memory) throws -> Step
  ) throws -> Step {
    if state.isNonblocking { throw Errno.again }
    var set = WaitSet()
    state.object.addInterest(direction, to: &set)
    return .wait(for: set, then: body)
  }
}

extension Transfer {
  /// How many bytes lie in the buffer, if any.
  var movedCount: Int? {
    switch self {
    case .moved(let count), .mayBlock(let count): count > 0 ? count : nil
    case .wouldWait: nil
    }
  }
}
