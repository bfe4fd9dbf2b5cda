// What a C library would supply: memory.
//
// Up to 256 bytes, sizes are rounded up to a multiple of 16; beyond, up to 64 KiB, to one of four classes
// between two powers of two. What is freed is kept for its class. Larger blocks are whole pages, kept in
// a list of their own. Before each block lie 16 bytes, the first four of which tell its class, or its
// pages and the number of classes.

private let headerSize: UInt = 16
private let pageSize: UInt = 1 << 16
private let largestSmall: UInt = 1 << 16
private let largestTiny: UInt = 256
private let classCount: UInt = 64

@_extern(c, "llvm.wasm.memory.grow.i32")
private func growMemory(_ memory: Int32, _ pages: Int32) -> Int32

// A guest has one thread.
nonisolated(unsafe) private var freeBlocks: InlineArray<64, UInt> = .init(repeating: 0)
nonisolated(unsafe) private var freePages: UInt = 0
nonisolated(unsafe) private var top: UInt = 0
nonisolated(unsafe) private var end: UInt = 0

private func word(_ address: UInt) -> UInt {
  UnsafePointer<UInt>(bitPattern: address)?.pointee ?? 0
}

private func setWord(_ address: UInt, _ value: UInt) {
  UnsafeMutablePointer<UInt>(bitPattern: address)?.pointee = value
}

/// Takes memory that nobody used before; 0 when there is no more.
private func takeFresh(_ size: UInt, alignment: UInt) -> UInt {
  var start = (top &+ headerSize &+ alignment &- 1) & ~(alignment &- 1)
  if start &+ size > end {
    let pages = (size &+ headerSize &+ alignment &+ pageSize &- 1) / pageSize
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

/// The class of a size beyond the tiny ones, and the size of its blocks.
private func sizeClass(_ size: UInt) -> (index: UInt, size: UInt) {
  let magnitude = UInt(UInt.bitWidth - 1 - (size &- 1).leadingZeroBitCount)
  let quarter: UInt = 1 << (magnitude &- 2)
  let steps = (size &- (1 << magnitude) &+ quarter &- 1) / quarter
  return (16 &+ (magnitude &- 8) &* 4 &+ steps, (1 << magnitude) &+ steps &* quarter)
}

/// The first kept block of at least so many pages, taken out of the list; 0 without one.
private func takeKept(pages: UInt) -> UInt {
  var previous: UInt = 0
  var block = freePages
  while block != 0 {
    let next = word(block)
    let size = word(block &- headerSize) &- classCount
    if size >= pages, size <= pages &* 2 {
      if previous == 0 { freePages = next } else { setWord(previous, next) }
      return block
    }
    previous = block
    block = next
  }
  return 0
}

/// Ends the program: the standard library does not look whether it got memory, and would write to
/// address zero.
private func trapOutOfMemory() -> Never { fatalError() }

/// Where the list of kept blocks of a class begins.
@inline(__always) private func list(_ index: UInt) -> UnsafeMutablePointer<UInt> {
  // The address of a global that lives as long as the program.
  withUnsafeMutablePointer(to: &freeBlocks) {
    UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt.self) + Int(bitPattern: index)
  }
}

/// A block of a class: one that was kept, or a fresh one.
@inline(__always) private func takeBlock(
  _ index: UInt, _ size: UInt, alignment: UInt
) -> UInt {
  let start = list(index).pointee
  if start != 0, alignment <= 16 {
    list(index).pointee = word(start)
    return start
  }
  return takeFreshBlock(index, size, alignment: alignment)
}

@inline(never) private func takeFreshBlock(_ index: UInt, _ size: UInt, alignment: UInt) -> UInt {
  let start = takeFresh(size, alignment: max(16, alignment))
  if start == 0 { trapOutOfMemory() }
  setWord(start &- headerSize, index)
  return start
}

@inline(never) private func allocateLarge(_ size: UInt, alignment: UInt) -> UInt {
  if size <= largestSmall {
    let kind = sizeClass(size)
    return takeBlock(kind.index, kind.size, alignment: alignment)
  }
  if size > 1 << 31 { trapOutOfMemory() }
  // As many pages as hold the block and its header.
  let pages = (size &+ headerSize &+ pageSize &- 1) / pageSize
  if alignment <= 16 {
    let kept = takeKept(pages: pages)
    if kept != 0 { return kept }
  }
  let start = takeFresh(pages &* pageSize &- headerSize, alignment: max(16, alignment))
  if start == 0 { trapOutOfMemory() }
  setWord(start &- headerSize, pages &+ classCount)
  return start
}

/// Allocates; the result is 0. Without memory, the program traps.
@_cdecl("posix_memalign")
public func guestAllocate(
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: UInt, _ size: UInt
) -> Int32 {
  let start: UInt
  if size <= largestTiny {
    // Nothing at all is a class of its own, whose blocks have room for the list.
    let index = (size &+ 15) >> 4
    start = takeBlock(index, max(16, index &* 16), alignment: alignment)
  } else {
    start = allocateLarge(size, alignment: alignment)
  }
  result.pointee = UnsafeMutableRawPointer(bitPattern: start)
  return 0
}

/// Gives a block back, to be used again for one of its class.
@_cdecl("free")
public func guestRelease(_ pointer: UnsafeMutableRawPointer?) {
  guard let pointer else { return }
  let start = UInt(bitPattern: pointer)
  let index = word(start &- headerSize)
  if index < classCount {
    setWord(start, list(index).pointee)
    list(index).pointee = start
  } else {
    setWord(start, freePages)
    freePages = start
  }
}
