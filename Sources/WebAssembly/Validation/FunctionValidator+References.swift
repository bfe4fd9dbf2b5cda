/// References, and branches on them.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#reference-instructions
extension FunctionValidator {
  /// Checks a type written in the code: known, and of an enabled feature.
  @inline(__always)
  func check(_ type: ValueType) throws(ModuleError) {
    if !type.isNumber { try checkOther(type) }
  }

  @inline(never)
  private func checkOther(_ type: ValueType) throws(ModuleError) {
    if let index = type.heapType?.typeIndex, index >= context.composites.count {
      throw invalid("unknown type \(index)")
    }
    guard context.features.contains(type.feature) else {
      throw ModuleError(
        code: .unsupported, message: "\(type.feature.name): \(type)", offset: operatorOffset,
        functionIndex: reader.functionIndex)
    }
  }

  /// Reads a heap type and makes a reference type of it.
  private mutating func readReference(nullable: Bool) throws(ModuleError) -> ValueType {
    let type = ValueType.reference(try reader.heapType(), nullable: nullable)
    // Whether null is one of the values makes no difference to the feature here.
    try check(.reference(type.heapType ?? .none, nullable: true))
    return type
  }

  mutating func refNull() throws(ModuleError) {
    try push(try readReference(nullable: true).bits)
  }

  mutating func refIsNull() throws(ModuleError) {
    _ = try popReference()
    try push(ValueType.i32.bits)
  }

  mutating func refFunc() throws(ModuleError) {
    let index = try reader.u32()
    guard index < context.functions.count else { throw invalid("unknown function \(index)") }
    guard context.declaredFunctions.contains(index) else {
      throw invalid("undeclared function reference")
    }
    try push(
      ValueType.reference(.index(context.functions[Int(index)]), nullable: false).bits)
  }

  mutating func refEq() throws(ModuleError) {
    let eqref = ValueType.reference(.eq, nullable: true).bits
    try pop(eqref)
    try pop(eqref)
    try push(ValueType.i32.bits)
  }

  mutating func refAsNonNull() throws(ModuleError) {
    try push(try popReference().nonNull.bits)
  }

  mutating func branchOnNull() throws(ModuleError) {
    let label = try label()
    let type = try popReference()
    try pop(label)
    try push(label)
    try push(type.nonNull.bits)
  }

  mutating func branchOnNonNull() throws(ModuleError) {
    let label = try label()
    guard let target = last(label) else {
      throw invalid("type mismatch: label of br_on_non_null must take a reference")
    }
    try pop(target.type.nullable.bits)
    try pop(target.rest)
    try push(target.rest)
  }

  /// The last type of a list, if it is a reference, and the types before.
  private func last(_ list: TypeList) -> (type: ValueType, rest: TypeList)? {
    let length = list.length
    guard length > 0 else { return nil }
    let type = ValueType(bits: type(list, at: length - 1))
    guard type.isReference else { return nil }
    let rest =
      list.count == TypeList.single
      ? TypeList.empty : TypeList(start: list.start, count: list.count - 1)
    return (type, rest)
  }

  // MARK: Casts

  mutating func refTest(nullable: Bool) throws(ModuleError) {
    _ = try castTarget(nullable: nullable)
    try push(ValueType.i32.bits)
  }

  mutating func refCast(nullable: Bool) throws(ModuleError) {
    try push(try castTarget(nullable: nullable).bits)
  }

  /// Reads the target of a cast, and pops a reference of its hierarchy.
  private mutating func castTarget(nullable: Bool) throws(ModuleError) -> ValueType {
    let target = try readReference(nullable: nullable)
    let top = (target.heapType ?? .any).top(in: context.types.table)
    try pop(ValueType.reference(top, nullable: true).bits)
    return target
  }

  mutating func branchOnCast(fails: Bool) throws(ModuleError) {
    let cast = try reader.castBranch()
    guard cast.label < frameCount else { throw invalid("unknown label \(cast.label)") }
    let label = frames[frameCount - 1 - Int(cast.label)].label
    try check(cast.source)
    try check(cast.target)
    guard matches(cast.target.bits, cast.source.bits) else {
      throw invalid("type mismatch: cast from \(cast.source) to \(cast.target)")
    }
    // When the target includes null, what is left of the source does not.
    let rest = cast.target.isNullable ? cast.source.nonNull : cast.source
    let (taken, kept) = fails ? (rest, cast.target) : (cast.target, rest)
    guard let target = last(label), matches(taken.bits, target.type.bits) else {
      throw invalid("type mismatch: label \(cast.label) does not take \(taken)")
    }
    try pop(cast.source.bits)
    try pop(target.rest)
    try push(target.rest)
    try push(kept.bits)
  }

  /// `any.convert_extern` and `extern.convert_any`.
  mutating func convert(from source: HeapType, to target: HeapType) throws(ModuleError) {
    let type = try popReference()
    let isNullable = type.isNullable
    guard matches(type.bits, ValueType.reference(source, nullable: true).bits) else {
      throw invalid("type mismatch: expected a reference to \(source), found \(type)")
    }
    try push(ValueType.reference(target, nullable: isNullable).bits)
  }

  mutating func refI31() throws(ModuleError) {
    try pop(ValueType.i32.bits)
    try push(ValueType.reference(.i31, nullable: false).bits)
  }

  mutating func i31Get() throws(ModuleError) {
    try pop(ValueType.reference(.i31, nullable: true).bits)
    try push(ValueType.i32.bits)
  }
}

extension ValueType {
  /// The reference type without null; bottom as it is.
  fileprivate var nonNull: ValueType {
    heapType.map { .reference($0, nullable: false) } ?? self
  }

  /// The reference type with null; bottom as it is.
  fileprivate var nullable: ValueType {
    heapType.map { .reference($0, nullable: true) } ?? self
  }
}
