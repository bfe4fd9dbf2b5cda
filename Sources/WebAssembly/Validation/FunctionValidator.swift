/// Checks function bodies and constant expressions by the algorithm of the specification.
///
/// One instance serves all bodies of a module, so that its stacks are allocated once. The stacks
/// grow with the operators read, up to limits; nothing in the loop allocates or retains.
///
/// Specification: https://webassembly.github.io/spec/core/appendix/algorithm.html
struct FunctionValidator: ~Copyable {
  let context: ValidationContext
  let bytes: UnsafeBufferPointer<UInt8>
  var reader: BinaryReader
  /// The offset of the operator being checked, for errors.
  var operatorOffset = 0
  /// What to do by opcode: in code, or in constant expressions.
  var rows: UnsafePointer<OperatorRow>
  /// One bit per enabled feature.
  let enabled: UInt32

  /// The operand stack: packed value types, ``ValueType/bottom`` for any.
  var operands: UnsafeMutablePointer<UInt32>
  var operandCapacity: Int
  /// The number of operands.
  var height = 0
  /// The number of operands below the current block, which it can't touch.
  var base = 0
  /// Whether the current block goes on after an instruction that never completes.
  var isUnreachable = false

  /// The control stack; the last frame is the current block.
  var frames: UnsafeMutablePointer<ControlFrame>
  var frameCapacity: Int
  var frameCount = 0

  var locals = LocalTypes()

  /// In constant expressions, the number of globals that are there already.
  var globalCount = 0
  var isConstant = false

  /// Counts `br_table` operators, to tell labels that were checked for the current one.
  var branchTableCount: UInt32 = 0

  /// - Parameters:
  ///   - context: the module around the code.
  ///   - bytes: the module's bytes; must outlive the validator.
  init(_ context: ValidationContext, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.context = context
    self.bytes = bytes
    reader = BinaryReader(bytes, range: 0..<0)
    rows = OperatorTable.code
    enabled = context.features.rawValue
    // No larger than the limits, for those are checked only when a stack grows.
    operandCapacity = max(1, min(256, context.limits.operands))
    // The body itself is a block, but no nested one.
    frameCapacity = max(1, min(64, context.limits.blockNesting + 1))
    operands = .allocate(capacity: operandCapacity)
    frames = .allocate(capacity: frameCapacity)
  }

  deinit {
    operands.deallocate()
    frames.deallocate()
  }

  /// Checks the body of one defined function.
  ///
  /// - Parameters:
  ///   - number: the position of the body in the module, which must be the context's.
  ///   - module: the module.
  mutating func validateBody(
    _ number: Int, of module: borrowing ModuleStructure
  ) throws(ModuleError) {
    let index = module.importedFunctionCount + number
    guard number < module.bodies.count, index < context.functions.count else { return }
    let body = module.bodies[number]
    let functionIndex = UInt32(truncatingIfNeeded: index)
    reader = BinaryReader(bytes, range: body.code, functionIndex: functionIndex)
    operatorOffset = body.code.lowerBound
    rows = OperatorTable.code
    isConstant = false
    globalCount = context.globals.count
    let type = context.composites[Int(context.functions[index])]
    do throws(ModuleError) {
      try setLocals(parameters: type.parameters, runs: body.locals)
      try validateExpression(results: type.results)
    } catch {
      // What is malformed goes before what is invalid.
      throw BinaryReader.malformedBody(body.code, in: bytes, functionIndex: functionIndex) ?? error
    }
  }

  /// Checks a constant expression.
  ///
  /// - Parameters:
  ///   - range: the expression, with its `end`.
  ///   - type: the type of value it must have.
  ///   - globalCount: the number of globals it can name; all by default.
  mutating func validateConstant(
    _ range: Range<Int>, type: ValueType, globalCount: Int? = nil
  ) throws(ModuleError) {
    reader = BinaryReader(bytes, range: range)
    operatorOffset = range.lowerBound
    rows = OperatorTable.constant
    isConstant = true
    self.globalCount = globalCount ?? context.globals.count
    locals.removeAll()
    try validateExpression(results: TypeList(type.bits))
  }

  private mutating func validateExpression(results: TypeList) throws(ModuleError) {
    height = 0
    base = 0
    isUnreachable = false
    frameCount = 0
    try pushFrame(.block, parameters: .empty, results: results)
    try validateOperators()
    guard reader.isAtEnd else {
      throw reader.malformed("END opcode expected", at: reader.position)
    }
  }

  /// An error about the current operator.
  @inline(never)
  func invalid(_ message: String) -> ModuleError { reader.invalid(message, at: operatorOffset) }
}

/// A block that is being checked.
struct ControlFrame {
  var parameters: TypeList
  var results: TypeList
  /// The number of operands below the block.
  var base: Int
  /// The number of locals that were known to be set when the block began.
  var setCount: Int
  var kind: Kind
  var isUnreachable: Bool
  /// The last `br_table` whose label for this block was checked.
  var branchTable: UInt32

  enum Kind: UInt8 {
    case block, loop, `if`, `else`, tryTable
  }

  /// What a branch to the block takes.
  var label: TypeList { kind == .loop ? parameters : results }
}
