public import Synchronization

/// Something a capability pointer can stand for. The RPC layer says what.
public typealias CapabilityObject = AnyObject & Sendable

/// The memory of a message, and what reading it may still cost.
///
/// Readers and builders hold an arena strongly, so no use of them can outlive the memory. An arena that a `Message` owns never
/// changes, apart from `budget`, which is atomic, and is therefore shared between threads. One that a `MessageBuilder` owns
/// is reached by builders only, which are not `Sendable`; it becomes a message's when nothing else refers to it.
@usableFromInline final class Arena: @unchecked Sendable {
  /// The first segment. Where there is no `table`, the others lie behind it.
  @exclusivity(unchecked) @usableFromInline var first: UnsafeMutablePointer<Segment>
  /// The segments of an arena that grew.
  @exclusivity(unchecked) @usableFromInline
  var table: UnsafeMutablePointer<UnsafeMutablePointer<Segment>>?
  @exclusivity(unchecked) @usableFromInline var count: Int
  /// The segment that new objects go to.
  @exclusivity(unchecked) @usableFromInline var current: UnsafeMutablePointer<Segment>
  /// The words that can still be read; `Int.max` stands for no limit.
  @usableFromInline let budget: Atomic<Int>
  @exclusivity(unchecked) @usableFromInline var nesting: UInt16
  @exclusivity(unchecked) @usableFromInline var capabilities: [(any CapabilityObject)?]
  /// The first thing that went wrong while building.
  @exclusivity(unchecked) @usableFromInline var failure: CapnProtoError?
  /// Whoever owns the memory, if the arena does not.
  @usableFromInline let owner: AnyObject?
  @usableFromInline var capacityOfTable = 0
  /// The room in all segments, in words.
  @exclusivity(unchecked) var totalCapacity = 0
  /// The most room there may be in all segments, in words.
  @exclusivity(unchecked) var capacityLimit = Int.max
  /// Capabilities whose pointers were erased.
  @exclusivity(unchecked) var dropped = PlainNumbers()

  /// An arena over segments that lie one behind the other at `segments`.
  ///
  /// - Parameters:
  ///   - segments: The descriptions, in memory that `owner` keeps, or that this arena takes over if there is none.
  ///   - count: How many there are.
  ///   - owner: What keeps descriptions and words alive.
  ///   - limits: What reading may cost.
  ///   - capabilities: What capability pointers stand for.
  @usableFromInline init(
    segments: UnsafeMutablePointer<Segment>, count: Int, owner: AnyObject?, limits: Limits,
    capabilities: [(any CapabilityObject)?]
  ) {
    first = segments
    table = nil
    self.count = count
    current = segments
    budget = Atomic(max(limits.traversalWords, 0))
    nesting = limits.nesting
    self.capabilities = capabilities
    failure = nil
    self.owner = owner
  }

  /// An arena to build in.
  ///
  /// - Parameter words: The room in the first segment.
  @usableFromInline init(firstSegmentWords words: Int) {
    let chunk = Arena.makeChunk(words: words, id: 0)
    first = chunk
    current = chunk
    count = 1
    table = nil
    budget = Atomic(.max)
    nesting = UInt16.max
    capabilities = []
    failure = nil
    owner = nil
    totalCapacity = words
  }

  /// Where readers of nothing belong: one word, zero, which is a null pointer.
  @usableFromInline static let none: Arena = {
    let arena = Arena(firstSegmentWords: 1)
    _ = Arena.take(1, from: arena.first)
    return arena
  }()

  deinit {
    dropped.removeAll()
    if owner != nil { return }
    if let table {
      for index in 0..<count { UnsafeMutableRawPointer(table[index]).deallocate() }
      table.deallocate()
    } else {
      UnsafeMutableRawPointer(first).deallocate()
    }
  }

  /// The room that descriptions take before the words, in bytes.
  @inlinable static func headerBytes(segments: Int) -> Int {
    (segments &* MemoryLayout<Segment>.stride &+ 7) & ~7
  }

  /// A segment with its description in front of it, in one piece of memory.
  @usableFromInline static func makeChunk(words: Int, id: UInt32) -> UnsafeMutablePointer<Segment> {
    let header = headerBytes(segments: 1)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: header + words * 8, alignment: MemoryLayout<Segment>.alignment)
    let segment = memory.bindMemory(to: Segment.self, capacity: 1)
    segment.initialize(
      to: Segment(base: memory + header, words: 0, capacity: words, cleared: 0, id: id))
    return segment
  }

  @inlinable func segment(_ id: UInt32) -> UnsafeMutablePointer<Segment>? {
    guard Int(truncatingIfNeeded: id) < count, Int(truncatingIfNeeded: id) >= 0 else { return nil }
    if let table { return table[Int(id)] }
    return first + Int(id)
  }

  /// Pays for words that are about to be read.
  ///
  /// A load and a store, not an exchange: threads that read at the same moment may pay once for what each of them reads.
  @inlinable func charge(_ words: Int) throws(CapnProtoError) {
    guard pay(words) else { throw CapnProtoError(.traversalLimit) }
  }

  @inlinable @inline(__always) func pay(_ words: Int) -> Bool {
    let left = budget.load(ordering: .relaxed)
    if left == .max { return true }
    guard words <= left else { return false }
    budget.store(left &- words, ordering: .relaxed)
    return true
  }

  /// The words in use, all segments together.
  @usableFromInline var totalWords: Int {
    var total = 0
    for index in 0..<count { total += segment(UInt32(index))?.pointee.words ?? 0 }
    return total
  }
}
