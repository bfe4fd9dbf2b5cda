extension Memory {
  /// Checks that a range lies inside and gives its first byte.
  @inline(__always)
  private func pointer(at address: UInt64, count: UInt64) throws(Trap) -> UnsafeMutableRawPointer {
    let size = record.pointee.byteCount
    guard count <= size, address <= size &- count else { throw outOfBounds(address, count) }
    return record.pointee.base + Int(truncatingIfNeeded: address)
  }

  private func outOfBounds(_ address: UInt64, _ count: UInt64) -> Trap {
    Trap(
      .outOfBoundsMemoryAccess,
      detail: "\(count) bytes at \(address), memory has \(record.pointee.byteCount)")
  }

  /// Reads a little-endian integer.
  ///
  /// - Parameters:
  ///   - address: where; need not be aligned.
  ///   - type: the integer's type.
  /// - Returns: the integer.
  /// - Throws: `Trap` with code `outOfBoundsMemoryAccess` when it lies outside.
  @inline(__always)
  package func loadInteger<T: FixedWidthInteger & BitwiseCopyable>(
    at address: UInt64, as type: T.Type
  ) throws(Trap) -> T {
    let pointer = try pointer(at: address, count: UInt64(MemoryLayout<T>.size))
    return T(littleEndian: pointer.loadUnaligned(as: T.self))
  }

  /// Writes a little-endian integer.
  @inline(__always)
  package func storeInteger<T: FixedWidthInteger & BitwiseCopyable>(
    _ value: T, at address: UInt64
  ) throws(Trap) {
    let pointer = try pointer(at: address, count: UInt64(MemoryLayout<T>.size))
    pointer.storeBytes(of: value.littleEndian, as: T.self)
  }

  /// Reads an 8-bit integer; throws `Trap` when it lies outside.
  public func loadUInt8(at address: UInt64) throws(Trap) -> UInt8 {
    try loadInteger(at: address, as: UInt8.self)
  }
  /// Reads a 16-bit little-endian integer; throws `Trap` when it lies outside.
  public func loadUInt16(at address: UInt64) throws(Trap) -> UInt16 {
    try loadInteger(at: address, as: UInt16.self)
  }
  /// Reads a 32-bit little-endian integer; throws `Trap` when it lies outside.
  public func loadUInt32(at address: UInt64) throws(Trap) -> UInt32 {
    try loadInteger(at: address, as: UInt32.self)
  }
  /// Reads a 64-bit little-endian integer; throws `Trap` when it lies outside.
  public func loadUInt64(at address: UInt64) throws(Trap) -> UInt64 {
    try loadInteger(at: address, as: UInt64.self)
  }
  /// Writes an 8-bit integer; throws `Trap` when it lies outside.
  public func store(_ value: UInt8, at address: UInt64) throws(Trap) {
    try storeInteger(value, at: address)
  }
  /// Writes a 16-bit little-endian integer; throws `Trap` when it lies outside.
  public func store(_ value: UInt16, at address: UInt64) throws(Trap) {
    try storeInteger(value, at: address)
  }
  /// Writes a 32-bit little-endian integer; throws `Trap` when it lies outside.
  public func store(_ value: UInt32, at address: UInt64) throws(Trap) {
    try storeInteger(value, at: address)
  }
  /// Writes a 64-bit little-endian integer; throws `Trap` when it lies outside.
  public func store(_ value: UInt64, at address: UInt64) throws(Trap) {
    try storeInteger(value, at: address)
  }

  /// Copies bytes out.
  ///
  /// - Parameters:
  ///   - address: the first byte.
  ///   - count: how many bytes.
  /// - Returns: the bytes.
  /// - Throws: `Trap` with code `outOfBoundsMemoryAccess` before allocating anything.
  public func bytes(at address: UInt64, count: UInt64) throws(Trap) -> [UInt8] {
    let pointer = try pointer(at: address, count: count)
    return [UInt8](UnsafeRawBufferPointer(start: pointer, count: Int(count)))
  }

  /// Copies a UTF-8 string out; malformed sequences become U+FFFD.
  ///
  /// - Parameters:
  ///   - address: the first byte.
  ///   - count: how many bytes.
  /// - Returns: the string.
  /// - Throws: `Trap` with code `outOfBoundsMemoryAccess` when it lies outside.
  public func string(at address: UInt64, count: UInt64) throws(Trap) -> String {
    let pointer = try pointer(at: address, count: count)
    return String(
      decoding: UnsafeRawBufferPointer(start: pointer, count: Int(count)), as: UTF8.self)
  }

  /// Copies bytes in.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - address: where the first byte goes.
  /// - Throws: `Trap` with code `outOfBoundsMemoryAccess`, and then nothing was written.
  public func store(_ bytes: some Collection<UInt8>, at address: UInt64) throws(Trap) {
    let count = bytes.count
    let pointer = try pointer(at: address, count: UInt64(count))
    UnsafeMutableRawBufferPointer(start: pointer, count: count).copyBytes(from: bytes)
  }

  /// Lends a range for reading, without a copy; it must not be kept beyond the closure.
  package func withUnsafeBytes<R>(
    at address: UInt64, count: UInt64, _ body: (UnsafeRawBufferPointer) throws -> R
  ) throws -> R {
    let pointer = try pointer(at: address, count: count)
    return try body(UnsafeRawBufferPointer(start: pointer, count: Int(count)))
  }

  /// Lends a range for writing, without a copy; it must not be kept beyond the closure.
  package func withUnsafeMutableBytes<R>(
    at address: UInt64, count: UInt64, _ body: (UnsafeMutableRawBufferPointer) throws -> R
  ) throws -> R {
    let pointer = try pointer(at: address, count: count)
    return try body(UnsafeMutableRawBufferPointer(start: pointer, count: Int(count)))
  }
}
