/// The layout of a union: the room its members share.
final class UnionLayout {
  /// A part of the data section that every member may use.
  struct Location {
    var log: Int
    var offset: Int
  }

  let parent: any LayoutScope
  fileprivate(set) var locations: [Location] = []
  fileprivate(set) var pointers: [Int] = []
  private var memberCount = 0
  /// Where the tag is, in multiples of 16 bits.
  private(set) var discriminantOffset: Int?

  init(parent: any LayoutScope) { self.parent = parent }

  /// Finds room for the tag, unless it has some.
  ///
  /// - Returns: whether it had none.
  @discardableResult
  func addDiscriminant() -> Bool {
    guard discriminantOffset == nil else { return false }
    discriminantOffset = parent.addData(log: 4)
    return true
  }

  /// Notes that a member has its first field: the second one of these makes the tag necessary.
  fileprivate func addMember() {
    memberCount += 1
    if memberCount == 2 { addDiscriminant() }
  }

  fileprivate func addLocation(log: Int) -> Int {
    let offset = parent.addData(log: log)
    locations.append(Location(log: log, offset: offset))
    return offset
  }

  fileprivate func addPointer() -> Int {
    let pointer = parent.addPointer()
    pointers.append(pointer)
    return pointer
  }

  /// Makes a location at least so large.
  fileprivate func expand(_ index: Int, to log: Int) -> Bool {
    let location = locations[index]
    let doublings = log - location.log
    guard doublings > 0 else { return true }
    guard
      parent.expandData(log: location.log, offset: location.offset, doublings: doublings)
    else { return false }
    locations[index] = Location(log: log, offset: location.offset >> doublings)
    return true
  }
}

/// The layout of a member of a union: a field, or a group of them.
///
/// It takes room in the order of the fields' numbers: from the room that earlier members opened,
/// where it fits best; else by making that room larger; else as new room.
final class UnionMemberLayout: LayoutScope {
  private let union: UnionLayout
  /// What the member uses of each location, as far as it has looked at them.
  private var usages: [LocationUsage] = []
  /// The locations that may have room left; a location of a full word is never free again.
  private var open: [Int] = []
  private var pointersUsed = 0
  private var isEmpty = true

  init(_ union: UnionLayout) { self.union = union }

  func addVoid() {
    addMember()
    // A union around this one must know too: its tag has its place before its second member.
    union.parent.addVoid()
  }

  private func addMember() {
    guard isEmpty else { return }
    isEmpty = false
    union.addMember()
  }

  func addData(log: Int) -> Int {
    addMember()
    while usages.count < union.locations.count {
      open.append(usages.count)
      usages.append(LocationUsage())
    }
    var best: (size: Int, index: Int)?
    var isAnyFull = false
    for index in open {
      if usages[index].isFull { isAnyFull = true }
      let size = usages[index].smallestHole(atLeast: log, in: union.locations[index])
      if let size, size < best?.size ?? .max { best = (size, index) }
    }
    if isAnyFull { open.removeAll { usages[$0].isFull } }
    if let best {
      return place(usages[best.index].allocate(log: log), log, best.index)
    }
    for index in open {
      if let offset = allocateByExpanding(index, log) { return offset }
    }
    let offset = union.addLocation(log: log)
    open.append(usages.count)
    usages.append(LocationUsage(log: log))
    return offset
  }

  /// The offset in the struct of an offset in a location.
  private func place(_ offset: Int, _ log: Int, _ index: Int) -> Int {
    let location = union.locations[index]
    return location.offset << (location.log - log) + offset
  }

  private func allocateByExpanding(_ index: Int, _ log: Int) -> Int? {
    guard let used = usages[index].log else {
      guard union.expand(index, to: log) else { return nil }
      usages[index] = LocationUsage(log: log)
      return place(0, log, index)
    }
    guard expandUsage(index, to: max(used, log) + 1, leavesHoles: true),
      let offset = usages[index].takeHole(log: log)
    else { return nil }
    return place(offset, log, index)
  }

  private func expandUsage(_ index: Int, to log: Int, leavesHoles: Bool) -> Bool {
    guard log <= 6 else { return false }
    if log > union.locations[index].log, !union.expand(index, to: log) { return false }
    usages[index].grow(to: log, leavesHoles: leavesHoles)
    return true
  }

  func noteDispute() { union.parent.noteDispute() }

  func addPointer() -> Int {
    addMember()
    defer { pointersUsed += 1 }
    return pointersUsed < union.pointers.count ? union.pointers[pointersUsed] : union.addPointer()
  }

  func expandData(log: Int, offset: Int, doublings: Int) -> Bool {
    guard log + doublings <= 6, offset & ((1 << doublings) - 1) == 0 else { return false }
    let index = usages.indices.first { index in
      let location = union.locations[index]
      return location.log >= log && offset >> (location.log - log) == location.offset
    }
    guard let index else { return false }
    let location = union.locations[index]
    let local = offset - location.offset << (location.log - log)
    guard local == 0, usages[index].log == log else {
      // Other fields follow it there, so only holes between it and them can be joined.
      return usages[index].expandInside(log: log, offset: local, doublings: doublings)
    }
    guard expandUsage(index, to: log + doublings, leavesHoles: false) else { return false }
    // The first compilers thought that the new room was free for others.
    noteDispute()
    return true
  }
}
