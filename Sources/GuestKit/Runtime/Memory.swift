// What a C library would supply: memory.
//
// Up to 64 KiB, sizes are rounded up to one of four classes between two powers of two, and what is
// freed is kept for its class. Larger blocks are whole pages, kept in a list of their own. Before each
// block lie 16 bytes, the first four of which tell its class or its pages.

private let headerSize: UInt = 16
private let pageSize: UInt = 1 << 16
private let largestSmall: UInt = 1 << 16

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

/// The class of a size of at least 16, and the size of its blocks.
private func sizeClass(_ size: UInt) -> (index: Int, size: UInt) {
  let magnitude = UInt(UInt.bitWidth - 1 - (size &- 1).leadingZeroBitCount)
  let quarter: UInt = 1 << (magnitude &- 2)
  let steps = (size &- (1 << magnitude) &+ quarter &- 1) / quarter
  return (Int((magnitude &- 3) &* 4 &+ steps), (1 << magnitude) &+ steps &* quarter)
}

/// The first kept block of at least so many pages, taken out of the list; 0 without one.
private func takeKept(pages: UInt) -> UInt {
  var previous: UInt = 0
  var block = freePages
  while block != 0 {
    let next = word(block)
    let size = word(block &- headerSize)
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

/// Allocates; the result is 0. Without memory, the program traps.
@_cdecl("posix_memalign")
public func guestAllocate(
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: UInt, _ size: UInt
) -> Int32 {
  if size > 1 << 31 { trapOutOfMemory() }
  var start: UInt = 0
  if size <= largestSmall {
    let kind = sizeClass(max(16, size))
    if alignment <= 16, freeBlocks[kind.index] != 0 {
      start = freeBlocks[kind.index]
      freeBlocks[kind.index] = word(start)
    } else {
      start = takeFresh(kind.size, alignment: max(16, alignment))
      if start == 0 { trapOutOfMemory() }
      setWord(start &- headerSize, UInt(kind.index))
    }
  } else {
    // As many pages as hold the block and its header.
    let pages = (size &+ headerSize &+ pageSize &- 1) / pageSize
    if alignment <= 16 { start = takeKept(pages: pages) }
    if start == 0 {
      start = takeFresh(pages &* pageSize &- headerSize, alignment: max(16, alignment))
      if start == 0 { trapOutOfMemory() }
      setWord(start &- headerSize, pages)
    }
  }
  setWord(start &- 12, size <= largestSmall ? 0 : 1)
  result.pointee = UnsafeMutableRawPointer(bitPattern: start)
  return 0
}

/// Gives a block back, to be used again for one of its class.
@_cdecl("free")
public func guestRelease(_ pointer: UnsafeMutableRawPointer?) {
  guard let pointer else { return }
  let start = UInt(bitPattern: pointer)
  if word(start &- 12) == 0 {
    let index = Int(word(start &- headerSize))
    setWord(start, freeBlocks[index])
    freeBlocks[index] = start
  } else {
    setWord(start, freePages)
    freePages = start
  }
}
