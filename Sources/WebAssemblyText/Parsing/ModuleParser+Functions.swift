internal import WebAssembly

/// Functions.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html#functions
extension ModuleParser {
  mutating func functionField() throws(TextError) {
    cursor.position += 2
    let index = try define(\.functions, .function)
    try inlineExports(0, index)
    if let names = try inlineImport() {
      addImport(names, .function(try importedFunctionType(index)))
      return
    }
    noteDefinition("function")
    let use = try typeUse(named: true)
    let type = use.index ?? implicitType(use.signature.type)
    draft.functions.count += 1
    draft.functions.writer.unsigned(type)
    function.reset()
    code.bytes.removeAll(keepingCapacity: true)
    try bindParameters(use, of: index)
    try locals(of: index)
    try instructions()
    code.opcode(.end)
    draft.code.count += 1
    draft.code.writer.sized(code.bytes)
    if !function.hints.isEmpty {
      draft.branchHints.append(
        ModuleDraft.BranchHints(
          function: index, hints: function.hints.sorted { $0.offset < $1.offset }))
    }
  }

  /// Takes the type of an imported function, and names its parameters.
  mutating func importedFunctionType(_ index: UInt32) throws(TextError) -> UInt32 {
    let use = try typeUse(named: true)
    try bindParameters(use, of: index)
    return use.index ?? implicitType(use.signature.type)
  }

  /// Binds the identifiers of parameters.
  private mutating func bindParameters(_ use: TypeUse, of index: UInt32) throws(TextError) {
    function.locals.reset()
    for parameter in use.signature.names {
      if let name = parameter.name { draft.names.add(.local, in: index, parameter.index, name) }
      function.locals.skip(to: parameter.index)
      guard function.locals.declare(parameter.identifier) else {
        throw duplicateLocal(at: parameter.position)
      }
    }
    let written = use.signature.type.parameters.count
    let declared = type(at: use.index)?.function?.parameters.count ?? 0
    function.locals.skip(to: UInt32(truncatingIfNeeded: max(written, declared)))
  }

  private func duplicateLocal(at position: Int) -> TextError {
    let token = cursor.stream.tokens[position]
    return cursor.error(
      token, .duplicateIdentifier, "duplicate local \(cursor.stream.source.quote(token.range))")
  }

  /// Takes the declarations of locals and encodes them as runs of equal types.
  private mutating func locals(of index: UInt32) throws(TextError) {
    var runs: [(count: UInt32, type: ValueType)] = []
    while cursor.takeOpen(.local) {
      let isSingle = cursor.identifier != nil
      while isSingle || cursor.next.kind != .close {
        let position = cursor.position
        let local = function.locals.count
        guard function.locals.declare(isSingle ? cursor.takeIdentifier() : nil) else {
          throw duplicateLocal(at: position)
        }
        let name = try takeNameAnnotation(of: "local")
        if let name = name ?? (isSingle ? identifierBytes(at: position) : nil) {
          draft.names.add(.local, in: index, local, name)
        }
        let type = try valueType()
        if runs.last?.type == type {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((1, type))
        }
        if isSingle { break }
      }
      try cursor.expectClose()
    }
    code.count(runs.count)
    for run in runs {
      code.unsigned(run.count)
      code.valueType(run.type)
    }
  }

  private func identifierBytes(at position: Int) -> [UInt8]? {
    TokenCursor(cursor.stream, position: position).identifier.map { Array($0.bytes) }
  }

  /// Takes a constant expression up to the closing parenthesis.
  ///
  /// - Returns: its code with the final `end`.
  mutating func expression() throws(TextError) -> [UInt8] {
    try expression { (parser) throws(TextError) in try parser.instructions() }
  }

  /// Takes a constant expression that is one folded instruction.
  mutating func foldedExpression() throws(TextError) -> [UInt8] {
    try expression { (parser) throws(TextError) in try parser.foldedInstruction() }
  }

  private mutating func expression(
    _ content: (inout Self) throws(TextError) -> Void
  ) throws(TextError) -> [UInt8] {
    function.reset()
    code = ByteWriter()
    try content(&self)
    code.opcode(.end)
    let expression = code.bytes
    code = ByteWriter()
    return expression
  }
}
