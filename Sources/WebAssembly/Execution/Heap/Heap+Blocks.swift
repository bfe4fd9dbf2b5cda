/// Blocks: from the system, between classes, and back.
extension Heap {
  /// How many blocks are taken from the system at once.
  private static let batchCount = 32

  /// Takes a block and gives it cells of a size; `nil` at the limit.
  func takeBlock(cellByteCount: Int) -> HeapBlock? {
    guard footprint + HeapBlock.byteCount <= limit else { return nil }
    let isFresh = emptyBlocks.isEmpty
    guard let block = emptyBlocks.popLast() ?? freshBlocks.popLast() ?? mapBatch() else {
      return nil
    }
    block.format(
      cellByteCount: cellByteCount, cellCount: HeapBlock.cellByteCount / cellByteCount,
      mappedByteCount: HeapBlock.byteCount, isFresh: isFresh)
    table.insert(block)
    footprint += HeapBlock.byteCount
    return block
  }

  private func mapBatch() -> HeapBlock? {
    guard let base = mapAligned(Heap.batchCount * HeapBlock.byteCount) else { return nil }
    for index in (0..<Heap.batchCount).reversed() {
      freshBlocks.append(HeapBlock(base: base + index * HeapBlock.byteCount))
    }
    return freshBlocks.popLast()
  }

  /// Makes the block of a large object; `nil` at the limit.
  func mapLarge(_ byteCount: Int) -> HeapBlock? {
    let (sum, overflow) = byteCount.addingReportingOverflow(
      HeapBlock.cellOffset + HeapBlock.byteCount - 1)
    let mapped = sum & ~(HeapBlock.byteCount - 1)
    guard !overflow, mapped <= limit, footprint <= limit - mapped, let base = mapAligned(mapped)
    else { return nil }
    let block = HeapBlock(base: base)
    block.format(
      cellByteCount: mapped - HeapBlock.cellOffset, cellCount: 1, mappedByteCount: mapped,
      isFresh: true)
    table.insert(block)
    footprint += mapped
    return block
  }

  /// Zeroed memory that starts at a multiple of a block's size.
  private func mapAligned(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let (sum, overflow) = byteCount.addingReportingOverflow(HeapBlock.byteCount)
    guard !overflow, let start = Pages.allocate(byteCount: sum) else { return nil }
    let before = Int(UInt(bitPattern: start) & UInt(HeapBlock.byteCount - 1))
    let skipped = before == 0 ? 0 : HeapBlock.byteCount - before
    if skipped > 0 { Pages.free(start, byteCount: skipped) }
    let rest = HeapBlock.byteCount - skipped
    if rest > 0 { Pages.free(start + skipped + byteCount, byteCount: rest) }
    return start + skipped
  }

  /// Gives blocks back to the system, neighbours at once.
  func unmap(_ blocks: [HeapBlock]) {
    let addresses = blocks.map(\.address).sorted()
    var first = 0
    while first < addresses.count {
      var end = first + 1
      while end < addresses.count, addresses[end] == addresses[end - 1] + UInt(HeapBlock.byteCount)
      {
        end += 1
      }
      Pages.free(
        HeapBlock(of: addresses[first]).base, byteCount: (end - first) * HeapBlock.byteCount)
      first = end
    }
  }

  /// After a collection: takes the blocks without objects from their classes, frees large objects
  /// that were not reached, and counts what is left.
  func sweep() {
    table.removeAll()
    liveByteCount = 0
    footprint = boxesByteCount
    for sizeClass in classes.indices {
      var kept: [HeapBlock] = []
      for block in classes[sizeClass].blocks {
        let used = block.endCollection()
        if used == 0 {
          emptyBlocks.append(block)
        } else {
          kept.append(block)
          table.insert(block)
          liveByteCount += used * block.header.pointee.cellByteCount
          footprint += HeapBlock.byteCount
        }
      }
      classes[sizeClass] = (kept, 0)
    }
    sweepLarge()
    // Some blocks are kept for what is allocated next; the rest goes back.
    let kept = max(Heap.batchCount, footprint / HeapBlock.byteCount / 2)
    if emptyBlocks.count > kept {
      unmap(Array(emptyBlocks[kept...]))
      emptyBlocks.removeSubrange(kept...)
    }
  }

  private func sweepLarge() {
    var kept: [HeapBlock] = []
    for block in largeBlocks {
      let byteCount = block.header.pointee.mappedByteCount
      if block.endCollection() == 0 {
        Pages.free(block.base, byteCount: byteCount)
      } else {
        kept.append(block)
        table.insert(block)
        liveByteCount += byteCount
        footprint += byteCount
      }
    }
    largeBlocks = kept
  }
}
