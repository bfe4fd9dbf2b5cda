internal import WebAssembly

/// Imports, exports, and the types of what is imported.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html#imports
extension ModuleParser {
  /// Takes `(import "module" "name" (kind …))`.
  mutating func importField() throws(TextError) {
    try checkImportOrder()
    cursor.position += 2
    let names = (module: try cursor.expectName(), name: try cursor.expectName())
    try cursor.expectOpen()
    let keyword = cursor.keyword
    cursor.advance()
    let type: ExternalTypeReference
    switch keyword {
    case .func:
      let index = try define(\.functions, .function)
      type = .function(try importedFunctionType(index))
    case .table:
      _ = try define(\.tables, .table)
      type = .table(try tableType())
    case .memory:
      _ = try define(\.memories, .memory)
      type = .memory(try memoryType())
    case .global:
      _ = try define(\.globals, .global)
      type = .global(try globalType())
    case .tag:
      _ = try define(\.tags, .tag)
      type = .tag(try typeIndex())
    default:
      cursor.position -= 1
      throw cursor.unexpected()
    }
    try cursor.expectClose()
    addImport(names, type)
  }

  mutating func addImport(
    _ names: (module: [UInt8], name: [UInt8]), _ type: ExternalTypeReference
  ) {
    draft.imports.count += 1
    draft.imports.writer.sized(names.module)
    draft.imports.writer.sized(names.name)
    draft.imports.writer.externalType(type)
  }

  /// Takes `(export "name" (kind index))`.
  mutating func exportField() throws(TextError) {
    cursor.position += 2
    let name = try cursor.expectName()
    try cursor.expectOpen()
    let keyword = cursor.keyword
    cursor.advance()
    switch keyword {
    case .func: export(name, 0, try index(in: spaces.functions))
    case .table: export(name, 1, try index(in: spaces.tables))
    case .memory: export(name, 2, try index(in: spaces.memories))
    case .global: export(name, 3, try index(in: spaces.globals))
    case .tag: export(name, 4, try index(in: spaces.tags))
    default:
      cursor.position -= 1
      throw cursor.unexpected()
    }
    try cursor.expectClose()
  }

  /// Takes `i32` or `i64` if one is next.
  mutating func addressType() -> AddressType {
    if cursor.take(.i64) { return .i64 }
    _ = cursor.take(.i32)
    return .i32
  }

  /// Takes one or two numbers.
  private mutating func sizeLimits() throws(TextError) -> SizeLimits {
    let minimum = try cursor.expectU64()
    let maximum = cursor.next.kind == .number ? try cursor.expectU64() : nil
    return SizeLimits(minimum: minimum, maximum: maximum)
  }

  mutating func tableType() throws(TextError) -> TableType {
    let address = addressType()
    let limits = try sizeLimits()
    return TableType(element: try referenceType(), limits: limits, addressType: address)
  }

  mutating func memoryType() throws(TextError) -> MemoryType {
    let address = addressType()
    let limits = try sizeLimits()
    let isShared = cursor.take(.shared)
    return MemoryType(
      limits: limits, addressType: address, isShared: isShared, pageSizeLog2: try pageSizeLog2())
  }

  /// Takes `(pagesize n)` if it is next.
  mutating func pageSizeLog2() throws(TextError) -> UInt8 {
    guard cursor.takeOpen(.pagesize) else { return 16 }
    let token = cursor.next
    let size = try cursor.expectU64()
    guard size.nonzeroBitCount == 1 else {
      throw cursor.error(token, .outOfRange, "invalid custom page size")
    }
    try cursor.expectClose()
    return UInt8(size.trailingZeroBitCount)
  }

  mutating func globalType() throws(TextError) -> GlobalType {
    guard cursor.takeOpen(.mut) else {
      return GlobalType(value: try valueType(), isMutable: false)
    }
    let type = GlobalType(value: try valueType(), isMutable: true)
    try cursor.expectClose()
    return type
  }
}
