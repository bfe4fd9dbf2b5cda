internal import WebAssembly

/// Block types, catch clauses and labels.
///
/// Specification: https://webassembly.github.io/spec/core/text/instructions.html#control-instructions
extension ModuleParser {
  mutating func blockType() throws(TextError) {
    let use = try typeUse(named: false)
    let type = use.signature.type
    if let index = use.index {
      code.signed(Int64(index))
    } else if type.parameters.isEmpty && type.results.count <= 1 {
      if let result = type.results.first { code.valueType(result) } else { code.byte(0x40) }
    } else {
      code.signed(Int64(implicitType(type)))
    }
  }

  /// Takes any number of catch clauses.
  mutating func catchClauses() throws(TextError) {
    var clauses = ByteWriter()
    var count = 0
    while let keyword = cursor.openKeyword {
      let kind: UInt8
      switch keyword {
      case .catch: kind = 0
      case .catchRef: kind = 1
      case .catchAll: kind = 2
      case .catchAllRef: kind = 3
      default:
        cursor.advance()
        throw cursor.unexpected()
      }
      cursor.position += 2
      clauses.byte(kind)
      if kind < 2 { clauses.unsigned(try index(in: spaces.tags)) }
      clauses.unsigned(try label())
      try cursor.expectClose()
      count += 1
    }
    code.count(count)
    code.bytes += clauses.bytes
  }

  /// Takes a label.
  ///
  /// - Returns: how many labels are inside it.
  mutating func label() throws(TextError) -> UInt32 {
    guard let identifier = cursor.identifier else { return try cursor.expectU32() }
    guard let depth = function.labels.depth(of: identifier) else {
      throw cursor.error(.unknownIdentifier, "unknown label \(cursor.quoteNext())")
    }
    cursor.advance()
    return depth
  }
}
