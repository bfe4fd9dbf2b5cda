extension Parser {
  /// A base, then any number of `.member` and `(arguments)`.
  func expression(_ cursor: inout TokenCursor) throws(Failure) -> Expression {
    let start = cursor.range.lowerBound
    var result = try base(&cursor)
    var suffixes = 0
    while let token = cursor.next {
      if token.isSymbol("."), case .identifier? = cursor.peek(1)?.kind {
        cursor.advance()
        let member = try name(&cursor)
        result = Expression(kind: .member(result, member), range: start..<cursor.lastEnd)
      } else if case .parenthesized(let items) = token.kind {
        let arguments = try arguments(items, token.range)
        cursor.advance()
        result = Expression(kind: .application(result, arguments), range: start..<cursor.lastEnd)
      } else {
        break
      }
      suffixes += 1
      guard suffixes <= SchemaLimits.suffixes else {
        report(
          "Too many parts: the limit is \(SchemaLimits.suffixes)", at: start..<cursor.lastEnd)
        throw Failure()
      }
    }
    return result
  }

  private func base(_ cursor: inout TokenCursor) throws(Failure) -> Expression {
    guard let token = cursor.next else { throw fail("Expected a name or a value", &cursor) }
    let start = token.range
    switch token.kind {
    case .integer(let value): return take(.integer(value), &cursor)
    case .float(let value): return take(.float(value), &cursor)
    case .string(let value): return take(.string(value), &cursor)
    case .data(let value): return take(.data(value), &cursor)
    case .bracketed(let items):
      return take(.list(try expressions(items, token.range)), &cursor)
    case .parenthesized(let items):
      let arguments = try arguments(items, token.range)
      cursor.advance()
      // One value in parentheses is just that value.
      if arguments.count == 1, arguments[0].name == nil { return arguments[0].value }
      return Expression(kind: .tuple(arguments), range: start)
    case .symbol("-"):
      cursor.advance()
      return try negative(&cursor, from: start.lowerBound)
    case .symbol("."):
      cursor.advance()
      let name = try name(&cursor)
      return Expression(kind: .absolute(name), range: start.lowerBound..<cursor.lastEnd)
    case .identifier(let word):
      if word == "import" || word == "embed", case .string(let path)? = cursor.peek(1)?.kind {
        cursor.advance()
        let range = cursor.range
        cursor.advance()
        let text = String(decoding: path, as: UTF8.self)
        let whole = start.lowerBound..<range.upperBound
        return Expression(
          kind: word == "import"
            ? .importing(path: text, range: range) : .embedding(path: text, range: range),
          range: whole)
      }
      return take(.name(Name(text: word, range: start)), &cursor)
    case .symbol(let symbol):
      throw fail(
        symbol.utf8.count > 1
          ? "Expected a name or a value; symbols that don't belong together need a space"
          : "Expected a name or a value", &cursor)
    }
  }

  private func take(_ kind: Expression.Kind, _ cursor: inout TokenCursor) -> Expression {
    let range = cursor.range
    cursor.advance()
    return Expression(kind: kind, range: range)
  }

  /// What follows a minus sign.
  private func negative(
    _ cursor: inout TokenCursor, from start: Int
  ) throws(Failure) -> Expression {
    let kind: Expression.Kind
    switch cursor.next?.kind {
    case .integer(let value)?: kind = .negative(value)
    case .float(let value)?: kind = .float(-value)
    case .identifier("inf")?: kind = .float(-.infinity)
    default: throw fail("Expected a number behind '-'", &cursor)
    }
    cursor.advance()
    return Expression(kind: kind, range: start..<cursor.lastEnd)
  }

  func expressions(
    _ items: [[Token]], _ range: Range<Int>
  ) throws(Failure) -> [Expression] {
    var result: [Expression] = []
    for item in items where !item.isEmpty {
      var cursor = TokenCursor(item, end: item.last?.range.upperBound ?? range.upperBound)
      result.append(try expression(&cursor))
      guard cursor.isAtEnd else { throw fail("Expected ',' or the end of the list", &cursor) }
    }
    return result
  }

  private func arguments(
    _ items: [[Token]], _ range: Range<Int>
  ) throws(Failure) -> [Expression.Argument] {
    var result: [Expression.Argument] = []
    for item in items where !item.isEmpty {
      var cursor = TokenCursor(item, end: item.last?.range.upperBound ?? range.upperBound)
      var name: Name?
      if cursor.peek(1)?.isSymbol("=") == true, let given = cursor.takeName() {
        name = given
        cursor.advance()
      }
      let value = try expression(&cursor)
      guard cursor.isAtEnd else { throw fail("Expected ',' or the end of the list", &cursor) }
      result.append(Expression.Argument(name: name, value: value))
    }
    return result
  }

  func annotations(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> [Declaration.AnnotationApplication] {
    var result: [Declaration.AnnotationApplication] = []
    while cursor.take(symbol: "$") { result.append(try annotation(&cursor)) }
    return result
  }

  /// What follows `$`: a name, and perhaps a value in parentheses.
  func annotation(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> Declaration.AnnotationApplication {
    let expression = try expression(&cursor)
    guard case .application(let name, let arguments) = expression.kind else {
      return Declaration.AnnotationApplication(name: expression, value: nil)
    }
    let value =
      arguments.count == 1 && arguments[0].name == nil
      ? arguments[0].value : Expression(kind: .tuple(arguments), range: expression.range)
    return Declaration.AnnotationApplication(name: name, value: value)
  }
}
