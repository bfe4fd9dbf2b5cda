extension Parser {
  func enumerant(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let result = Declaration(.enumerant, name, name.range)
    result.ordinal = try ordinal(&cursor)
    result.annotations = try annotations(&cursor)
    return result
  }

  /// A field, union or group, if the tokens look like one.
  func structMember(_ cursor: inout TokenCursor) throws(Failure) -> Declaration? {
    if cursor.next?.isWord("union") == true, cursor.peek(1) == nil {
      let name = Name(text: "", range: cursor.range)
      cursor.advance()
      return Declaration(.union, name, name.range)
    }
    guard case .identifier? = cursor.next?.kind, let second = cursor.peek(1) else { return nil }
    if second.isSymbol(":") {
      let name = try name(&cursor)
      cursor.advance()
      let result = Declaration(.group, name, name.range)
      if cursor.take(word: "union") {
        result.kind = .union
      } else if !cursor.take(word: "group") {
        throw fail("Expected an ordinal (@0) before ':', or union or group behind it", &cursor)
      }
      result.annotations = try annotations(&cursor)
      return result
    }
    guard second.isSymbol("@") else { return nil }
    return try numberedMember(&cursor)
  }

  /// A field, or a union whose tag has an ordinal.
  private func numberedMember(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let ordinal = try ordinal(&cursor)
    let isRetroactive = cursor.take(symbol: "!")
    let result: Declaration
    if cursor.next?.isSymbol(":") == true, cursor.peek(1)?.isWord("union") == true {
      cursor.advance()
      cursor.advance()
      if !isRetroactive {
        report(
          "Unions need no ordinal; to keep the one of an old protocol, add '!' behind it",
          at: ordinal.range)
      }
      result = Declaration(.union, name, name.range)
    } else {
      guard !isRetroactive, cursor.take(symbol: ":") else {
        throw fail("Expected ':' and a type", &cursor)
      }
      let type = try expression(&cursor)
      let value = cursor.take(symbol: "=") ? try expression(&cursor) : nil
      result = Declaration(.field(type: type, value: value), name, name.range)
    }
    result.ordinal = ordinal
    result.annotations = try annotations(&cursor)
    return result
  }

  func method(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let ordinal = try ordinal(&cursor)
    var implicit: [Name] = []
    if case .bracketed(let items)? = cursor.next?.kind {
      implicit = try names(items, cursor.range)
      cursor.advance()
    }
    if cursor.next?.isWord("stream") == true {
      throw fail("'stream' can only stand behind '->'", &cursor)
    }
    let parameters = try parameterList(&cursor)
    var results = Declaration.Method.Results.none
    if cursor.take(symbol: "->") {
      if cursor.take(word: "stream") {
        results = .stream
      } else {
        results = .explicit(try parameterList(&cursor))
      }
    }
    let method = Declaration.Method(parameters: parameters, results: results)
    let result = Declaration(.method(method), name, name.range)
    result.ordinal = ordinal
    result.parameters = implicit
    result.annotations = try annotations(&cursor)
    return result
  }

  private func parameterList(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> Declaration.ParameterList {
    guard case .parenthesized(let items)? = cursor.next?.kind else {
      guard !cursor.isAtEnd else { throw fail("Expected '(' or the name of a struct", &cursor) }
      return .type(try expression(&cursor))
    }
    let range = cursor.range
    cursor.advance()
    var result: [Declaration.Parameter] = []
    for item in items where !item.isEmpty {
      var inner = TokenCursor(item, end: item.last?.range.upperBound ?? range.upperBound)
      result.append(try parameter(&inner))
    }
    return .named(result)
  }

  private func parameter(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> Declaration.Parameter {
    let start = cursor.range.lowerBound
    let name = try name(&cursor)
    guard cursor.take(symbol: ":") else { throw fail("Expected ':' and a type", &cursor) }
    let type = try expression(&cursor)
    let value = cursor.take(symbol: "=") ? try expression(&cursor) : nil
    let annotations = try annotations(&cursor)
    guard cursor.isAtEnd else { throw fail("Expected ',' or ')'", &cursor) }
    return Declaration.Parameter(
      name: name, type: type, value: value, annotations: annotations,
      range: start..<cursor.lastEnd)
  }

  /// `@` and a number below 65536.
  private func ordinal(_ cursor: inout TokenCursor) throws(Failure) -> Declaration.Number {
    guard cursor.take(symbol: "@") else { throw fail("Expected an ordinal (@0)", &cursor) }
    guard case .integer(let value)? = cursor.next?.kind else {
      throw fail("Expected a number behind '@'", &cursor)
    }
    let range = cursor.range
    cursor.advance()
    guard value <= SchemaLimits.ordinal else {
      report("Ordinals must not be greater than \(SchemaLimits.ordinal)", at: range)
      throw Failure()
    }
    return Declaration.Number(value: value, range: range)
  }

  func optionalIdentifier(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> Declaration.Number? {
    cursor.next?.isSymbol("@") == true ? try identifier(&cursor) : nil
  }

  /// `@` and an id of 64 bits.
  func identifier(_ cursor: inout TokenCursor) throws(Failure) -> Declaration.Number {
    guard cursor.take(symbol: "@"), case .integer(let value)? = cursor.next?.kind else {
      throw fail("Expected an id (@0x… with 16 digits)", &cursor)
    }
    let range = cursor.range
    cursor.advance()
    if value < 1 << 63 {
      report("An id has its highest bit set; ganglion capnp id makes new ones", at: range)
    }
    return Declaration.Number(value: value, range: range)
  }
}
