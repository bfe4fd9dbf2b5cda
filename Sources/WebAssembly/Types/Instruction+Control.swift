/// The rows of the instruction table: control, variables and references.
extension Instruction {
  /// Control and parametric instructions.
  static let control: [Instruction] = [
    .init(.unreachable, "unreachable"),
    .init(.nop, "nop"),
    .init(.block, "block", .blockType),
    .init(.loop, "loop", .blockType),
    .init(.if, "if", .blockType),
    .init(.else, "else"),
    .init(.throw, "throw", .tag, feature: .exceptions),
    .init(.throwRef, "throw_ref", feature: .exceptions),
    .init(.end, "end"),
    .init(.br, "br", .label),
    .init(.brIf, "br_if", .label),
    .init(.brTable, "br_table", .labelTable),
    .init(.return, "return"),
    .init(.call, "call", .function),
    .init(.callIndirect, "call_indirect", .typeThenTable),
    .init(.returnCall, "return_call", .function, feature: .tailCall),
    .init(.returnCallIndirect, "return_call_indirect", .typeThenTable, feature: .tailCall),
    .init(.callRef, "call_ref", .typeIndex, feature: .functionReferences),
    .init(.returnCallRef, "return_call_ref", .typeIndex, feature: .functionReferences),
    .init(.drop, "drop"),
    .init(.select, "select"),
    .init(.selectTyped, "select", .valueTypes, feature: .referenceTypes),
    .init(.tryTable, "try_table", .tryTable, feature: .exceptions),
  ]

  /// Variables, tables and references.
  static let variables: [Instruction] = [
    .init(.localGet, "local.get", .local),
    .init(.localSet, "local.set", .local),
    .init(.localTee, "local.tee", .local),
    .init(.globalGet, "global.get", .global),
    .init(.globalSet, "global.set", .global),
    .init(.tableGet, "table.get", .table, feature: .referenceTypes),
    .init(.tableSet, "table.set", .table, feature: .referenceTypes),
    .init(.refNull, "ref.null", .heapType, feature: .referenceTypes),
    .init(.refIsNull, "ref.is_null", feature: .referenceTypes),
    .init(.refFunc, "ref.func", .function, feature: .referenceTypes),
    .init(.refEq, "ref.eq", feature: .garbageCollection),
    .init(.refAsNonNull, "ref.as_non_null", feature: .functionReferences),
    .init(.brOnNull, "br_on_null", .label, feature: .functionReferences),
    .init(.brOnNonNull, "br_on_non_null", .label, feature: .functionReferences),
  ]
}
