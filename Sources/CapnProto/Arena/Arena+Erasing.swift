extension Arena {
  /// Makes a pointer null, and clears what it led to, so that nothing dropped goes over the wire.
  ///
  /// A list of work, not recursion: what a program builds can be nested as deep as it likes.
  @inline(never) @usableFromInline
  func erase(_ address: UnsafeMutableRawPointer, in segment: UnsafeMutablePointer<Segment>) {
    let pointer = WirePointer(loading: address)
    let target = try? resolve(address, in: segment)
    clearPads(pointer)
    WirePointer(raw: 0).store(at: address)
    guard let target else { return }
    erase(target)
  }

  /// Clears an object that nothing points to any more.
  func erase(_ target: Target) {
    var work = [target]
    while let next = work.popLast() { eraseOne(next, &work) }
  }

  private func eraseOne(_ target: Target, _ work: inout [Target]) {
    let pointer = target.pointer
    let start = target.segment.pointee.base + target.word * 8
    switch pointer.kind {
    case .far: break
    case .other:
      let index = Int(pointer.high)
      if pointer.isCapability, index < capabilities.count { dropped.append(pointer.high) }
    case .structure:
      eraseStructs(start, target.segment, pointer.structSize, count: 1, &work)
    case .list:
      let count = pointer.elementCount
      switch pointer.elementSize {
      case .pointer:
        eraseStructs(
          start, target.segment, StructSize(dataWords: 0, pointerCount: 1), count: count, &work)
      case .inlineComposite:
        let tag = WirePointer(loading: start)
        eraseStructs(start + 8, target.segment, tag.structSize, count: tag.tagCount, &work)
        WirePointer(raw: 0).store(at: start)
      case let size:
        // Below 2³⁶. The checked form calls a C library where words have 32 bits.
        let bytes = Int((UInt64(count) &* UInt64(size.stepBits) &+ 7) >> 3)
        start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
      }
    }
  }

  private func eraseStructs(
    _ start: UnsafeMutableRawPointer, _ segment: UnsafeMutablePointer<Segment>, _ size: StructSize,
    count: Int, _ work: inout [Target]
  ) {
    guard size.words > 0 else { return }
    for index in 0..<count {
      let element = start + index * size.words * 8
      let pointers = element + Int(size.dataWords) * 8
      for slot in 0..<Int(size.pointerCount) {
        let address = pointers + slot * 8
        let pointer = WirePointer(loading: address)
        if pointer.isNull { continue }
        if let target = try? resolve(address, in: segment) { work.append(target) }
        clearPads(pointer)
      }
      element.initializeMemory(as: UInt8.self, repeating: 0, count: size.words * 8)
    }
  }
}

extension Arena {
  /// Lets go of capabilities whose pointers were erased.
  ///
  /// Later than the erasing itself, which must not release anything: the optimiser is told so.
  func releaseDropped() {
    if dropped.isEmpty { return }
    dropped.forEach { capabilities[Int($0)] = nil }
    dropped.removeAll()
  }
}
