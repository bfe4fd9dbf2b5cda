/// Where the locals of one function stand.
///
/// A body of a few bytes can declare as many locals as the limit allows, so only a number in
/// proportion to the code is laid out one by one; the rest is looked up among the runs.
struct LocalSlots {
  private var near: [Int32] = []
  private(set) var runs = LocalRuns()
  private(set) var count = 0

  @inline(__always)
  subscript(local: Int) -> Int32 { local < near.count ? near[local] : runs.slot(of: local) }

  /// Adds locals of one type.
  ///
  /// - Parameters:
  ///   - slot: where the first one stands.
  ///   - room: up to how many locals are laid out in all.
  mutating func append(_ added: Int, _ type: ValueType, at slot: Int32, room: Int) {
    guard added > 0 else { return }
    runs.append(first: count, slot: slot, type: type)
    count += added
    let step = Int32(type.slotCount)
    while near.count < min(count, room) {
      near.append(slot + Int32(truncatingIfNeeded: near.count - (count - added)) * step)
    }
  }
}

/// The types of the locals of one function.
struct LocalValueTypes {
  private var near: [ValueType] = []
  private var runs = LocalRuns()

  init() {}

  init(_ slots: LocalSlots, room: Int) {
    runs = slots.runs
    near.reserveCapacity(min(slots.count, room))
    for local in 0..<min(slots.count, room) { near.append(runs.type(of: local)) }
  }

  @inline(__always)
  subscript(local: Int) -> ValueType { local < near.count ? near[local] : runs.type(of: local) }
}

/// Per local, the stack position of the newest operand read from it, or -1.
struct LocalUses {
  private var near: [Int32] = []
  private var far: [Int: Int32] = [:]

  init() {}

  init(count: Int) { near = [Int32](repeating: -1, count: count) }

  @inline(__always)
  subscript(local: Int) -> Int32 {
    get { local < near.count ? near[local] : far[local] ?? -1 }
    set {
      if local < near.count { near[local] = newValue } else { setFar(local, newValue) }
    }
  }

  @inline(never)
  private mutating func setFar(_ local: Int, _ value: Int32) {
    far[local] = value < 0 ? nil : value
  }
}

/// Locals declared together.
struct LocalRuns {
  private var runs: [(first: Int, slot: Int32, type: ValueType)] = []

  mutating func append(first: Int, slot: Int32, type: ValueType) {
    runs.append((first, slot, type))
  }

  func slot(of local: Int) -> Int32 {
    let run = runs[position(of: local)]
    return run.slot + Int32(truncatingIfNeeded: local - run.first) * Int32(run.type.slotCount)
  }

  func type(of local: Int) -> ValueType { runs[position(of: local)].type }

  /// The last run that begins at the local or before; validation has seen that there is one.
  private func position(of local: Int) -> Int {
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].first <= local { low = middle } else { high = middle }
    }
    return low
  }
}
