internal import WebAssembly

/// Reads the fields of a module and encodes them as it goes.
///
/// A first pass gives every definition its index, since identifiers may be used before they are
/// bound; a second one reads the types; a third one everything else. Nothing recurses.
///
/// Specification: https://webassembly.github.io/spec/core/text/modules.html
struct ModuleParser {
  var cursor: TokenCursor
  var draft = ModuleDraft()
  var spaces = Spaces()
  /// How many definitions of each kind the third pass has seen.
  var defined = Spaces()
  /// The names of the fields of structure types.
  var fieldNames: [UInt32: IndexSpace] = [:]
  /// The lowest index of each function type that stands alone.
  var functionTypes: [FunctionType: UInt32] = [:]
  /// The first definition that is no import, after which no import may come.
  var firstDefinition: String?
  /// The annotations in this module, by index, and which of them found a use.
  var annotations = AnnotationClaims()
  /// The code being written.
  var code = ByteWriter()
  var function = FunctionState()

  /// The index spaces of a module.
  struct Spaces {
    var types = IndexSpace("type")
    var functions = IndexSpace("func")
    var tables = IndexSpace("table")
    var memories = IndexSpace("memory")
    var globals = IndexSpace("global")
    var tags = IndexSpace("tag")
    var elements = IndexSpace("elem segment")
    var data = IndexSpace("data segment")
  }

  /// A parser of the fields that are next.
  init(_ cursor: TokenCursor) { self.cursor = cursor }

  /// Reads fields up to the closing parenthesis or the end of the source.
  ///
  /// - Parameter name: the module's identifier.
  /// - Returns: the binary module; the cursor stands on the parenthesis or end.
  /// - Throws: ``TextError`` when the fields are malformed.
  mutating func parse(name: Identifier?) throws(TextError) -> [UInt8] {
    let start = cursor.position
    let typeFields = try scanFields()
    annotations = AnnotationClaims(stream: cursor.stream, tokens: start...cursor.position)
    for field in typeFields {
      cursor.position = field
      try typeField()
    }
    cursor.position = start
    draft.names.module = try takeNameAnnotation(of: "module") ?? name.map { Array($0.bytes) }
    while true {
      try takeCustomAnnotations()
      guard cursor.next.kind == .open else { break }
      try field()
    }
    try checkAnnotations()
    return draft.binary()
  }

  private mutating func field() throws(TextError) {
    switch cursor.openKeyword {
    case .type, .rec:
      cursor.advance()
      try cursor.skipToClose()
    case .import: try importField()
    case .func: try functionField()
    case .table: try tableField()
    case .memory: try memoryField()
    case .global: try globalField()
    case .tag: try tagField()
    case .export: try exportField()
    case .start: try startField()
    case .elem: try elementField()
    case .data: try dataField()
    default:
      cursor.advance()
      throw cursor.unexpected()
    }
    try cursor.expectClose()
  }

  private mutating func startField() throws(TextError) {
    let keyword = cursor.peek(1)
    cursor.position += 2
    guard draft.start == nil else {
      throw cursor.error(keyword, .inconsistent, "multiple start sections")
    }
    draft.start = try index(in: spaces.functions)
  }

  /// Takes an index or an identifier of a space.
  mutating func index(in space: IndexSpace) throws(TextError) -> UInt32 {
    guard let identifier = cursor.identifier else { return try cursor.expectU32() }
    guard let index = space.index(of: identifier) else {
      throw cursor.error(.unknownIdentifier, "unknown \(space.kind) \(cursor.quoteNext())")
    }
    cursor.advance()
    return index
  }

  /// Takes an index if one is next.
  mutating func optionalIndex(in space: IndexSpace) throws(TextError) -> UInt32 {
    cursor.isIndex() ? try index(in: space) : 0
  }
}

extension TokenCursor {
  /// The text of the next token.
  func quoteNext() -> String { stream.source.quote(next.range) }
}
