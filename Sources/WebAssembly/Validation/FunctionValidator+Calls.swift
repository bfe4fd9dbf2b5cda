/// Calls and exceptions.
extension FunctionValidator {
  /// The function type of an index.
  func functionType(_ index: UInt32) throws(ModuleError) -> FlatComposite {
    guard index < context.composites.count else { throw invalid("unknown type \(index)") }
    let type = context.composites[Int(index)]
    guard type.shape == .function else {
      throw invalid("unknown type \(index): not a function type")
    }
    return type
  }

  /// Reads a function index and returns the function's type.
  @inline(__always)
  private mutating func callee() throws(ModuleError) -> FlatComposite {
    let index = try reader.u32()
    guard index < context.functions.count else { throw invalid("unknown function \(index)") }
    // The types of functions were checked before.
    return context.composites[Int(context.functions[Int(index)])]
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions
  @inline(__always)
  mutating func call() throws(ModuleError) {
    let type = try callee()
    try pop(type.parameters)
    try push(type.results)
  }

  mutating func returnCall() throws(ModuleError) { try tailCall(try callee()) }

  mutating func callIndirect() throws(ModuleError) {
    let type = try indirectCallee()
    try pop(type.parameters)
    try push(type.results)
  }

  mutating func returnCallIndirect() throws(ModuleError) { try tailCall(try indirectCallee()) }

  mutating func callReference() throws(ModuleError) {
    let type = try referenceCallee()
    try pop(type.parameters)
    try push(type.results)
  }

  mutating func returnCallReference() throws(ModuleError) { try tailCall(try referenceCallee()) }

  /// Reads type and table, and pops the position in the table.
  private mutating func indirectCallee() throws(ModuleError) -> FlatComposite {
    let typeIndex = try reader.u32()
    let table = try table()
    guard matches(table.element, ValueType.funcref.bits) else {
      throw invalid("type mismatch: call through a table of \(ValueType(bits: table.element))")
    }
    let type = try functionType(typeIndex)
    try pop(table.address)
    return type
  }

  /// Reads a type, and pops a reference to a function of it.
  private mutating func referenceCallee() throws(ModuleError) -> FlatComposite {
    let index = try reader.u32()
    let type = try functionType(index)
    try pop(ValueType.reference(.index(index), nullable: true).bits)
    return type
  }

  private mutating func tailCall(_ type: FlatComposite) throws(ModuleError) {
    guard matches(type.results, frames[0].results) else {
      throw invalid("type mismatch: results of the callee are not those of the caller")
    }
    try pop(type.parameters)
    setUnreachable()
  }

  // MARK: Exceptions

  /// Reads a tag and returns what it carries.
  private mutating func tag(_ index: UInt32) throws(ModuleError) -> TypeList {
    guard index < context.tags.count else { throw invalid("unknown tag \(index)") }
    return context.composites[Int(context.tags[Int(index)])].parameters
  }

  mutating func throwException() throws(ModuleError) {
    try pop(try tag(try reader.u32()))
    setUnreachable()
  }

  mutating func throwReference() throws(ModuleError) {
    try pop(ValueType.reference(.exception, nullable: true).bits)
    setUnreachable()
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#valid-catch
  mutating func tryTable() throws(ModuleError) {
    let type = try readBlockType()
    try pop(type.parameters)
    for _ in 0..<(try reader.count()) {
      let clause = try reader.catchClause()
      guard clause.label < frameCount else { throw invalid("unknown label \(clause.label)") }
      let label = frames[frameCount - 1 - Int(clause.label)].label
      let carried = try clause.tag.map { (index) throws(ModuleError) in try tag(index) } ?? .empty
      guard matches(carried, reference: clause.pushesReference, label) else {
        throw invalid("type mismatch: label \(clause.label) does not take what is caught")
      }
    }
    try pushFrame(.tryTable, parameters: type.parameters, results: type.results)
  }

  /// Whether a list, perhaps with a reference to an exception after it, fits a label.
  private mutating func matches(
    _ carried: TypeList, reference: Bool, _ label: TypeList
  ) -> Bool {
    if !reference { return matches(carried, label) }
    let length = carried.length
    guard label.length == length + 1 else { return false }
    let exception = ValueType.reference(.exception, nullable: false).bits
    guard matches(exception, type(label, at: length)) else { return false }
    for offset in 0..<length
    where !matches(type(carried, at: offset), type(label, at: offset)) {
      return false
    }
    return true
  }
}
