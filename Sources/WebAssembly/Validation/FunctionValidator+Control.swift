/// Blocks and branches.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions
extension FunctionValidator {
  /// Begins a block whose parameters have been popped, and pushes them again.
  mutating func pushFrame(
    _ kind: ControlFrame.Kind, parameters: TypeList, results: TypeList
  ) throws(ModuleError) {
    if frameCount == frameCapacity { try growFrames() }
    if frameCount > 0 { frames[frameCount - 1].isUnreachable = isUnreachable }
    let frame = ControlFrame(
      parameters: parameters, results: results, base: height, setCount: locals.setCount,
      kind: kind, isUnreachable: false, branchTable: 0)
    (frames + frameCount).initialize(to: frame)
    frameCount += 1
    base = height
    isUnreachable = false
    try push(parameters)
  }

  @inline(never)
  private mutating func growFrames() throws(ModuleError) {
    let limit = context.limits.blockNesting
    guard frameCount <= limit else {
      throw reader.exceeded("nested blocks", frameCount, limit: limit, at: operatorOffset)
    }
    let capacity = min(frameCapacity * 2, limit + 1)
    let larger = UnsafeMutablePointer<ControlFrame>.allocate(capacity: capacity)
    larger.moveInitialize(from: frames, count: frameCount)
    frames.deallocate()
    frames = larger
    frameCapacity = capacity
  }

  /// Ends the current block: its results must be on the stack, and nothing else.
  private mutating func popFrame() throws(ModuleError) -> ControlFrame {
    // The loop runs only while there is a frame.
    let frame = frames[frameCount - 1]
    try pop(frame.results)
    guard height == base else {
      throw invalid("type mismatch: \(height - base) values too many at the end of the block")
    }
    if locals.needsSetting { locals.unset(downTo: frame.setCount) }
    frameCount -= 1
    if frameCount > 0 {
      base = frames[frameCount - 1].base
      isUnreachable = frames[frameCount - 1].isUnreachable
    }
    return frame
  }

  /// What follows in the current block can't be reached.
  @inline(__always)
  mutating func setUnreachable() {
    height = base
    isUnreachable = true
  }

  mutating func readBlockType() throws(ModuleError) -> (parameters: TypeList, results: TypeList) {
    switch try reader.blockType() {
    case .empty: return (.empty, .empty)
    case .value(let type):
      try check(type)
      return (.empty, TypeList(type.bits))
    case .index(let index):
      let type = try functionType(index)
      return (type.parameters, type.results)
    }
  }

  @inline(__always)
  mutating func block(_ kind: ControlFrame.Kind) throws(ModuleError) {
    let type = try readBlockType()
    try pop(type.parameters)
    try pushFrame(kind, parameters: type.parameters, results: type.results)
  }

  mutating func end() throws(ModuleError) {
    let frame = try popFrame()
    // Without an `else`, the parameters are the results.
    if frame.kind == .if && !matches(frame.parameters, frame.results) {
      throw invalid("type mismatch: if without else must leave its parameters")
    }
    if frameCount > 0 { try push(frame.results) }
  }

  mutating func elseBranch() throws(ModuleError) {
    guard frames[frameCount - 1].kind == .if else {
      throw reader.malformed("END opcode expected", at: operatorOffset)
    }
    let frame = try popFrame()
    try pushFrame(.else, parameters: frame.parameters, results: frame.results)
  }

  /// Reads a label and returns what a branch to it takes.
  @inline(__always)
  mutating func label() throws(ModuleError) -> TypeList {
    let depth = try reader.u32()
    guard depth < frameCount else { throw invalid("unknown label \(depth)") }
    return frames[frameCount - 1 - Int(depth)].label
  }

  @inline(__always)
  mutating func branch() throws(ModuleError) {
    try pop(try label())
    setUnreachable()
  }

  @inline(__always)
  mutating func branchIf() throws(ModuleError) {
    let label = try label()
    try pop(ValueType.i32.bits)
    try pop(label)
    try push(label)
  }

  mutating func branchTable() throws(ModuleError) {
    let count = try reader.count(limit: context.limits.branchTableLabels, of: "labels")
    try pop(ValueType.i32.bits)
    branchTableCount &+= 1
    if branchTableCount == 0 { branchTableCount = 1 }
    var arity: Int?
    var checked: TypeList?
    for _ in 0...count {
      let depth = try reader.u32()
      guard depth < frameCount else { throw invalid("unknown label \(depth)") }
      let position = frameCount - 1 - Int(depth)
      // Each block is looked at once per table, however often it occurs.
      if frames[position].branchTable == branchTableCount { continue }
      frames[position].branchTable = branchTableCount
      let label = frames[position].label
      if label == checked { continue }
      guard arity == nil || arity == label.length else {
        throw invalid("type mismatch: labels of a br_table take different numbers of values")
      }
      arity = label.length
      try checkTop(label)
      checked = label
    }
    setUnreachable()
  }

  mutating func returnFromFunction() throws(ModuleError) {
    try pop(frames[0].results)
    setUnreachable()
  }

  mutating func select() throws(ModuleError) {
    try pop(ValueType.i32.bits)
    let second = ValueType(bits: try popAny())
    let first = ValueType(bits: try popAny())
    guard !first.isReference && !second.isReference else {
      throw invalid("type mismatch: select without a type takes no references")
    }
    guard first == second || first == .bottom || second == .bottom else {
      throw invalid("type mismatch: select between \(first) and \(second)")
    }
    try push(first == .bottom ? second.bits : first.bits)
  }

  mutating func selectTyped() throws(ModuleError) {
    let count = try reader.count()
    guard count == 1 else { throw invalid("invalid result arity") }
    let type = try reader.valueType()
    try check(type)
    try pop(ValueType.i32.bits)
    try pop(type.bits)
    try pop(type.bits)
    try push(type.bits)
  }
}
