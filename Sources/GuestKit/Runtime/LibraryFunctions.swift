// What else the standard library asks of a C library: randomness for hashing, stack protection, and
// the comparison of bytes.

@_extern(wasm, module: "wasi_snapshot_preview1", name: "random_get")
@_extern(c)
private func wasiRandom(_ buffer: UnsafeMutableRawPointer, _ byteCount: Int) -> Int32

@_extern(wasm, module: "wasi_snapshot_preview1", name: "proc_exit")
@_extern(c)
private func wasiExit(_ code: Int32)

/// Fills memory with random bytes.
@_cdecl("arc4random_buf")
public func guestRandomBytes(_ buffer: UnsafeMutableRawPointer, _ byteCount: Int) {
  _ = wasiRandom(buffer, byteCount)
}

/// The value that marks the end of a frame.
@_silgen_name("__stack_chk_guard")
nonisolated(unsafe) public var guestStackGuard: UInt = 0x3d8e_71c5

/// Called when that mark was overwritten.
@_cdecl("__stack_chk_fail")
public func guestStackCheckFailed() { wasiExit(134) }

/// Compares bytes.
@_cdecl("memcmp")
public func guestCompareBytes(
  _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ byteCount: Int
) -> Int32 {
  for index in 0..<byteCount {
    let a = left.load(fromByteOffset: index, as: UInt8.self)
    let b = right.load(fromByteOffset: index, as: UInt8.self)
    if a != b { return Int32(a) - Int32(b) }
  }
  return 0
}
