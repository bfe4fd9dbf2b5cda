// What else the standard library asks of a C library: randomness for hashing, stack protection,
// and the comparison of bytes.

@_cdecl("arc4random_buf")
public func arc4random_buf(_ buffer: UnsafeMutableRawPointer, _ size: Int) {
  _ = random_get(buffer, size)
}

@_silgen_name("__stack_chk_guard")
nonisolated(unsafe) public var stackGuard: UInt = 0x5f3c_a91b

@_cdecl("__stack_chk_fail")
public func stackCheckFailed() { proc_exit(134) }

@_cdecl("memcmp")
public func memcmp(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ size: Int) -> Int32 {
  var at = 0
  while at < size {
    let x = a.load(fromByteOffset: at, as: UInt8.self)
    let y = b.load(fromByteOffset: at, as: UInt8.self)
    if x != y { return Int32(x) - Int32(y) }
    at += 1
  }
  return 0
}
