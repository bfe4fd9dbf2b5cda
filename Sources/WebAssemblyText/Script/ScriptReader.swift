/// Reads the commands of a script.
///
/// Specification: https://github.com/WebAssembly/spec/tree/main/interpreter#scripts
struct ScriptReader {
  var cursor: TokenCursor
  let limits: TextLimits

  init(_ stream: TokenStream, limits: TextLimits) {
    cursor = TokenCursor(stream)
    self.limits = limits
  }

  mutating func read() throws(TextError) -> [Script.Command] {
    if let module = inlineModule() { return [module] }
    var commands: [Script.Command] = []
    while cursor.next.kind != .end {
      let line = line
      try cursor.expectOpen()
      let kind = try command()
      try cursor.expectClose()
      commands.append(Script.Command(line: line, kind: kind))
    }
    return commands
  }

  private var line: Int {
    cursor.stream.source.line(of: cursor.next.range.lowerBound)
  }

  /// A script may be the fields of one module.
  private func inlineModule() -> Script.Command? {
    switch cursor.openKeyword {
    case .type, .rec, .import, .func, .table, .memory, .global, .tag, .export, .start, .elem,
      .data:
      let content = ScriptModule.Content.text(wholeModule())
      return Script.Command(line: line, kind: .module(ScriptModule(name: nil, content: content)))
    default: return nil
    }
  }

  private func wholeModule() -> Result<[UInt8], TextError> {
    do throws(TextError) {
      var parser = ModuleParser(cursor)
      let binary = try parser.parse(name: nil)
      guard parser.cursor.next.kind == .end else { throw parser.cursor.unexpected() }
      return .success(binary)
    } catch {
      return .failure(error)
    }
  }

  private mutating func command() throws(TextError) -> Script.Kind {
    guard let keyword = cursor.keyword else { throw cursor.unexpected() }
    switch keyword {
    case .module: return try moduleCommand()
    case .invoke, .get: return .action(try action())
    default: break
    }
    cursor.advance()
    switch keyword {
    case .register:
      return .register(name: text(try cursor.expectName()), instance: takeName())
    case .assertReturn:
      let action = try parenthesizedAction()
      return .assertReturn(action, try patterns())
    case .assertTrap:
      guard cursor.isOpen(.module) else {
        return .assertTrap(try parenthesizedAction(), message: try message())
      }
      return .assertUninstantiable(try parenthesizedModule(), message: try message())
    case .assertExhaustion:
      return .assertExhaustion(try parenthesizedAction(), message: try message())
    case .assertException: return .assertException(try parenthesizedAction())
    default: return try moduleAssertion(keyword)
    }
  }

  private mutating func moduleAssertion(_ keyword: Keyword) throws(TextError) -> Script.Kind {
    let make: (ScriptModule, String) -> Script.Kind
    switch keyword {
    case .assertMalformed: make = { .assertMalformed($0, message: $1) }
    case .assertInvalid: make = { .assertInvalid($0, message: $1) }
    case .assertUnlinkable: make = { .assertUnlinkable($0, message: $1) }
    case .assertUninstantiable: make = { .assertUninstantiable($0, message: $1) }
    case .assertMalformedCustom: make = { .assertMalformedCustom($0, message: $1) }
    case .assertInvalidCustom: make = { .assertInvalidCustom($0, message: $1) }
    default: throw cursor.unexpected(cursor.peek(-1))
    }
    let module = try parenthesizedModule()
    return make(module, try message())
  }

  private mutating func message() throws(TextError) -> String { text(try cursor.expectName()) }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Takes an identifier if one is next.
  private mutating func takeName() -> String? {
    cursor.takeIdentifier().map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private mutating func moduleCommand() throws(TextError) -> Script.Kind {
    if case .keyword(.instance) = cursor.peek(1).word {
      cursor.position += 2
      return .instance(name: takeName(), definition: takeName())
    }
    if case .keyword(.definition) = cursor.peek(1).word {
      cursor.advance()
      return .definition(try module())
    }
    return .module(try module())
  }

  private mutating func parenthesizedModule() throws(TextError) -> ScriptModule {
    try cursor.expectOpen()
    guard cursor.keyword == .module else { throw cursor.unexpected() }
    let module = try module()
    try cursor.expectClose()
    return module
  }

  /// Takes a module up to its closing parenthesis; its keyword, or `definition`, is next.
  private mutating func module() throws(TextError) -> ScriptModule {
    cursor.advance()
    let identifier = cursor.takeIdentifier()
    let name = identifier.map { String(decoding: $0.bytes, as: UTF8.self) }
    if cursor.take(.binary) {
      return ScriptModule(name: name, content: .binary(cursor.takeStrings()))
    }
    if cursor.take(.quote) {
      return ScriptModule(name: name, content: .quote(cursor.takeStrings(), limits))
    }
    var parser = ModuleParser(cursor)
    let result: Result<[UInt8], TextError>
    do throws(TextError) {
      let binary = try parser.parse(name: identifier)
      guard parser.cursor.next.kind == .close else { throw parser.cursor.unexpected() }
      result = .success(binary)
    } catch {
      result = .failure(error)
    }
    try cursor.skipToClose()
    return ScriptModule(name: name, content: .text(result))
  }

  private mutating func parenthesizedAction() throws(TextError) -> ScriptAction {
    try cursor.expectOpen()
    let action = try action()
    try cursor.expectClose()
    return action
  }

  /// Takes an action without its parentheses.
  private mutating func action() throws(TextError) -> ScriptAction {
    if cursor.take(.invoke) {
      let instance = takeName()
      let name = text(try cursor.expectName())
      return .invoke(instance: instance, name: name, arguments: try arguments())
    }
    try cursor.expect(.get)
    let instance = takeName()
    return .get(instance: instance, name: text(try cursor.expectName()))
  }
}
