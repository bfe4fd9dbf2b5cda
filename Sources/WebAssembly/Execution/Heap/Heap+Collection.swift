/// Collections: all that can't be reached any more is freed.
extension Heap {
  /// Collects now.
  ///
  /// - Parameter forced: whether it is done because the limit was reached.
  func collect(forced: Bool) {
    collectionCount += 1
    for index in classes.indices {
      cursors[index].next = 0
      cursors[index].end = 0
      for block in classes[index].blocks { block.beginCollection() }
    }
    for block in largeBlocks { block.beginCollection() }
    markRoots()
    drain()
    // The values themselves go when everything here is in order again: what they do then is the
    // host's business, and may well come back to this heap.
    let dead = boxes.takeUnmarked()
    _ = exceptionTags.takeUnmarked()
    sweep()
    marks.shrink()
    allocatedByteCount = 0
    wasForced = forced
    threshold = max(minimumThreshold, liveByteCount)
    withExtendedLifetime(dead) {}
  }

  /// Marks the object a reference points to.
  @inline(__always)
  func mark(_ reference: UInt64) {
    if reference == 0 || HeapObject.isInteger(reference) { return }
    guard HeapBlock(of: UInt(reference)).mark(UInt(reference)) else { return }
    if HeapObject.type(reference).pointee.holdsReferences { marks.push(UInt(reference)) }
  }

  /// Marks the object a word points to, if it is a reference to one.
  @inline(__always)
  func markPerhaps(_ word: UInt) {
    guard let block = table.block(of: word), block.wasObject(word) else { return }
    mark(UInt64(word))
  }

  /// Marks a run of words of which some may be references.
  func markPerhaps(from start: UnsafeRawPointer, to end: UnsafeRawPointer) {
    var position = start
    while position < end {
      markPerhaps(position.load(as: UInt.self))
      position += 8
    }
  }

  /// Marks what marked objects refer to, until there is nothing left to mark.
  private func drain() {
    while let entry = marks.pop() {
      let object = HeapObject.at(UInt64(entry.object))
      let type = HeapObject.type(UInt64(entry.object))
      switch type.pointee.shape {
      case .array: markElements(object, from: entry.element)
      case .exception:
        // What its values are is known to its tag alone, so they are treated as slots are.
        let count = Int(object.load(fromByteOffset: HeapObject.payloadCount, as: UInt32.self))
        let start = object + HeapObject.payload
        markPerhaps(from: start, to: start + 8 * count)
      case .structure, .host:
        for position in 0..<Int(type.pointee.referenceCount) {
          let offset = Int(type.pointee.references[position])
          mark(object.load(fromByteOffset: offset, as: UInt64.self))
        }
      }
    }
  }

  /// How many elements of an array are marked before those that they refer to.
  private static let elementsAtOnce = 512

  /// Marks elements of an array; the rest of a long one is left for later, so that the mark stack
  /// stays small.
  private func markElements(_ array: UnsafeMutableRawPointer, from first: Int) {
    let count = Int(array.load(fromByteOffset: HeapObject.count, as: UInt32.self))
    let end = min(count, first + Heap.elementsAtOnce)
    if end < count { marks.push(UInt(bitPattern: array), from: end) }
    let elements = (array + Int(HeapObject.elements)).assumingMemoryBound(to: UInt64.self)
    for position in first..<max(first, end) { mark(elements[position]) }
  }
}

/// Objects that are marked while what they refer to is not yet.
///
/// A collection must not recurse: the native stack is small and a list may be long.
struct MarkStack: ~Copyable {
  private var words: UnsafeMutablePointer<UInt>
  private var capacity = MarkStack.smallest
  private var count = 0

  private static let smallest = 1024

  init() { words = .allocate(capacity: capacity) }

  deinit { words.deallocate() }

  @inline(__always)
  mutating func push(_ object: UInt) {
    if count == capacity { grow() }
    words[count] = object
    count += 1
  }

  /// Leaves an array for later, from an element on.
  mutating func push(_ array: UInt, from element: Int) {
    push(UInt(bitPattern: element))
    // Objects have even addresses, so the lowest bit tells that an element stands below.
    push(array | 1)
  }

  @inline(__always)
  mutating func pop() -> (object: UInt, element: Int)? {
    if count == 0 { return nil }
    count -= 1
    let word = words[count]
    if word & 1 == 0 { return (word, 0) }
    count -= 1
    return (word & ~1, Int(bitPattern: words[count]))
  }

  private mutating func grow() {
    let grown = UnsafeMutablePointer<UInt>.allocate(capacity: capacity * 2)
    grown.update(from: words, count: count)
    words.deallocate()
    words = grown
    capacity *= 2
  }

  /// Gives memory back after a collection.
  mutating func shrink() {
    guard capacity > 1 << 17 else { return }
    words.deallocate()
    capacity = MarkStack.smallest
    words = .allocate(capacity: capacity)
  }
}
