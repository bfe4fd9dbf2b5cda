internal import WebAssembly

extension ModuleParser {
  /// Takes the identifier and the name annotation of a definition, and names it.
  mutating func bindName(_ space: NameDraft.Space, _ index: UInt32) throws(TextError) {
    if let name = try takeDefinitionName() { draft.names.add(space, index, name) }
  }

  /// Takes the identifier and the name annotation of a definition.
  ///
  /// - Returns: the name, the annotation's if there is one.
  mutating func takeDefinitionName() throws(TextError) -> [UInt8]? {
    let identifier = cursor.takeIdentifier()
    return try takeNameAnnotation(of: "definition") ?? identifier.map { Array($0.bytes) }
  }

  /// Gives the next index of a space, and names it.
  mutating func define(
    _ space: WritableKeyPath<Spaces, IndexSpace>, _ names: NameDraft.Space
  ) throws(TextError) -> UInt32 {
    let index = defined[keyPath: space].count
    _ = defined[keyPath: space].declare(nil)
    try bindName(names, index)
    return index
  }

  /// Takes inline exports.
  mutating func inlineExports(_ kind: UInt8, _ index: UInt32) throws(TextError) {
    while cursor.takeOpen(.export) {
      export(try cursor.expectName(), kind, index)
      try cursor.expectClose()
    }
  }

  mutating func export(_ name: [UInt8], _ kind: UInt8, _ index: UInt32) {
    draft.exports.count += 1
    draft.exports.writer.sized(name)
    draft.exports.writer.byte(kind)
    draft.exports.writer.unsigned(index)
  }

  /// Takes an inline import if one is next.
  ///
  /// - Returns: the module and field names.
  mutating func inlineImport() throws(TextError) -> (module: [UInt8], name: [UInt8])? {
    guard cursor.isOpen(.import) else { return nil }
    try checkImportOrder()
    cursor.position += 2
    let names = (try cursor.expectName(), try cursor.expectName())
    try cursor.expectClose()
    return names
  }

  /// Makes sure that no definition came before this import.
  func checkImportOrder() throws(TextError) {
    guard let firstDefinition else { return }
    throw cursor.error(cursor.peek(1), .inconsistent, "import after \(firstDefinition)")
  }

  /// Notes that a definition came that is no import.
  mutating func noteDefinition(_ kind: String) {
    if firstDefinition == nil { firstDefinition = kind }
  }
}
