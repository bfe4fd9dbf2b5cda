// What a C library would supply: memory, in power-of-two size classes with free lists.
//
// A block is 16 bytes of header, whose first word is its size class, then the payload. Blocks never
// change their class and are never returned to the system.

private let headerSize: UInt = 16
private let pageSize: UInt = 65536

@_extern(c, "llvm.wasm.memory.grow.i32")
private func growMemory(_ memory: Int32, _ pages: Int32) -> Int32

/// Heads of the free lists, one a size class; a free block's payload begins with the next one.
nonisolated(unsafe) private var freeLists: InlineArray<32, UInt> = .init(repeating: 0)
nonisolated(unsafe) private var top: UInt = 0
nonisolated(unsafe) private var end: UInt = 0

/// Takes `size` bytes that nobody used before, or 0.
private func takeFresh(_ size: UInt, alignment: UInt) -> UInt {
  var start = (top &+ headerSize &+ alignment &- 1) & ~(alignment &- 1)
  if start &+ size > end {
    let pages = max(16, (size &+ alignment &+ pageSize) / pageSize)
    let previous = growMemory(0, Int32(truncatingIfNeeded: pages))
    if previous < 0 { return 0 }
    let grown = UInt(previous) &* pageSize
    if grown != end { top = grown }
    end = grown &+ pages &* pageSize
    start = (top &+ headerSize &+ alignment &- 1) & ~(alignment &- 1)
  }
  top = start &+ size
  return start
}

/// Allocates; the result is 0, or an error number.
@_cdecl("posix_memalign")
public func allocate(
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: UInt, _ size: UInt
) -> Int32 {
  if size > 1 << 30 { return 12 }
  let sizeClass = size <= 16 ? 4 : 32 - (UInt32(size) - 1).leadingZeroBitCount
  var start: UInt = 0
  if alignment <= 16, freeLists[sizeClass] != 0 {
    start = freeLists[sizeClass]
    freeLists[sizeClass] = UnsafePointer<UInt>(bitPattern: start)?.pointee ?? 0
  } else {
    start = takeFresh(1 << UInt(sizeClass), alignment: max(16, alignment))
    if start == 0 { return 12 }
    UnsafeMutablePointer<UInt>(bitPattern: start &- headerSize)?.pointee = UInt(sizeClass)
  }
  result.pointee = UnsafeMutableRawPointer(bitPattern: start)
  return 0
}

/// Gives a block back to the free list of its class.
@_cdecl("free")
public func release(_ pointer: UnsafeMutableRawPointer?) {
  guard let pointer else { return }
  let sizeClass = Int((pointer - Int(headerSize)).load(as: UInt.self))
  pointer.storeBytes(of: freeLists[sizeClass], as: UInt.self)
  freeLists[sizeClass] = UInt(bitPattern: pointer)
}
