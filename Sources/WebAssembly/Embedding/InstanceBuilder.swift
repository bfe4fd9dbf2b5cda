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
    for type in structure.tags.dropFirst(structure.importedTagCount) {
      storage.tags.append(
        ExceptionTag(
          parameters: module.shape.signatures[Int(type)].type.parameters,
          types: structure.canonicalTypes, typeIdentity: module.shape.canonicalTypes[Int(type)]))
    }
    for type in structure.memories.dropFirst(structure.importedMemoryCount) {
      storage.memories.append(try Memory(type: type, budget: store.memoryBudget))
    }
    if let first = storage.memories.first { storage.header.pointee.memory = first.record }
    for (index, memory) in storage.memories.enumerated() {
      storage.slot(at: layout.memory(index)).storeBytes(
        of: memory.record, as: UnsafeMutablePointer<MemoryRecord>.self)
    }
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
          type: type, types: structure.canonicalTypes, budget: store.tableBudget,
          initial: UInt(value ?? 0)))
      if let table = storage.tables.last { store.heap.add(table) }
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
    case .tag(let tag): storage.tags.append(tag)
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
    storage.data.reserveCapacity(structure.dataSegments.count)
    for segment in structure.dataSegments { storage.data.append(segment.range) }
    storage.elements.reserveCapacity(structure.elementSegments.count)
    for segment in structure.elementSegments {
      let isCollected = segment.type.isCollected(in: structure.canonicalTypes?.table)
      storage.elements.append(try elements(segment, isCollected: isCollected))
    }
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

  private func elements(
    _ segment: ModuleStructure.ElementSegment, isCollected: Bool
  ) throws(Trap) -> [UInt] {
    switch segment.items {
    case .functions(let indices):
      return indices.map { UInt(bitPattern: storage.function(Int($0))) }
    case .expressions(let expressions):
      var values: [UInt] = []
      values.reserveCapacity(expressions.count)
      let rootCount = store.heap.temporaryRoots.count
      defer { store.heap.temporaryRoots.removeSubrange(rootCount...) }
      for expression in expressions {
        let value = try evaluate(expression).low
        // Until the segment is complete, only this list knows of it.
        if isCollected { store.heap.temporaryRoots.append(value) }
        values.append(UInt(value))
      }
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
    try ConstantEvaluator(structure: structure, storage: storage).evaluate(expression)
  }
}
