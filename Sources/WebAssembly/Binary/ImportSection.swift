/// The import section.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#import-section
extension ModuleDecoder {
  mutating func importSection(_ reader: inout BinaryReader) throws(ModuleError) {
    let count = try reader.count(limit: limits.imports, of: "imports")
    module.imports.reserveCapacity(reader.capacity(for: count) / 4)
    for _ in 0..<count {
      let moduleName = try reader.name(limit: limits.nameSize)
      let name = try reader.name(limit: limits.nameSize)
      let type = try importType(&reader)
      module.imports.append(.init(module: moduleName, name: name, type: type))
    }
  }

  private mutating func importType(
    _ reader: inout BinaryReader
  ) throws(ModuleError) -> ExternalTypeReference {
    let start = reader.position
    guard let kind = ExternalKind(rawValue: try reader.byte()) else {
      throw reader.malformed("malformed import kind", at: start)
    }
    switch kind {
    case .function:
      let type = try reader.u32()
      module.functions.append(type)
      module.importedFunctionCount += 1
      return .function(type)
    case .table:
      let type = try reader.tableType()
      try appendTable(type, reader)
      module.importedTableCount += 1
      return .table(type)
    case .memory:
      let type = try reader.memoryType(customPageSizes: features.contains(.customPageSizes))
      try appendMemory(type, reader)
      module.importedMemoryCount += 1
      return .memory(type)
    case .global:
      let type = try reader.globalType()
      module.globals.append(type)
      module.importedGlobalCount += 1
      return .global(type)
    case .tag:
      let type = try reader.tagType()
      module.tags.append(type)
      module.importedTagCount += 1
      return .tag(type)
    }
  }
}
