/// Turns statements into declarations.
///
/// Each statement is parsed on its own: an error in one does not touch the next.
///
/// https://capnproto.org/language.html
struct Parser {
  /// Where a statement stands, which decides what it can be.
  enum Scope {
    case file
    case enumeration
    case structure
    case interface
  }

  /// A statement that makes no sense; what is wrong was told.
  struct Failure: Error {}

  private let file: SourceFile
  private let diagnostics: DiagnosticCollector

  init(_ file: SourceFile, _ diagnostics: DiagnosticCollector) {
    self.file = file
    self.diagnostics = diagnostics
  }

  /// Parses a file.
  ///
  /// - Returns: the declaration of the file; it has an id even if the file declares none.
  /// - Complexity: linear in the number of tokens.
  static func parse(_ file: SourceFile, _ diagnostics: DiagnosticCollector) -> Declaration {
    var lexer = Lexer(file, diagnostics)
    let statements = lexer.statements()
    return Parser(file, diagnostics).file(statements)
  }

  private func file(_ statements: [Statement]) -> Declaration {
    let result = Declaration(.file, Name(text: "", range: 0..<0), 0..<file.bytes.count)
    for declaration in declarations(statements, .file) {
      switch declaration.kind {
      case .nakedID:
        if result.id == nil {
          result.id = declaration.id
          result.comment = declaration.comment
        } else {
          report("A file can only have one id", at: declaration.range)
        }
      case .nakedAnnotation: result.annotations += declaration.annotations
      default: result.members.append(declaration)
      }
    }
    if result.id == nil {
      let id = SchemaIdentifier.random()
      report(
        "The file declares no id; add this line to it: @0x\(String(id, radix: 16));", at: 0..<0)
      result.id = Declaration.Number(value: id, range: 0..<0)
    }
    return result
  }

  private func declarations(_ statements: [Statement], _ scope: Scope) -> [Declaration] {
    var result: [Declaration] = []
    for statement in statements where !diagnostics.isFull {
      if let declaration = try? declaration(statement, scope) { result.append(declaration) }
    }
    return result
  }

  private func declaration(
    _ statement: Statement, _ scope: Scope
  ) throws(Failure) -> Declaration {
    let end = statement.tokens.last?.range.upperBound ?? statement.range.lowerBound
    var cursor = TokenCursor(statement.tokens, end: end)
    let result = try declaration(&cursor, scope)
    guard cursor.isAtEnd else { throw fail("Unexpected here", &cursor) }
    result.range = statement.range
    result.comment = statement.comment
    switch (statement.block, memberScope(of: result)) {
    case (let block?, let inner?): result.members = declarations(block, inner)
    case (_?, nil):
      report("This statement ends with a semicolon, not with a block", at: statement.range)
    case (nil, _?):
      report("This statement ends with a block, not with a semicolon", at: statement.range)
    case (nil, nil): break
    }
    return result
  }

  private func memberScope(of declaration: Declaration) -> Scope? {
    switch declaration.kind {
    case .structure, .union, .group: .structure
    case .enumeration: .enumeration
    case .interface: .interface
    default: nil
    }
  }

  func report(_ message: String, at range: Range<Int>) {
    diagnostics.add(message, at: range, in: file)
  }

  /// Tells what is wrong with the next token.
  func fail(_ message: String, _ cursor: inout TokenCursor) -> Failure {
    report(cursor.isAtEnd ? "\(message), but the statement ends" : message, at: cursor.range)
    return Failure()
  }
}
