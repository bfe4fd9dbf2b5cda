/// The types of the locals of one function, and which of them are set.
///
/// A body of a few bytes can declare as many locals as the limit allows, so only a number in
/// proportion to the code is laid out one by one; the rest is looked up among the runs.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#variable-instructions
struct LocalTypes: ~Copyable {
  /// The number of locals, parameters included.
  private(set) var count = 0
  private var parameterCount = 0
  /// The types of the parameters and of the first other locals.
  private var expanded: UnsafeMutablePointer<UInt32>
  private var expandedCount = 0
  private var capacity = 64
  /// The declared locals: the index after the run, and the type.
  private var runs: [(end: Int, type: UInt32)] = []
  /// Whether any local must be set before it is read.
  private(set) var needsSetting = false
  /// Those that were set, and in which order that was found.
  private var isSet = IndexSet()
  private var setOrder: [UInt32] = []

  init() { expanded = .allocate(capacity: capacity) }

  deinit { expanded.deallocate() }

  mutating func removeAll() {
    count = 0
    parameterCount = 0
    expandedCount = 0
    runs.removeAll(keepingCapacity: true)
    needsSetting = false
    setOrder.removeAll(keepingCapacity: true)
  }

  /// Lays out the locals of a function.
  ///
  /// - Parameters:
  ///   - parameters: the types of the parameters.
  ///   - declared: the other locals.
  ///   - codeSize: the number of bytes of code, to which the effort is kept in proportion.
  mutating func replace(
    parameters: UnsafeBufferPointer<UInt32>, declared: [ModuleStructure.LocalRun], codeSize: Int
  ) {
    removeAll()
    parameterCount = parameters.count
    count = parameterCount
    for run in declared where run.count > 0 {
      count += Int(run.count)
      runs.append((count, run.type.bits))
      if !run.type.isDefaultable { needsSetting = true }
    }
    if needsSetting { isSet = IndexSet(count: count) }
    expandedCount = min(count, parameterCount + 64 + codeSize)
    if expandedCount > capacity {
      expanded.deallocate()
      capacity = expandedCount * 2
      expanded = .allocate(capacity: capacity)
    }
    if let types = parameters.baseAddress { expanded.update(from: types, count: parameterCount) }
    var start = parameterCount
    for run in runs {
      let end = min(run.end, expandedCount)
      guard start < end else { break }
      (expanded + start).update(repeating: run.type, count: end - start)
      start = end
    }
  }

  /// The type of a local; `nil` if there is none of that index.
  @inline(__always)
  func type(_ index: UInt32) -> UInt32? {
    Int(index) < expandedCount ? expanded[Int(index)] : searchedType(index)
  }

  @inline(never)
  private func searchedType(_ index: UInt32) -> UInt32? {
    guard index < count else { return nil }
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= Int(index) { low = middle + 1 } else { high = middle }
    }
    return low < runs.count ? runs[low].type : nil
  }

  /// The number of locals that were set, to return to.
  var setCount: Int { setOrder.count }

  /// Notes that a local was set.
  mutating func set(_ index: UInt32) {
    guard !isSet.contains(index) else { return }
    isSet.insert(index)
    setOrder.append(index)
  }

  /// Whether a local has a value.
  func isReadable(_ index: UInt32, _ type: UInt32) -> Bool {
    index < parameterCount || ValueType(bits: type).isDefaultable || isSet.contains(index)
  }

  /// Forgets what was set since there were `count` that were.
  mutating func unset(downTo count: Int) {
    while setOrder.count > count, let index = setOrder.popLast() { isSet.remove(index) }
  }
}
