/// A piece of the heap with cells of one size, or with one large object.
///
/// A block starts at a multiple of its size, so an object's block is found by masking its address.
/// In front of the cells stand two bitmaps with one bit per 16 bytes of the block. While the guest
/// runs, a bit of the first says that the cell that starts there is in use: its object was reached
/// by the last collection, or the cell was handed out since.
struct HeapBlock: Equatable {
  /// The bytes of a block, and what its address is a multiple of.
  static let byteCount = 32 << 10
  private static let markOffset = 64
  private static let bitmapByteCount = byteCount / 16 / 8
  /// Where the cells begin.
  static let cellOffset = markOffset + 2 * bitmapByteCount
  /// The bytes that all cells together may take.
  static let cellByteCount = byteCount - cellOffset
  private static let bitmapWords = bitmapByteCount / 8

  let base: UnsafeMutableRawPointer

  /// The fields in front of the bitmaps.
  struct Header {
    /// The bytes of a cell; of a large object, its bytes.
    var cellByteCount: Int
    var cellCount: Int
    /// The cell from which on free ones are looked for.
    var cursor = 0
    /// How many cells the last collection found in use.
    var usedCount = 0
    /// The bytes of the mapping.
    var mappedByteCount: Int
    /// Whether the cells are still zero, as they came from the system.
    var isFresh = true
  }

  init(base: UnsafeMutableRawPointer) { self.base = base }

  /// The block that an object lies in.
  @inline(__always)
  init(of object: UInt) {
    base =
      UnsafeMutableRawPointer(bitPattern: object & ~UInt(HeapBlock.byteCount - 1))
      .unsafelyUnwrapped
  }

  var address: UInt { UInt(bitPattern: base) }

  var header: UnsafeMutablePointer<Header> { base.assumingMemoryBound(to: Header.self) }

  /// In use.
  @inline(__always)
  private var marks: UnsafeMutablePointer<UInt64> {
    (base + HeapBlock.markOffset).assumingMemoryBound(to: UInt64.self)
  }

  /// What was in use when the current collection began.
  private var before: UnsafeMutablePointer<UInt64> {
    marks + HeapBlock.bitmapWords
  }

  /// Gives the block cells of a size, all free.
  func format(cellByteCount: Int, cellCount: Int, mappedByteCount: Int, isFresh: Bool) {
    header.initialize(
      to: Header(
        cellByteCount: cellByteCount, cellCount: cellCount, mappedByteCount: mappedByteCount,
        isFresh: isFresh))
    marks.update(repeating: 0, count: 2 * HeapBlock.bitmapWords)
  }

  /// The address of a cell.
  func cell(_ index: Int) -> UInt {
    address + UInt(HeapBlock.cellOffset + index * header.pointee.cellByteCount)
  }

  @inline(__always)
  private static func unit(_ object: UInt) -> Int { Int(object & UInt(byteCount - 1)) &>> 4 }

  /// Marks the cell of an object.
  ///
  /// - Returns: whether it was unmarked.
  @inline(__always)
  func mark(_ object: UInt) -> Bool {
    let unit = HeapBlock.unit(object)
    let bit: UInt64 = 1 &<< UInt64(unit & 63)
    let old = marks[unit &>> 6]
    marks[unit &>> 6] = old | bit
    return old & bit == 0
  }

  func isMarked(_ object: UInt) -> Bool {
    let unit = HeapBlock.unit(object)
    return marks[unit >> 6] >> UInt64(unit & 63) & 1 != 0
  }

  /// Whether an address inside the block was that of an object when the collection began.
  func wasObject(_ address: UInt) -> Bool {
    let offset = Int(address & UInt(HeapBlock.byteCount - 1)) - HeapBlock.cellOffset
    guard offset >= 0, offset % header.pointee.cellByteCount == 0 else { return false }
    let unit = HeapBlock.unit(address)
    guard before[unit >> 6] >> UInt64(unit & 63) & 1 != 0 else { return false }
    // A cell that was handed out but not taken has no type yet.
    return UnsafeRawPointer(bitPattern: address).unsafelyUnwrapped.load(as: UInt.self) != 0
  }

  /// Begins a collection: nothing is marked, and what was in use is remembered.
  func beginCollection() {
    before.update(from: marks, count: HeapBlock.bitmapWords)
    marks.update(repeating: 0, count: HeapBlock.bitmapWords)
  }

  /// Ends a collection: what is not marked is free.
  ///
  /// - Returns: how many cells are in use.
  func endCollection() -> Int {
    var count = 0
    for word in 0..<HeapBlock.bitmapWords { count += marks[word].nonzeroBitCount }
    header.pointee.usedCount = count
    header.pointee.cursor = 0
    header.pointee.isFresh = false
    return count
  }

  /// Takes the next run of free cells, zeroed.
  ///
  /// - Parameter atMost: the most cells to take.
  /// - Returns: the addresses of the first cell and behind the last one; `nil` when none is left.
  func takeRun(atMost limit: Int) -> Range<UInt>? {
    let count = header.pointee.cellCount
    var first = header.pointee.cursor
    while first < count && isMarked(cell(first)) { first += 1 }
    guard first < count else {
      header.pointee.cursor = count
      return nil
    }
    var end = first
    while end < count && end - first < limit && mark(cell(end)) { end += 1 }
    header.pointee.cursor = end
    let range = cell(first)..<cell(end)
    if !header.pointee.isFresh {
      let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound).unsafelyUnwrapped
      start.initializeMemory(
        as: UInt8.self, repeating: 0, count: Int(range.upperBound - range.lowerBound))
    }
    return range
  }
}
