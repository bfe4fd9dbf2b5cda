internal import WebAssembly

/// Data segments and element segments.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html#element-segments
extension ModuleParser {
  /// The items of an element segment, encoded.
  struct ElementItems {
    var type: ValueType
    var count = 0
    /// Function indices, or expressions.
    var areExpressions = false
    var writer = ByteWriter()
  }

  enum ElementMode {
    case passive
    case declarative
    case active(table: UInt32, offset: [UInt8])
  }

  mutating func dataField() throws(TextError) {
    cursor.position += 2
    _ = try define(\.data, .data)
    // The first release allowed a bare memory index here, and a bare table index in `elem`.
    var memory = cursor.next.kind == .number ? try cursor.expectU32() : 0
    guard cursor.next.kind == .open else {
      addData(cursor.takeStrings(), memory: nil, offset: [])
      return
    }
    if cursor.takeOpen(.memory) {
      memory = try index(in: spaces.memories)
      try cursor.expectClose()
    }
    let offset = try offsetExpression()
    addData(cursor.takeStrings(), memory: memory, offset: offset)
  }

  mutating func addData(_ bytes: [UInt8], memory: UInt32?, offset: [UInt8]) {
    draft.data.count += 1
    if let memory {
      draft.data.writer.byte(memory == 0 ? 0 : 2)
      if memory != 0 { draft.data.writer.unsigned(memory) }
    } else {
      draft.data.writer.byte(1)
    }
    draft.data.writer.bytes += offset
    draft.data.writer.sized(bytes)
  }

  mutating func elementField() throws(TextError) {
    cursor.position += 2
    _ = try define(\.elements, .element)
    var mode = ElementMode.passive
    var mayOmitKind = false
    if cursor.take(.declare) {
      mode = .declarative
    } else if cursor.takeOpen(.table) {
      let table = try index(in: spaces.tables)
      try cursor.expectClose()
      mode = .active(table: table, offset: try offsetExpression())
    } else if cursor.next.kind == .number {
      mode = .active(table: try cursor.expectU32(), offset: try offsetExpression())
      mayOmitKind = true
    } else if cursor.next.kind == .open && !isReferenceType {
      mode = .active(table: 0, offset: try offsetExpression())
      mayOmitKind = true
    }
    var items = ElementItems(type: .reference(.function, nullable: false))
    if cursor.take(.func) || mayOmitKind && !isReferenceType {
      try elementIndices(&items)
    } else {
      items.type = try referenceType()
      try elementExpressions(&items)
    }
    addElements(items, mode)
  }

  /// Takes `(offset …)` or one folded instruction.
  private mutating func offsetExpression() throws(TextError) -> [UInt8] {
    guard cursor.takeOpen(.offset) else { return try foldedExpression() }
    let offset = try expression()
    try cursor.expectClose()
    return offset
  }

  /// Takes function indices; as `ref.func` expressions where the items are to be expressions.
  mutating func elementIndices(_ items: inout ElementItems) throws(TextError) {
    while cursor.isIndex() {
      let function = try index(in: spaces.functions)
      if items.areExpressions {
        items.writer.opcode(.refFunc)
        items.writer.unsigned(function)
        items.writer.opcode(.end)
      } else {
        items.writer.unsigned(function)
      }
      items.count += 1
    }
  }

  mutating func elementExpressions(_ items: inout ElementItems) throws(TextError) {
    items.areExpressions = true
    while cursor.next.kind == .open {
      if cursor.takeOpen(.item) {
        items.writer.bytes += try expression()
        try cursor.expectClose()
      } else {
        items.writer.bytes += try foldedExpression()
      }
      items.count += 1
    }
  }

  mutating func addElements(_ items: ElementItems, _ mode: ElementMode) {
    draft.elements.count += 1
    var writer = ByteWriter()
    var needsKind = true
    let kindBit: UInt8 = items.areExpressions ? 4 : 0
    switch mode {
    case .passive: writer.byte(kindBit | 1)
    case .declarative: writer.byte(kindBit | 3)
    case .active(let table, let offset):
      needsKind = table != 0 || items.areExpressions && items.type != .funcref
      writer.byte(kindBit | (needsKind ? 2 : 0))
      if needsKind { writer.unsigned(table) }
      writer.bytes += offset
    }
    if needsKind {
      if items.areExpressions { writer.valueType(items.type) } else { writer.byte(0) }
    }
    writer.count(items.count)
    draft.elements.writer.bytes += writer.bytes
    draft.elements.writer.bytes += items.writer.bytes
  }
}
