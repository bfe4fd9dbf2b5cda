/// Tables, memories, and segments.
extension FunctionValidator {
  private var i32: UInt32 { ValueType.i32.bits }

  // MARK: Tables

  /// Reads a table index.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#table-instructions
  mutating func table() throws(ModuleError) -> FlatTable {
    let index = try reader.u32()
    guard index < context.tables.count else { throw invalid("unknown table \(index)") }
    return context.tables[Int(index)]
  }

  mutating func tableGet() throws(ModuleError) {
    let table = try table()
    try pop(table.address)
    try push(table.element)
  }

  mutating func tableSet() throws(ModuleError) {
    let table = try table()
    try pop(table.element)
    try pop(table.address)
  }

  mutating func tableSize() throws(ModuleError) { try push(try table().address) }

  mutating func tableGrow() throws(ModuleError) {
    let table = try table()
    try pop(table.address)
    try pop(table.element)
    try push(table.address)
  }

  mutating func tableFill() throws(ModuleError) {
    let table = try table()
    try pop(table.address)
    try pop(table.element)
    try pop(table.address)
  }

  mutating func tableCopy() throws(ModuleError) {
    let destination = try table()
    let source = try table()
    try requireMatch(source.element, destination.element)
    try pop(narrower(destination.address, source.address))
    try pop(source.address)
    try pop(destination.address)
  }

  mutating func tableInit() throws(ModuleError) {
    // The table is judged first, though it comes second.
    let index = try reader.u32()
    let table = try table()
    try requireMatch(try elementType(index), table.element)
    try pop(i32)
    try pop(i32)
    try pop(table.address)
  }

  /// Reads the index of an element segment and returns its type.
  mutating func elementSegment() throws(ModuleError) -> UInt32 {
    try elementType(try reader.u32())
  }

  private func elementType(_ index: UInt32) throws(ModuleError) -> UInt32 {
    guard index < context.elements.count else { throw invalid("unknown elem segment \(index)") }
    return context.elements[Int(index)]
  }

  // MARK: Memories

  /// The type of addresses of a memory.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#memory-instructions
  @inline(__always)
  func memoryAddress(_ index: UInt32) throws(ModuleError) -> UInt32 {
    guard index < context.memories.count else { throw invalid("unknown memory \(index)") }
    return context.memories[Int(index)]
  }

  /// Reads a memory index.
  private mutating func memory() throws(ModuleError) -> UInt32 {
    try memoryAddress(try reader.u32())
  }

  mutating func memorySize() throws(ModuleError) { try push(try memory()) }

  mutating func memoryGrow() throws(ModuleError) {
    let address = try memory()
    try pop(address)
    try push(address)
  }

  mutating func memoryFill() throws(ModuleError) {
    let address = try memory()
    try pop(address)
    try pop(i32)
    try pop(address)
  }

  mutating func memoryCopy() throws(ModuleError) {
    let destination = try memory()
    let source = try memory()
    try pop(narrower(destination, source))
    try pop(source)
    try pop(destination)
  }

  mutating func memoryInit() throws(ModuleError) {
    // The memory is judged first, though it comes second.
    let index = try reader.u32()
    let address = try memory()
    try checkData(index)
    try pop(i32)
    try pop(i32)
    try pop(address)
  }

  /// Reads the index of a data segment.
  mutating func dataSegment() throws(ModuleError) { try checkData(try reader.u32()) }

  private func checkData(_ index: UInt32) throws(ModuleError) {
    guard let count = context.dataCount else {
      throw reader.malformed("data count section required", at: operatorOffset)
    }
    guard index < count else { throw invalid("unknown data segment \(index)") }
  }

  /// The type of a length that must fit two kinds of addresses.
  private func narrower(_ left: UInt32, _ right: UInt32) -> UInt32 {
    left == i32 || right == i32 ? i32 : left
  }

  func requireMatch(_ type: UInt32, _ expected: UInt32) throws(ModuleError) {
    let type = ValueType(bits: type)
    let expected = ValueType(bits: expected)
    guard type == expected || context.matches(type, expected) else {
      throw invalid("type mismatch: expected \(expected), found \(type)")
    }
  }
}
