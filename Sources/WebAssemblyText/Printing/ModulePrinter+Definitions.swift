internal import WebAssembly

/// Imports, tables, memories, globals and tags.
extension ModulePrinter {
  mutating func importField(
    _ entry: ModuleStructure.Import, _ indices: inout Indices
  ) throws(ModuleError) {
    out.open("import")
    out.text(" ")
    out.quoted(Array(entry.module.utf8)[...], isText: true)
    out.text(" ")
    out.quoted(Array(entry.name.utf8)[...], isText: true)
    switch entry.type {
    case .function(let type):
      out.text(" (func")
      bind(.function, indices.function)
      let parameterCount =
        Int(type) < module.types.count
        ? module.types[Int(type)].function?.parameters.count ?? 0 : 0
      typeUse(type, locals: names.inside(.local, indices.function, count: parameterCount))
      indices.function += 1
    case .table(let type):
      out.text(" (table")
      bind(.table, indices.table)
      table(type)
      indices.table += 1
    case .memory(let type):
      out.text(" (memory")
      bind(.memory, indices.memory)
      memory(type)
      indices.memory += 1
    case .global(let type):
      out.text(" (global")
      bind(.global, indices.global)
      global(type)
      indices.global += 1
    case .tag(let type):
      out.text(" (tag")
      bind(.tag, indices.tag)
      typeUse(type)
      indices.tag += 1
    }
    out.text(")")
    out.close()
    try checkLength()
  }

  mutating func tables() throws(ModuleError) {
    for (number, type) in module.tables.enumerated().dropFirst(module.importedTableCount) {
      out.open("table")
      bind(.table, UInt32(truncatingIfNeeded: number))
      table(type)
      let position = number - module.importedTableCount
      if position < module.tableInitializers.count,
        let initializer = module.tableInitializers[position]
      {
        try constant(initializer)
      }
      out.close()
    }
  }

  private mutating func table(_ type: TableType) {
    limits(type.limits, type.addressType)
    out.text(" ")
    value(type.element)
  }

  private mutating func limits(_ limits: SizeLimits, _ address: AddressType) {
    if address == .i64 { out.text(" i64") }
    out.text(" \(limits.minimum)")
    if let maximum = limits.maximum { out.text(" \(maximum)") }
  }

  mutating func memories() {
    for (number, type) in module.memories.enumerated().dropFirst(module.importedMemoryCount) {
      out.open("memory")
      bind(.memory, UInt32(truncatingIfNeeded: number))
      memory(type)
      out.close()
    }
  }

  private mutating func memory(_ type: MemoryType) {
    limits(type.limits, type.addressType)
    if type.isShared { out.text(" shared") }
    if type.pageSizeLog2 != 16 {
      out.text(" (pagesize \(UInt64(1) << UInt64(type.pageSizeLog2)))")
    }
  }

  mutating func tags() {
    for (number, type) in module.tags.enumerated().dropFirst(module.importedTagCount) {
      out.open("tag")
      bind(.tag, UInt32(truncatingIfNeeded: number))
      typeUse(type)
      out.close()
    }
  }

  mutating func globals() throws(ModuleError) {
    for (number, type) in module.globals.enumerated().dropFirst(module.importedGlobalCount) {
      out.open("global")
      bind(.global, UInt32(truncatingIfNeeded: number))
      global(type)
      let position = number - module.importedGlobalCount
      if position < module.globalInitializers.count {
        try constant(module.globalInitializers[position])
      }
      out.close()
    }
  }

  private mutating func global(_ type: GlobalType) {
    out.text(type.isMutable ? " (mut " : " ")
    value(type.value)
    if type.isMutable { out.text(")") }
  }
}
