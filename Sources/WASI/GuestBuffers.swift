package import WebAssembly

extension Memory {
  /// Traps unless a range lies inside; an empty range is never used and may lie anywhere.
  package func checkRange(_ address: UInt32, _ count: Int) throws {
    if count > 0 {
      try withUnsafeBytes(at: UInt64(address), count: UInt64(count)) { _ in }
    }
  }

  /// Reads a path argument, which is never longer than the limit.
  func path(_ address: UInt32, _ count: UInt32, _ limits: WASILimits) throws -> GuestPath {
    try GuestPath(
      pathBytes(address, count, limits), limit: limits.pathByteCount)
  }

  /// Reads the bytes of a path or link text.
  func pathBytes(_ address: UInt32, _ count: UInt32, _ limits: WASILimits) throws -> [UInt8] {
    try checkRange(address, Int(count))
    if count > limits.pathByteCount { throw Errno.nametoolong }
    return count == 0 ? [] : try bytes(at: UInt64(address), count: UInt64(count))
  }
}

/// The buffers of a scattered read or a gathered write.
///
/// Their total is cut to what one call may move.
struct GuestBuffers {
  struct Piece {
    let address: UInt32
    let count: Int
  }

  private(set) var pieces: [Piece] = []
  private(set) var byteCount = 0

  /// Reads a guest's array of buffers.
  ///
  /// - Throws: `Trap` when the array or a buffer lies outside the memory; `inval` when there are too
  ///   many buffers or their total is beyond 32 bits.
  init(_ memory: Memory, _ address: UInt32, count: UInt32, _ limits: WASILimits) throws {
    let (size, overflow) = Int(count).multipliedReportingOverflow(by: 8)
    if overflow { throw Errno.inval }
    try memory.checkRange(address, size)
    if count > limits.vectorCount { throw Errno.inval }
    var total: UInt64 = 0
    for index in 0..<UInt64(count) {
      let entry = UInt64(address) + index * 8
      let start = try memory.loadUInt32(at: entry)
      let length = try memory.loadUInt32(at: entry + 4)
      try memory.checkRange(start, Int(length))
      total += UInt64(length)
      let part = min(Int(length), limits.transferByteCount - byteCount)
      if part > 0 {
        pieces.append(Piece(address: start, count: part))
        byteCount += part
      }
    }
    if total > UInt64(UInt32.max) { throw Errno.inval }
  }

  /// Copies the guest's bytes into one buffer.
  func gather(_ memory: Memory, into target: UnsafeMutableRawBufferPointer) throws {
    var position = 0
    for piece in pieces {
      try memory.withUnsafeBytes(at: UInt64(piece.address), count: UInt64(piece.count)) { bytes in
        target[position...].copyBytes(from: bytes)
      }
      position += piece.count
    }
  }

  /// Copies bytes to the guest, beginning at a position within all the buffers.
  func scatter(
    _ source: UnsafeRawBufferPointer, at start: Int = 0, to memory: Memory
  ) throws {
    var rest = source[...]
    var skip = start
    for piece in pieces where !rest.isEmpty {
      if skip >= piece.count {
        skip -= piece.count
        continue
      }
      let count = min(rest.count, piece.count - skip)
      let address = UInt64(piece.address) + UInt64(skip)
      try memory.withUnsafeMutableBytes(at: address, count: UInt64(count)) { bytes in
        bytes.copyBytes(from: rest.prefix(count))
      }
      rest = rest.dropFirst(count)
      skip = 0
    }
  }
}
