internal import WebAssembly

/// Tables, memories, globals and tags.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html
extension ModuleParser {
  mutating func globalField() throws(TextError) {
    cursor.position += 2
    let index = try define(\.globals, .global)
    try inlineExports(3, index)
    if let names = try inlineImport() {
      addImport(names, .global(try globalType()))
      return
    }
    noteDefinition("global")
    draft.globals.count += 1
    draft.globals.writer.globalType(try globalType())
    draft.globals.writer.bytes += try expression()
  }

  mutating func tagField() throws(TextError) {
    cursor.position += 2
    let index = try define(\.tags, .tag)
    try inlineExports(4, index)
    if let names = try inlineImport() {
      addImport(names, .tag(try typeIndex()))
      return
    }
    noteDefinition("tag")
    let type = try typeIndex()
    draft.tags.count += 1
    draft.tags.writer.byte(0)
    draft.tags.writer.unsigned(type)
  }

  mutating func memoryField() throws(TextError) {
    cursor.position += 2
    let index = try define(\.memories, .memory)
    try inlineExports(2, index)
    if let names = try inlineImport() {
      addImport(names, .memory(try memoryType()))
      return
    }
    noteDefinition("memory")
    draft.memories.count += 1
    let start = cursor.position
    let address = addressType()
    let pageSizeLog2 = try pageSizeLog2()
    guard cursor.takeOpen(.data) else {
      cursor.position = start
      draft.memories.writer.memoryType(try memoryType())
      return
    }
    let bytes = cursor.takeStrings()
    try cursor.expectClose()
    let pageSize = UInt64(1) << UInt64(pageSizeLog2)
    let pages = (UInt64(bytes.count) &+ pageSize &- 1) >> UInt64(pageSizeLog2)
    draft.memories.writer.memoryType(
      MemoryType(
        limits: SizeLimits(minimum: pages, maximum: pages), addressType: address,
        pageSizeLog2: pageSizeLog2))
    _ = defined.data.declare(nil)
    addData(bytes, memory: index, offset: zero(address))
  }

  /// The expression that gives zero.
  private func zero(_ address: AddressType) -> [UInt8] {
    var writer = ByteWriter()
    writer.opcode(address == .i64 ? .i64Const : .i32Const)
    writer.byte(0)
    writer.opcode(.end)
    return writer.bytes
  }

  mutating func tableField() throws(TextError) {
    cursor.position += 2
    let index = try define(\.tables, .table)
    try inlineExports(1, index)
    if let names = try inlineImport() {
      addImport(names, .table(try tableType()))
      return
    }
    noteDefinition("table")
    draft.tables.count += 1
    let start = cursor.position
    let address = addressType()
    if isReferenceType {
      try tableWithElements(index, address)
      return
    }
    cursor.position = start
    let type = try tableType()
    if cursor.next.kind == .close {
      draft.tables.writer.tableType(type)
    } else {
      draft.tables.writer.bytes += [0x40, 0x00]
      draft.tables.writer.tableType(type)
      draft.tables.writer.bytes += try expression()
    }
  }

  /// Takes `reftype (elem …)`: a table that is as large as its elements are many.
  private mutating func tableWithElements(
    _ index: UInt32, _ address: AddressType
  ) throws(TextError) {
    let element = try referenceType()
    try cursor.expectOpen(.elem)
    var items = ElementItems(type: element)
    if cursor.next.kind == .open {
      try elementExpressions(&items)
    } else {
      items.areExpressions = element.heapType != .function
      try elementIndices(&items)
    }
    try cursor.expectClose()
    let limits = SizeLimits(minimum: UInt64(items.count), maximum: UInt64(items.count))
    draft.tables.writer.tableType(
      TableType(element: element, limits: limits, addressType: address))
    _ = defined.elements.declare(nil)
    addElements(items, .active(table: index, offset: zero(address)))
  }
}
