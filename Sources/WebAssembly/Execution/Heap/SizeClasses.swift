/// The sizes of cells that objects are put into.
///
/// Up to 512 bytes every multiple of 16 is a size; beyond, sizes are such that a block holds a
/// whole number of cells and no cell is more than a third larger than its object.
enum SizeClasses {
  /// The bytes of each cell size, in order.
  static let sizes: [Int] = {
    var sizes = (1...32).map { $0 * 16 }
    for count in [56, 48, 40, 32, 26, 20, 16, 13, 10, 8, 6, 5, 4, 3, 2] {
      sizes.append(HeapBlock.cellByteCount / count & ~15)
    }
    return sizes
  }()

  /// The largest object that is put into a cell; larger ones get a mapping of their own.
  static let largest = HeapBlock.cellByteCount / 2 & ~15

  /// The class by size in units of 16 bytes, rounded up.
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let classes: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: largest / 16 + 1)
    var sizeClass: UInt8 = 0
    for units in 0...largest / 16 {
      while sizes[Int(sizeClass)] < units * 16 { sizeClass += 1 }
      table[units] = sizeClass
    }
    return UnsafePointer(table)
  }()

  /// The class of an object that is not larger than `largest`.
  @inline(__always)
  static func of(_ byteCount: Int) -> Int { Int(classes[(byteCount &+ 15) &>> 4]) }
}

/// Where the next object of a class goes.
struct AllocationCursor {
  /// The address of the next free cell.
  var next: UInt = 0
  /// Where the run of free cells ends.
  var end: UInt = 0
  /// The bytes of a cell.
  var cellByteCount: UInt = 0
}
