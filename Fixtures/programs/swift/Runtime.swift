// What else the standard library asks of a C library: randomness for hashing, stack protection,
// and the comparison of bytes.

/// Fills memory with random bytes.
@_cdecl("arc4random_buf")
public func fillWithRandomBytes(_ buffer: UnsafeMutableRawPointer, _ size: Int) {
  _ = getRandom(buffer, size)
}

/// The value that marks the end of a frame.
@_silgen_name("__stack_chk_guard")
nonisolated(unsafe) public var stackGuard: UInt = 0x5f3c_a91b

/// Called when that mark was overwritten.
@_cdecl("__stack_chk_fail")
public func stackCheckFailed() { exitProgram(134) }

/// Compares bytes.
@_cdecl("memcmp")
public func compareBytes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ size: Int) -> Int32 {
  var at = 0
  while at < size {
    let x = a.load(fromByteOffset: at, as: UInt8.self)
    let y = b.load(fromByteOffset: at, as: UInt8.self)
    if x != y { return Int32(x) - Int32(y) }
    at += 1
  }
  return 0
}
