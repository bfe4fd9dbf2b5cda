internal import WebAssembly

/// Uses of function types.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html#type-uses
extension ModuleParser {
  /// A parameter that has an identifier or a name.
  struct NamedParameter {
    var index: UInt32
    /// The position of the identifier.
    var position: Int
    var identifier: Identifier?
    var name: [UInt8]?
  }

  /// Parameters and results as written.
  struct Signature {
    var type = FunctionType()
    var names: [NamedParameter] = []
  }

  /// A function type by index, and what was written of it.
  struct TypeUse {
    /// The index; `nil` when none was written.
    var index: UInt32?
    var signature: Signature
  }

  /// Takes parameters and results.
  ///
  /// - Parameter named: whether parameters may have identifiers.
  mutating func signature(named: Bool) throws(TextError) -> Signature {
    var signature = Signature()
    while cursor.takeOpen(.param) {
      let isSingle = named && cursor.identifier != nil
      while isSingle || cursor.next.kind != .close {
        if named { try takeParameterName(&signature, takesIdentifier: isSingle) }
        signature.type.parameters.append(try valueType())
        if isSingle { break }
      }
      try cursor.expectClose()
    }
    while cursor.takeOpen(.result) {
      while cursor.next.kind != .close { signature.type.results.append(try valueType()) }
      try cursor.expectClose()
    }
    return signature
  }

  private mutating func takeParameterName(
    _ signature: inout Signature, takesIdentifier: Bool
  ) throws(TextError) {
    let position = cursor.position
    let identifier = takesIdentifier ? cursor.takeIdentifier() : nil
    let name = try takeNameAnnotation(of: "parameter") ?? identifier.map { Array($0.bytes) }
    guard identifier != nil || name != nil else { return }
    signature.names.append(
      NamedParameter(
        index: UInt32(truncatingIfNeeded: signature.type.parameters.count), position: position,
        identifier: identifier, name: name))
  }

  /// Takes a type index, parameters and results, as far as they are there.
  ///
  /// - Parameter named: whether parameters may have identifiers.
  /// - Throws: ``TextError`` when the type with the index has other parameters and results.
  mutating func typeUse(named: Bool) throws(TextError) -> TypeUse {
    let start = cursor.next
    var index: UInt32?
    if cursor.takeOpen(.type) {
      let token = cursor.next
      index = try self.index(in: spaces.types)
      try cursor.expectClose()
      let signature = try signature(named: named)
      // What is out of order is a worse mistake than what does not agree.
      if let keyword = cursor.openKeyword, [.type, .param, .result].contains(keyword) {
        throw cursor.unexpected()
      }
      if signature.type != FunctionType() {
        guard let type = type(at: index) else {
          throw cursor.error(token, .unknownIdentifier, "unknown type")
        }
        guard type.function == signature.type else {
          throw cursor.error(start, .inconsistent, "inline function type")
        }
      }
      return TypeUse(index: index, signature: signature)
    }
    return TypeUse(index: nil, signature: try signature(named: named))
  }

  /// Takes a type use and gives its type index, adding a type if there is none.
  mutating func typeIndex() throws(TextError) -> UInt32 {
    let use = try typeUse(named: true)
    return use.index ?? implicitType(use.signature.type)
  }

  /// The type with an index, if there is one.
  func type(at index: UInt32?) -> SubType? {
    guard let index, Int(index) < draft.types.count else { return nil }
    return draft.types[Int(index)]
  }
}
