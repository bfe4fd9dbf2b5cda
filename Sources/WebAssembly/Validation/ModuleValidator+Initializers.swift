/// Rules about constant expressions and the segments they place.
extension ModuleValidator {
  /// The functions that `ref.func` may name: those that occur outside of function bodies.
  ///
  /// Constant expressions add theirs when they are looked through here, before any is validated.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/conventions.html#contexts
  func declaredFunctions() -> IndexSet {
    var declared = IndexSet(count: module.functions.count)
    for export in module.exports where export.kind == .function { declared.insert(export.index) }
    module.bytes.withUnsafeBufferPointer { bytes in
      for segment in module.elementSegments {
        switch segment.items {
        case .functions(let indices): for index in indices { declared.insert(index) }
        case .expressions(let items): for item in items { item.declare(&declared, bytes) }
        }
        if case .active(_, let offset) = segment.mode { offset.declare(&declared, bytes) }
      }
      for expression in module.globalInitializers { expression.declare(&declared, bytes) }
      for case let expression? in module.tableInitializers {
        expression.declare(&declared, bytes)
      }
      for segment in module.dataSegments {
        if case .active(_, let offset) = segment.mode { offset.declare(&declared, bytes) }
      }
    }
    return declared
  }

  /// Checks the initial values of globals and tables, and element and data segments.
  func initializers(_ expressions: inout FunctionValidator) throws(ModuleError) {
    for (number, expression) in module.globalInitializers.enumerated() {
      let index = module.importedGlobalCount + number
      guard index < module.globals.count else { continue }
      try expressions.validateConstant(
        expression.range, type: module.globals[index].value, globalCount: index)
    }
    for (number, expression) in module.tableInitializers.enumerated() {
      let index = module.importedTableCount + number
      guard index < module.tables.count else { continue }
      let element = module.tables[index].element
      if let expression {
        // Tables come before globals, so only imported globals are there.
        try expressions.validateConstant(
          expression.range, type: element, globalCount: module.importedGlobalCount)
      } else if !element.isNullable {
        throw invalid("type mismatch: table of \(element) without initial value", in: .table)
      }
    }
    for segment in module.elementSegments { try check(segment, &expressions) }
    for segment in module.dataSegments {
      guard case .active(let memory, let offset) = segment.mode else { continue }
      guard memory < module.memories.count else {
        throw invalid("unknown memory \(memory)", in: .data)
      }
      try expressions.validateConstant(
        offset.range, type: module.memories[Int(memory)].addressType.valueType)
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/modules.html#element-segments
  private func check(
    _ segment: ModuleStructure.ElementSegment, _ expressions: inout FunctionValidator
  ) throws(ModuleError) {
    switch segment.items {
    case .functions(let indices):
      for index in indices where index >= module.functions.count {
        throw invalid("unknown function \(index)", in: .element)
      }
    case .expressions(let items):
      try check(segment.type, typeCount: module.types.count, in: .element)
      for item in items { try expressions.validateConstant(item.range, type: segment.type) }
    }
    guard case .active(let table, let offset) = segment.mode else { return }
    guard table < module.tables.count else {
      throw invalid("unknown table \(table)", in: .element)
    }
    let type = module.tables[Int(table)]
    guard expressions.context.matches(segment.type, type.element) else {
      throw invalid(
        "type mismatch: segment of \(segment.type) for a table of \(type.element)", in: .element)
    }
    try expressions.validateConstant(offset.range, type: type.addressType.valueType)
  }
}

extension ModuleStructure.ConstantExpression {
  /// Adds the functions that the expression names.
  fileprivate func declare(_ declared: inout IndexSet, _ bytes: UnsafeBufferPointer<UInt8>) {
    var reader = BinaryReader(bytes, range: range)
    // Decoding found the expression well-formed; were it not, validation would say so.
    while !reader.isAtEnd, let opcode = try? reader.opcode() {
      if opcode == .refFunc {
        guard let index = try? reader.u32() else { return }
        declared.insert(index)
      } else {
        guard (try? reader.skipImmediates(opcode.instruction.immediate)) != nil else { return }
      }
    }
  }
}
