/// Making objects.
extension Heap {
  /// The most bytes that a handler gets to hand out by itself.
  private static let runByteCount = 4096

  /// Makes an object, zeroed but for its type.
  ///
  /// - Parameters:
  ///   - type: its type, whose module the store keeps.
  ///   - byteCount: its size, header included.
  ///   - collecting: whether a collection may happen: whether all references are where it finds
  ///     them.
  /// - Returns: its address.
  /// - Throws: `Trap` with code `outOfMemory` at the limit.
  func allocate(
    _ type: UnsafePointer<RuntimeType>, byteCount: Int, collecting: Bool = true
  ) throws(Trap) -> UnsafeMutableRawPointer {
    let address: UInt
    if byteCount > SizeClasses.largest {
      address = try allocateLarge(byteCount, collecting: collecting)
    } else {
      let sizeClass = SizeClasses.of(byteCount)
      let cursor = cursors + sizeClass
      if cursor.pointee.next == cursor.pointee.end {
        try makeRoom(sizeClass, collecting: collecting)
      }
      address = cursor.pointee.next
      cursor.pointee.next += cursor.pointee.cellByteCount
    }
    let object = UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped
    object.storeBytes(of: type, as: UnsafePointer<RuntimeType>.self)
    return object
  }

  /// Sees to it that a class has a free cell.
  ///
  /// - Throws: `Trap` with code `outOfMemory` at the limit.
  func makeRoom(_ sizeClass: Int, collecting: Bool = true) throws(Trap) {
    if collecting { collectIfDue() }
    if refill(sizeClass) { return }
    if collecting && mayForceCollection {
      collect(forced: true)
      if refill(sizeClass) { return }
    }
    throw limitReached()
  }

  /// The trap that ends a call at the limit. What the call held is garbage then, so the next one may
  /// collect right away.
  private func limitReached() -> Trap {
    wasForced = false
    return Trap(.outOfMemory, detail: "the heap's limit of \(limit) bytes is reached")
  }

  /// Whether reaching the limit may lead to a collection, or is final.
  ///
  /// Were each of two collections followed by only a few allocations, a guest whose objects fill
  /// the heap would spend all its time collecting, and not be charged for it.
  private var mayForceCollection: Bool { !wasForced || allocatedByteCount >= limit / 16 }

  /// Collects if enough was allocated since the last time, or if little room is left.
  func collectIfDue() {
    let isNearLimit = footprint >= limit - limit / 8 && allocatedByteCount >= limit / 16
    if collectsAlways || allocatedByteCount >= threshold || isNearLimit {
      collect(forced: false)
    }
  }

  /// Gives a class the next run of free cells.
  private func refill(_ sizeClass: Int) -> Bool {
    let cellByteCount = SizeClasses.sizes[sizeClass]
    let most = collectsAlways ? 1 : max(1, Heap.runByteCount / cellByteCount)
    while let block = nextBlock(sizeClass) {
      if let run = block.takeRun(atMost: most) {
        cursors[sizeClass].next = run.lowerBound
        cursors[sizeClass].end = run.upperBound
        allocatedByteCount += Int(run.upperBound - run.lowerBound)
        return true
      }
      classes[sizeClass].next += 1
    }
    return false
  }

  /// The block of a class in which to look for free cells.
  private func nextBlock(_ sizeClass: Int) -> HeapBlock? {
    while classes[sizeClass].next < classes[sizeClass].blocks.count {
      let block = classes[sizeClass].blocks[classes[sizeClass].next]
      if block.header.pointee.usedCount < block.header.pointee.cellCount { return block }
      classes[sizeClass].next += 1
    }
    guard let block = takeBlock(cellByteCount: SizeClasses.sizes[sizeClass]) else { return nil }
    classes[sizeClass].blocks.append(block)
    return block
  }

  private func allocateLarge(_ byteCount: Int, collecting: Bool) throws(Trap) -> UInt {
    if collecting { collectIfDue() }
    var block = mapLarge(byteCount)
    if block == nil && collecting && mayForceCollection {
      collect(forced: true)
      block = mapLarge(byteCount)
    }
    guard let block else { throw limitReached() }
    allocatedByteCount += block.header.pointee.mappedByteCount
    let address = block.cell(0)
    _ = block.mark(address)
    largeBlocks.append(block)
    return address
  }
}
