import WebAssembly

extension ReferenceCall {
  /// Executes an operator on memory or tables.
  ///
  /// - Returns: whether it was one.
  func storage(_ instruction: ReferenceInstruction) throws -> Bool {
    switch instruction.opcode {
    case .i32Load, .f32Load, .i64Load32U: push(try load(instruction.x, 4))
    case .i64Load, .f64Load: push(try load(instruction.x, 8))
    case .i32Load8U, .i64Load8U: push(try load(instruction.x, 1))
    case .i32Load16U, .i64Load16U: push(try load(instruction.x, 2))
    case .i32Load8S:
      push(UInt32(bitPattern: Int32(Int8(truncatingIfNeeded: try load(instruction.x, 1)))))
    case .i32Load16S:
      push(UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: try load(instruction.x, 2)))))
    case .i64Load8S:
      push(UInt64(bitPattern: Int64(Int8(truncatingIfNeeded: try load(instruction.x, 1)))))
    case .i64Load16S:
      push(UInt64(bitPattern: Int64(Int16(truncatingIfNeeded: try load(instruction.x, 2)))))
    case .i64Load32S:
      push(UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: try load(instruction.x, 4)))))
    case .i32Store8, .i64Store8: try store(instruction.x, 1)
    case .i32Store16, .i64Store16: try store(instruction.x, 2)
    case .i32Store, .f32Store, .i64Store32: try store(instruction.x, 4)
    case .i64Store, .f64Store: try store(instruction.x, 8)
    case .memorySize: push(UInt32(instance.memory.count / 65536))
    case .memoryGrow: memoryGrow()
    case .memoryFill, .memoryCopy, .memoryInit: try bulkMemory(instruction)
    case .dataDrop: instance.data[Int(instruction.x)] = []
    default: return try table(instruction)
    }
    return true
  }

  private func address(_ offset: UInt64, _ count: Int) throws -> Int {
    let start = UInt64(pop32()) + offset
    guard start + UInt64(count) <= UInt64(instance.memory.count) else {
      throw Trap(.outOfBoundsMemoryAccess)
    }
    return Int(start)
  }

  private func load(_ offset: UInt64, _ count: Int) throws -> UInt64 {
    let start = try address(offset, count)
    return (0..<count).reduce(0) { $0 | UInt64(instance.memory[start + $1]) << UInt64(8 * $1) }
  }

  private func store(_ offset: UInt64, _ count: Int) throws {
    let value = pop()
    let start = try address(offset, count)
    for position in 0..<count {
      instance.memory[start + position] = UInt8(truncatingIfNeeded: value >> UInt64(8 * position))
    }
  }

  private func memoryGrow() {
    let old = UInt64(instance.memory.count / 65536)
    let more = UInt64(pop32())
    guard old + more <= instance.pageLimit else { return push(UInt32.max) }
    instance.memory.append(contentsOf: repeatElement(0, count: Int(more) * 65536))
    push(UInt32(old))
  }

  private func bulkMemory(_ instruction: ReferenceInstruction) throws {
    let (count, second, target) = (pop32(), pop32(), Int(pop32()))
    let size = instance.memory.count
    let end = target + Int(count)
    let source = Int(second)
    switch instruction.opcode {
    case .memoryFill:
      guard end <= size else { throw Trap(.outOfBoundsMemoryAccess) }
      try charge(count, per: 64)
      for position in target..<end {
        instance.memory[position] = UInt8(truncatingIfNeeded: second)
      }
    case .memoryCopy:
      guard end <= size, source + Int(count) <= size else {
        throw Trap(.outOfBoundsMemoryAccess)
      }
      try charge(count, per: 64)
      let bytes = Array(instance.memory[source..<source + Int(count)])
      instance.memory.replaceSubrange(target..<end, with: bytes)
    default:
      let data = instance.data[Int(instruction.x)]
      guard end <= size, source + Int(count) <= data.count else {
        throw Trap(.outOfBoundsMemoryAccess)
      }
      try charge(count, per: 64)
      instance.memory.replaceSubrange(target..<end, with: data[source..<source + Int(count)])
    }
  }

  private func table(_ instruction: ReferenceInstruction) throws -> Bool {
    let x = Int(instruction.x)
    let y = Int(instruction.y)
    switch instruction.opcode {
    case .tableGet:
      let index = Int(pop32())
      guard index < instance.tables[x].count else { throw Trap(.outOfBoundsTableAccess) }
      push(instance.tables[x][index])
    case .tableSet:
      let value = pop()
      let index = Int(pop32())
      guard index < instance.tables[x].count else { throw Trap(.outOfBoundsTableAccess) }
      instance.tables[x][index] = value
    case .tableSize: push(UInt32(instance.tables[x].count))
    case .tableGrow:
      let count = pop32()
      let value = pop()
      let old = instance.tables[x].count
      let maximum = instance.structure.tables[x].limits.maximum ?? .max
      let total = instance.tables.reduce(0) { $0 + UInt64($1.count) }
      guard UInt64(old) + UInt64(count) <= maximum, total + UInt64(count) <= instance.tableLimit
      else {
        push(UInt32.max)
        return true
      }
      try charge(count, per: 8)
      instance.tables[x] += repeatElement(value, count: Int(count))
      push(UInt32(old))
    case .tableFill:
      let count = pop32()
      let value = pop()
      let start = Int(pop32())
      guard start + Int(count) <= instance.tables[x].count else {
        throw Trap(.outOfBoundsTableAccess)
      }
      try charge(count, per: 8)
      for position in start..<start + Int(count) { instance.tables[x][position] = value }
    case .tableCopy: try copyElements(from: instance.tables[y], to: x)
    case .tableInit: try copyElements(from: instance.elements[x], to: y)
    case .elemDrop: instance.elements[x] = []
    default: return false
    }
    return true
  }

  private func copyElements(from source: [UInt64], to table: Int) throws {
    let (count, start, target) = (pop32(), Int(pop32()), Int(pop32()))
    guard start + Int(count) <= source.count,
      target + Int(count) <= instance.tables[table].count
    else { throw Trap(.outOfBoundsTableAccess) }
    try charge(count, per: 8)
    instance.tables[table].replaceSubrange(
      target..<target + Int(count), with: source[start..<start + Int(count)])
  }
}
