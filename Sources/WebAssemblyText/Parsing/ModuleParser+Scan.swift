/// The first pass: which definitions there are, and what they are called.
extension ModuleParser {
  /// Declares all definitions up to the closing parenthesis or the end.
  ///
  /// - Returns: the positions of the type fields.
  mutating func scanFields() throws(TextError) -> [Int] {
    var typeFields: [Int] = []
    while cursor.next.kind == .open {
      let start = cursor.position
      cursor.advance()
      guard let keyword = cursor.keyword else { throw cursor.unexpected() }
      cursor.advance()
      switch keyword {
      case .type:
        typeFields.append(start)
        try declare(\.types)
      case .rec:
        typeFields.append(start)
        try scanGroup()
      case .import: try scanImport()
      case .elem: try declare(\.elements)
      case .data: try declare(\.data)
      default:
        cursor.position -= 1
        try scanDefinition()
      }
      try cursor.skipToClose()
      cursor.advance()
    }
    return typeFields
  }

  private mutating func declare(
    _ space: WritableKeyPath<Spaces, IndexSpace>
  ) throws(TextError) {
    if !spaces[keyPath: space].declare(cursor.identifier) {
      let kind = spaces[keyPath: space].kind
      throw cursor.error(.duplicateIdentifier, "duplicate \(kind) \(cursor.quoteNext())")
    }
  }

  /// Declares the types of a recursion group.
  private mutating func scanGroup() throws(TextError) {
    while cursor.takeOpen(.type) {
      try declare(\.types)
      try cursor.skipToClose()
      cursor.advance()
    }
  }

  private mutating func scanImport() throws(TextError) {
    var distance = 0
    while cursor.peek(distance).kind == .string { distance += 1 }
    guard cursor.peek(distance).kind == .open else { return }
    let start = cursor.position
    cursor.position += distance + 1
    try scanDefinition()
    cursor.position = start
  }

  /// Declares what a keyword and perhaps an identifier introduce.
  private mutating func scanDefinition() throws(TextError) {
    let keyword = cursor.keyword
    cursor.advance()
    switch keyword {
    case .func: try declare(\.functions)
    case .global: try declare(\.globals)
    case .tag: try declare(\.tags)
    case .table:
      try declare(\.tables)
      if try hasChild(.elem) { _ = spaces.elements.declare(nil) }
    case .memory:
      try declare(\.memories)
      if try hasChild(.data) { _ = spaces.data.declare(nil) }
    case .export, .start: break
    default:
      cursor.position -= 1
      throw cursor.unexpected()
    }
  }

  /// Whether a list with this keyword occurs in the list the cursor is in.
  private func hasChild(_ keyword: Keyword) throws(TextError) -> Bool {
    var ahead = cursor
    while ahead.next.kind != .close && ahead.next.kind != .end {
      if ahead.isOpen(keyword) { return true }
      let isList = ahead.next.kind == .open
      ahead.advance()
      if isList {
        try ahead.skipToClose()
        ahead.advance()
      }
    }
    return false
  }
}
