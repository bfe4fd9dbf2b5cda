/// Fills a new instance.
///
/// Specification: https://webassembly.github.io/spec/core/exec/modules.html#instantiation
struct InstanceBuilder {
  let module: Module
  let storage: InstanceStorage
  let store: Store
  private var structure: ModuleStructure { module.structure }
  private var layout: InstanceLayout { module.shape.layout }

  init(module: Module, storage: InstanceStorage, store: Store) {
    self.module = module
    self.storage = storage
    self.store = store
  }

  /// Puts imports in place and makes what the module defines.
  mutating func allocate(_ imports: [Linker.Definition]) throws(Trap) {
    for definition in imports { link(definition) }
    for type in structure.memories.dropFirst(structure.importedMemoryCount) {
      storage.memories.append(try Memory(type: type, pageLimit: store.limits.memoryPages))
    }
    if let first = storage.memories.first { storage.header.pointee.memory = first.record }
    for (index, type) in structure.globals.enumerated().dropFirst(structure.importedGlobalCount) {
      let cell = storage.slot(at: layout.global(index).offset)
      storage.globals.append(cell)
      let value = try evaluate(structure.globalInitializers[index - structure.importedGlobalCount])
      cell.storeBytes(of: value.low, as: UInt64.self)
      if type.value == .v128 {
        cell.storeBytes(of: value.high, toByteOffset: 8, as: UInt64.self)
      }
    }
    for (index, type) in structure.tables.enumerated().dropFirst(structure.importedTableCount) {
      let initializer = structure.tableInitializers[index - structure.importedTableCount]
      let value = try initializer.map { (expression) throws(Trap) in
        try evaluate(expression).low
      }
      storage.tables.append(
        try TableStorage(
          type: type, limit: store.limits.tableElements, initial: UInt(value ?? 0)))
    }
    for (index, table) in storage.tables.enumerated() {
      storage.slot(at: layout.table(index)).storeBytes(
        of: table.record, as: UnsafeMutablePointer<TableRecord>.self)
    }
  }

  private func link(_ definition: Linker.Definition) {
    switch definition {
    case .host(let host): linkFunction(store.record(host))
    case .function(let record, _, _): linkFunction(record)
    case .table(let table, _): storage.tables.append(table)
    case .memory(let memory): storage.memories.append(memory)
    case .global(_, let cell, _):
      let offset = layout.global(storage.globals.count).offset
      storage.slot(at: offset).storeBytes(of: cell, as: UnsafeMutableRawPointer.self)
      storage.globals.append(cell)
    }
  }

  private func linkFunction(_ record: UnsafeMutablePointer<FunctionRecord>) {
    storage.slot(at: layout.importedFunction(storage.imported.count)).storeBytes(
      of: record, as: UnsafeMutablePointer<FunctionRecord>.self)
    storage.imported.append(record)
  }

  /// Evaluates segments and applies the active ones, in order.
  mutating func initialize() throws(Trap) {
    storage.data = structure.dataSegments.map(\.range)
    storage.elements.reserveCapacity(structure.elementSegments.count)
    for segment in structure.elementSegments { storage.elements.append(try elements(segment)) }
    for (index, segment) in structure.elementSegments.enumerated() {
      switch segment.mode {
      case .passive: break
      case .declarative: storage.elements[index] = []
      case .active(let table, let offset):
        try fill(
          storage.tables[Int(table)], at: try evaluate(offset).low, storage.elements[index])
        storage.elements[index] = []
      }
    }
    for (index, segment) in structure.dataSegments.enumerated() {
      guard case .active(let memory, let offset) = segment.mode else { continue }
      try fill(storage.memories[Int(memory)], at: try evaluate(offset).low, segment.range)
      storage.data[index] = 0..<0
    }
  }

  private func elements(_ segment: ModuleStructure.ElementSegment) throws(Trap) -> [UInt] {
    switch segment.items {
    case .functions(let indices):
      return indices.map { UInt(bitPattern: storage.function(Int($0))) }
    case .expressions(let expressions):
      var values: [UInt] = []
      values.reserveCapacity(expressions.count)
      for expression in expressions { values.append(UInt(try evaluate(expression).low)) }
      return values
    }
  }

  private func fill(_ table: TableStorage, at offset: UInt64, _ values: [UInt]) throws(Trap) {
    let start = table.type.addressType == .i32 ? offset & 0xFFFF_FFFF : offset
    let (end, overflow) = start.addingReportingOverflow(UInt64(values.count))
    guard !overflow, end <= table.count else { throw Trap(.outOfBoundsTableAccess) }
    for (position, value) in values.enumerated() {
      table.record.pointee.base[Int(start) + position] = value
    }
  }

  private func fill(_ memory: Memory, at offset: UInt64, _ range: Range<Int>) throws(Trap) {
    let start = memory.type.addressType == .i32 ? offset & 0xFFFF_FFFF : offset
    let (end, overflow) = start.addingReportingOverflow(UInt64(range.count))
    guard !overflow, end <= memory.byteCount else { throw Trap(.outOfBoundsMemoryAccess) }
    guard !range.isEmpty else { return }
    structure.bytes.withUnsafeBytes { bytes in
      UnsafeMutableRawBufferPointer(
        start: memory.record.pointee.base + Int(start), count: range.count
      ).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  private func evaluate(
    _ expression: ModuleStructure.ConstantExpression
  ) throws(Trap) -> (low: UInt64, high: UInt64) {
    ConstantEvaluator(structure: structure, storage: storage).evaluate(expression)
  }
}

/// Evaluates constant expressions, extended ones included.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions
struct ConstantEvaluator {
  let structure: ModuleStructure
  let storage: InstanceStorage

  /// The value of a validated expression; a vector has two halves.
  func evaluate(_ expression: ModuleStructure.ConstantExpression) -> (low: UInt64, high: UInt64) {
    structure.bytes.withUnsafeBufferPointer { bytes in
      var cursor = CodeCursor(bytes, range: expression.range)
      var stack: [UInt64] = []
      var high: UInt64 = 0
      func binary(_ operation: (UInt64, UInt64) -> UInt64) {
        let right = stack.popLast() ?? 0
        let left = stack.popLast() ?? 0
        stack.append(operation(left, right))
      }
      while cursor.position < cursor.end, let opcode = Opcode(rawValue: cursor.rawOpcode()) {
        switch opcode {
        case .i32Const: stack.append(UInt64(UInt32(truncatingIfNeeded: cursor.signed())))
        case .i64Const: stack.append(UInt64(bitPattern: cursor.signed()))
        case .f32Const: stack.append(UInt64(cursor.fixed32()))
        case .f64Const: stack.append(cursor.fixed64())
        case .v128Const:
          stack.append(cursor.fixed64())
          high = cursor.fixed64()
        case .globalGet:
          let index = Int(cursor.u32())
          let cell = storage.globals[index]
          stack.append(cell.load(as: UInt64.self))
          if structure.globals[index].value == .v128 {
            high = cell.load(fromByteOffset: 8, as: UInt64.self)
          }
        case .refNull:
          _ = cursor.signed()
          stack.append(0)
        case .refFunc:
          stack.append(UInt64(UInt(bitPattern: storage.function(Int(cursor.u32())))))
        // The upper halves of 32-bit results are never looked at.
        case .i32Add, .i64Add: binary(&+)
        case .i32Sub, .i64Sub: binary(&-)
        case .i32Mul, .i64Mul: binary(&*)
        default: break
        }
      }
      return (stack.last ?? 0, high)
    }
  }
}
