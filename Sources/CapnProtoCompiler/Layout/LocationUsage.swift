/// What a member of a union uses of a location.
struct LocationUsage {
  /// The size of the part in use, from the start of the location; `nil` for none.
  private(set) var log: Int?
  /// Unused room inside of that part; offsets count from the start of the location.
  private var holes = HoleSet()

  init() {}

  init(log: Int) { self.log = log }

  /// Whether there is and will be no room: a full word is used without holes.
  var isFull: Bool { log == 6 && holes.isEmpty }

  /// The size of the best room for a field that needs no larger location.
  func smallestHole(atLeast size: Int, in location: UnionLayout.Location) -> Int? {
    guard let log else { return size <= location.log ? location.log : nil }
    if size >= log { return size < location.log ? size : nil }
    return holes.smallest(atLeast: size) ?? (log < location.log ? log : nil)
  }

  /// Takes the room that `smallestHole` found.
  ///
  /// - Returns: the offset in the location, in multiples of the size.
  mutating func allocate(log size: Int) -> Int {
    guard let used = log else {
      log = size
      return 0
    }
    if size >= used {
      // Behind what is in use, which grows to twice the new field.
      holes.addHoles(log: used, offset: 1, limit: size)
      log = size + 1
      return 1
    }
    if let offset = holes.allocate(log: size) { return offset }
    // The part in use doubles, and the field goes to the start of its new half.
    let offset = 1 << (used - size)
    holes.addHoles(log: size, offset: offset + 1, limit: used)
    log = used + 1
    return offset
  }

  /// Makes the part in use larger; what is new is a hole, unless a larger field takes it.
  mutating func grow(to size: Int, leavesHoles: Bool) {
    if leavesHoles, let log { holes.addHoles(log: log, offset: 1, limit: size) }
    log = size
  }

  mutating func takeHole(log size: Int) -> Int? { holes.allocate(log: size) }

  mutating func expandInside(log: Int, offset: Int, doublings: Int) -> Bool {
    holes.expand(log: log, offset: offset, doublings: doublings)
  }
}
