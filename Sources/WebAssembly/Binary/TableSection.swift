/// The table section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#table-section
extension ModuleDecoder {
  mutating func tableSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.tables, of: "tables")
    for _ in 0..<count {
      // A table with an initial value starts with a byte that is no reference type, and a zero.
      let hasInitializer = reader.next == 0x40
      if hasInitializer {
        reader.position += 1
        try reader.zeroByte()
      }
      try appendTable(try reader.tableType(), reader)
      module.tableInitializers.append(hasInitializer ? try reader.constantExpression() : nil)
    }
  }

  mutating func appendTable(_ type: TableType, _ reader: BinaryReader) throws(ModuleError) {
    guard module.tables.count < limits.tables else {
      throw reader.exceeded("tables", module.tables.count + 1, limit: limits.tables)
    }
    module.tables.append(type)
  }
}
