internal import WebAssembly

/// Immediates, by the instruction table.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html
extension ModuleParser {
  /// Takes the immediates of an instruction that is no block, and writes it.
  mutating func plain(_ opcode: Opcode) throws(TextError) {
    switch opcode {
    case .select:
      try select()
      return
    case .refTest, .refCast:
      let type = try referenceType()
      let nullable: Opcode = opcode == .refTest ? .refTestNull : .refCastNull
      code.opcode(type.isNullable ? nullable : opcode)
      if let heapType = type.heapType { code.heapType(heapType) }
      return
    default: break
    }
    code.opcode(opcode)
    let instruction = opcode.instruction
    switch instruction.immediate {
    case .none: break
    case .i32, .i64, .f32, .f64, .v128: try constant(instruction.immediate)
    case .memoryArgument, .memoryArgumentAndLane: try memoryAccess(instruction)
    case .lane: code.byte(try cursor.expectLane())
    case .lanes16: try shuffle()
    case .zeroByte: code.byte(0)
    case .valueTypes, .blockType, .tryTable: break
    default: try indices(instruction.immediate)
    }
  }

  /// Takes immediates that are indices and types.
  private mutating func indices(_ kind: ImmediateKind) throws(TextError) {
    switch kind {
    case .label: code.unsigned(try label())
    case .labelTable: try labelTable()
    case .function: code.unsigned(try index(in: spaces.functions))
    case .typeThenTable: try indirectCall()
    case .local: code.unsigned(try index(in: function.locals))
    case .global: code.unsigned(try index(in: spaces.globals))
    case .table: code.unsigned(try optionalIndex(in: spaces.tables))
    case .memory: code.unsigned(try optionalIndex(in: spaces.memories))
    case .tag: code.unsigned(try index(in: spaces.tags))
    case .heapType: code.heapType(try heapType())
    case .data: code.unsigned(try dataIndex())
    case .element: code.unsigned(try index(in: spaces.elements))
    case .dataThenMemory: try segmentAndTarget(isData: true)
    case .elementThenTable: try segmentAndTarget(isData: false)
    case .memoryMemory: try optionalPair(spaces.memories)
    case .tableTable: try optionalPair(spaces.tables)
    case .castBranch: try castBranch()
    default: try typeFirst(kind)
    }
  }

  /// Takes immediates that start with a type index.
  private mutating func typeFirst(_ kind: ImmediateKind) throws(TextError) {
    let type = try index(in: spaces.types)
    code.unsigned(type)
    switch kind {
    case .typeAndField: code.unsigned(try index(in: fieldNames[type] ?? IndexSpace("field")))
    case .typeAndCount: code.unsigned(try cursor.expectU32())
    case .typeAndData: code.unsigned(try dataIndex())
    case .typeAndElement: code.unsigned(try index(in: spaces.elements))
    case .twoTypes: code.unsigned(try index(in: spaces.types))
    default: break
    }
  }

  private mutating func dataIndex() throws(TextError) -> UInt32 {
    draft.namesData = true
    return try index(in: spaces.data)
  }

  /// `select`, or with result types, its typed form.
  private mutating func select() throws(TextError) {
    guard cursor.isOpen(.result) else { return code.opcode(.select) }
    var types: [ValueType] = []
    while cursor.takeOpen(.result) {
      while cursor.next.kind != .close { types.append(try valueType()) }
      try cursor.expectClose()
    }
    code.opcode(.selectTyped)
    code.valueTypes(types)
  }

  private mutating func labelTable() throws(TextError) {
    var labels = [try label()]
    while cursor.isIndex() { labels.append(try label()) }
    code.count(labels.count - 1)
    for label in labels { code.unsigned(label) }
  }

  private mutating func indirectCall() throws(TextError) {
    let table = try optionalIndex(in: spaces.tables)
    let use = try typeUse(named: false)
    code.unsigned(use.index ?? implicitType(use.signature.type))
    code.unsigned(table)
  }

  /// `memory.init` and `table.init`: the target comes first in the text and last in the binary.
  private mutating func segmentAndTarget(isData: Bool) throws(TextError) {
    var target: UInt32 = 0
    if cursor.isIndex(1) {
      target = try index(in: isData ? spaces.memories : spaces.tables)
    }
    code.unsigned(isData ? try dataIndex() : try index(in: spaces.elements))
    code.unsigned(target)
  }

  /// `memory.copy` and `table.copy`: both indices or none.
  private mutating func optionalPair(_ space: IndexSpace) throws(TextError) {
    let isPresent = cursor.isIndex()
    code.unsigned(isPresent ? try index(in: space) : 0)
    code.unsigned(isPresent ? try index(in: space) : 0)
  }

  private mutating func castBranch() throws(TextError) {
    let label = try label()
    let source = try referenceType()
    let target = try referenceType()
    code.byte((source.isNullable ? 1 : 0) | (target.isNullable ? 2 : 0))
    code.unsigned(label)
    if let heapType = source.heapType { code.heapType(heapType) }
    if let heapType = target.heapType { code.heapType(heapType) }
  }
}
