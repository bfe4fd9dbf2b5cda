extension Parser {
  func declaration(
    _ cursor: inout TokenCursor, _ scope: Scope
  ) throws(Failure) -> Declaration {
    switch scope {
    case .file:
      if cursor.next?.isSymbol("@") == true { return try nakedID(&cursor) }
      if cursor.next?.isSymbol("$") == true { return try nakedAnnotation(&cursor) }
    case .enumeration:
      return try enumerant(&cursor)
    case .structure:
      if let member = try structMember(&cursor) { return member }
    case .interface:
      if cursor.peek(1)?.isSymbol("@") == true { return try method(&cursor) }
    }
    return try generalDeclaration(&cursor, scope)
  }

  private func generalDeclaration(
    _ cursor: inout TokenCursor, _ scope: Scope
  ) throws(Failure) -> Declaration {
    guard case .identifier(let word)? = cursor.next?.kind else {
      throw fail("Expected a declaration", &cursor)
    }
    let keywords = ["using", "const", "annotation", "enum", "struct", "interface"]
    guard keywords.contains(word) else {
      switch scope {
      case .structure:
        throw fail("Expected a field (name @0 :Type), a union, a group or a declaration", &cursor)
      case .interface:
        throw fail("Expected a method (name @0 (…) -> (…)) or a declaration", &cursor)
      default:
        throw fail("Expected using, const, annotation, enum, struct or interface", &cursor)
      }
    }
    cursor.advance()
    switch word {
    case "using": return try using(&cursor)
    case "const": return try constant(&cursor)
    case "annotation": return try annotationDeclaration(&cursor)
    case "enum": return try named(&cursor, .enumeration, isGeneric: false)
    case "struct": return try named(&cursor, .structure, isGeneric: true)
    default: return try named(&cursor, .interface(superclasses: []), isGeneric: true)
    }
  }

  private func nakedID(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let start = cursor.range
    let result = Declaration(.nakedID, Name(text: "", range: start), start)
    result.id = try identifier(&cursor)
    return result
  }

  private func nakedAnnotation(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let start = cursor.range
    let result = Declaration(.nakedAnnotation, Name(text: "", range: start), start)
    cursor.advance()
    result.annotations = [try annotation(&cursor)]
    return result
  }

  /// What follows `using`.
  private func using(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let start = cursor.range
    var name: Name?
    if cursor.peek(1)?.isSymbol("=") == true, let given = cursor.takeName() {
      name = given
      cursor.advance()
    }
    let target = try expression(&cursor)
    let isRenamed = name != nil
    if name == nil {
      guard case .member(_, let member) = target.kind else {
        report(
          "using without '=' must name a declaration of a different scope", at: target.range)
        throw Failure()
      }
      name = member
    }
    let result = Declaration(.using(target), name ?? Name(text: "", range: start), start)
    result.isRenamed = isRenamed
    return result
  }

  private func constant(_ cursor: inout TokenCursor) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let id = try optionalIdentifier(&cursor)
    guard cursor.take(symbol: ":") else { throw fail("Expected ':' and a type", &cursor) }
    let type = try expression(&cursor)
    guard cursor.take(symbol: "=") else { throw fail("Expected '=' and a value", &cursor) }
    let value = try expression(&cursor)
    let result = Declaration(.constant(type: type, value: value), name, name.range)
    result.id = id
    result.annotations = try annotations(&cursor)
    return result
  }

  /// The name, id, parameters, superclasses and annotations of a declaration with a block.
  private func named(
    _ cursor: inout TokenCursor, _ kind: Declaration.Kind, isGeneric: Bool
  ) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let result = Declaration(kind, name, name.range)
    result.id = try optionalIdentifier(&cursor)
    if isGeneric, case .parenthesized(let items)? = cursor.next?.kind {
      result.parameters = try names(items, cursor.range)
      cursor.advance()
    }
    if case .interface = kind, cursor.take(word: "extends") {
      guard case .parenthesized(let items)? = cursor.next?.kind else {
        throw fail("Expected '(' and the interfaces to extend", &cursor)
      }
      result.kind = .interface(superclasses: try expressions(items, cursor.range))
      cursor.advance()
    }
    result.annotations = try annotations(&cursor)
    return result
  }

  /// What follows `annotation`.
  private func annotationDeclaration(
    _ cursor: inout TokenCursor
  ) throws(Failure) -> Declaration {
    let name = try name(&cursor)
    let id = try optionalIdentifier(&cursor)
    guard case .parenthesized(let items)? = cursor.next?.kind else {
      throw fail("Expected '(' and the targets of the annotation", &cursor)
    }
    let targets = targets(items, cursor.range)
    cursor.advance()
    guard cursor.take(symbol: ":") else { throw fail("Expected ':' and a type", &cursor) }
    let type = try expression(&cursor)
    let result = Declaration(.annotation(type: type, targets: targets), name, name.range)
    result.id = id
    result.annotations = try annotations(&cursor)
    return result
  }

  private func targets(_ items: [[Token]], _ range: Range<Int>) -> AnnotationTargets {
    var result: AnnotationTargets = []
    for item in items {
      guard let token = item.first else { continue }
      if item.count > 1 { report("Expected one target between commas", at: item[1].range) }
      if token.isSymbol("*") {
        if items.count > 1 {
          report("'*' must not stand beside other targets", at: token.range)
        }
        result = .all
      } else if case .identifier(let word) = token.kind,
        let target = AnnotationTargets.words[word]
      {
        if result.contains(target), items.count > 1 {
          report("This target is given twice", at: token.range)
        }
        result.insert(target)
      } else {
        let known = AnnotationTargets.words.keys.sorted().joined(separator: ", ")
        report("Not a target of annotations; these are: \(known), *", at: token.range)
      }
    }
    return result
  }

  func name(_ cursor: inout TokenCursor) throws(Failure) -> Name {
    guard let name = cursor.takeName() else { throw fail("Expected a name", &cursor) }
    return name
  }

  /// Names between commas.
  func names(_ items: [[Token]], _ range: Range<Int>) throws(Failure) -> [Name] {
    var result: [Name] = []
    guard items.count <= SchemaLimits.parameters else {
      report("Too many parameters: the limit is \(SchemaLimits.parameters)", at: range)
      throw Failure()
    }
    for item in items {
      var cursor = TokenCursor(item, end: range.upperBound - 1)
      if cursor.isAtEnd { continue }
      result.append(try name(&cursor))
      guard cursor.isAtEnd else { throw fail("Expected ',' or the end of the list", &cursor) }
    }
    return result
  }
}
