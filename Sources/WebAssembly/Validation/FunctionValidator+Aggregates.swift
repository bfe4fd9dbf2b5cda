/// Structures and arrays.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#aggregate-reference-instructions
extension FunctionValidator {
  private var i32: UInt32 { ValueType.i32.bits }

  /// How a field is read.
  enum FieldAccess {
    case whole, extended
  }

  private struct Aggregate {
    var composite: FlatComposite
    var fields: UnsafeBufferPointer<FlatField>
    var reference: UInt32
    var nullableReference: UInt32
  }

  private mutating func aggregate(_ shape: TypeTable.Shape) throws(ModuleError) -> Aggregate {
    let index = try reader.u32()
    guard index < context.composites.count else { throw invalid("unknown type \(index)") }
    let type = context.composites[Int(index)]
    guard type.shape == shape else { throw invalid("unknown type \(index): not of that kind") }
    let first = Int(type.firstField)
    return Aggregate(
      composite: type,
      fields: UnsafeBufferPointer(rebasing: context.fields[first..<first + Int(type.fieldCount)]),
      reference: ValueType.reference(.index(index), nullable: false).bits,
      nullableReference: ValueType.reference(.index(index), nullable: true).bits)
  }

  private mutating func array() throws(ModuleError) -> (type: Aggregate, element: FlatField) {
    let type = try aggregate(.array)
    // An array has one field, its element.
    return (type, type.fields[0])
  }

  private mutating func field(
    of type: Aggregate
  ) throws(ModuleError) -> FlatField {
    let index = try reader.u32()
    guard index < type.fields.count else { throw invalid("unknown field \(index)") }
    return type.fields[Int(index)]
  }

  private func checkAccess(_ field: FlatField, _ access: FieldAccess) throws(ModuleError) {
    guard (field.packedBits != 0) == (access == .extended) else {
      throw invalid(
        "type mismatch: packed fields are read with sign or zero extension, others without")
    }
  }

  private func checkDefaultable(_ type: Aggregate) throws(ModuleError) {
    guard type.composite.isDefaultable else {
      throw invalid("type mismatch: field type is not defaultable")
    }
  }

  // MARK: Structures

  mutating func structNew() throws(ModuleError) {
    let type = try aggregate(.structure)
    try pop(type.composite.parameters)
    try push(type.reference)
  }

  mutating func structNewDefault() throws(ModuleError) {
    let type = try aggregate(.structure)
    try checkDefaultable(type)
    try push(type.reference)
  }

  mutating func structGet(_ access: FieldAccess) throws(ModuleError) {
    let type = try aggregate(.structure)
    let field = try field(of: type)
    try checkAccess(field, access)
    try pop(type.nullableReference)
    try push(field.type)
  }

  mutating func structSet() throws(ModuleError) {
    let type = try aggregate(.structure)
    let field = try field(of: type)
    guard field.isMutable else { throw invalid("immutable field") }
    try pop(field.type)
    try pop(type.nullableReference)
  }

  // MARK: Arrays

  mutating func arrayNew() throws(ModuleError) {
    let (type, element) = try array()
    try pop(i32)
    try pop(element.type)
    try push(type.reference)
  }

  mutating func arrayNewDefault() throws(ModuleError) {
    let type = try aggregate(.array)
    try checkDefaultable(type)
    try pop(i32)
    try push(type.reference)
  }

  mutating func arrayNewFixed() throws(ModuleError) {
    let (type, element) = try array()
    let count = try reader.u32()
    let limit = context.limits.fixedArrayElements
    guard count <= limit else {
      throw reader.exceeded("array elements", Int(count), limit: limit, at: operatorOffset)
    }
    for _ in 0..<count {
      if isUnreachable && height == base { break }
      try pop(element.type)
    }
    try push(type.reference)
  }

  mutating func arrayNewData() throws(ModuleError) {
    let (type, element) = try array()
    try checkDataElement(element)
    try dataSegment()
    try pop(i32)
    try pop(i32)
    try push(type.reference)
  }

  mutating func arrayNewElem() throws(ModuleError) {
    let (type, element) = try array()
    try requireMatch(try elementSegment(), element.type)
    try pop(i32)
    try pop(i32)
    try push(type.reference)
  }

  mutating func arrayGet(_ access: FieldAccess) throws(ModuleError) {
    let (type, element) = try array()
    try checkAccess(element, access)
    try pop(i32)
    try pop(type.nullableReference)
    try push(element.type)
  }

  mutating func arraySet() throws(ModuleError) {
    let (type, element) = try mutableArray()
    try pop(element.type)
    try pop(i32)
    try pop(type.nullableReference)
  }

  mutating func arrayLen() throws(ModuleError) {
    try pop(ValueType.reference(.array, nullable: true).bits)
    try push(i32)
  }

  mutating func arrayFill() throws(ModuleError) {
    let (type, element) = try mutableArray()
    try pop(i32)
    try pop(element.type)
    try pop(i32)
    try pop(type.nullableReference)
  }

  mutating func arrayCopy() throws(ModuleError) {
    let destination = try mutableArray()
    let source = try array()
    guard source.element.packedBits == destination.element.packedBits,
      matches(source.element.type, destination.element.type)
    else { throw invalid("array types do not match") }
    try pop(i32)
    try pop(i32)
    try pop(source.type.nullableReference)
    try pop(i32)
    try pop(destination.type.nullableReference)
  }

  mutating func arrayInitData() throws(ModuleError) {
    let (type, element) = try mutableArray()
    try checkDataElement(element)
    try dataSegment()
    try popSegmentRange(type)
  }

  mutating func arrayInitElem() throws(ModuleError) {
    let (type, element) = try mutableArray()
    try requireMatch(try elementSegment(), element.type)
    try popSegmentRange(type)
  }

  private mutating func popSegmentRange(_ type: Aggregate) throws(ModuleError) {
    try pop(i32)
    try pop(i32)
    try pop(i32)
    try pop(type.nullableReference)
  }

  private mutating func mutableArray() throws(ModuleError) -> (type: Aggregate, element: FlatField)
  {
    let array = try array()
    guard array.element.isMutable else { throw invalid("immutable array") }
    return array
  }

  private func checkDataElement(_ element: FlatField) throws(ModuleError) {
    guard !ValueType(bits: element.type).isReference else {
      throw invalid("array type is not numeric or vector")
    }
  }
}
