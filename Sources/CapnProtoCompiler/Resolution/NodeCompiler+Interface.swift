extension NodeCompiler {
  func compileInterface(_ superclasses: [Expression]) {
    let parents = superclasses.compactMap(superclass)
    let members = declaration.members.filter { if case .method = $0.kind { true } else { false } }
    let sorted = byOrdinal(members)
    var methods: [MethodDescription] = []
    for (codeOrder, member) in sorted {
      guard case .method(let method) = member.kind, let ordinal = member.ordinal else { continue }
      methods.append(self.method(member, method, UInt16(clamping: ordinal.value), codeOrder))
    }
    description.body = .interface(methods: methods, superclasses: parents)
    description.memberComments = sorted.map(\.1.comment)
  }

  private func superclass(_ expression: Expression) -> SuperclassDescription? {
    guard let found = resolver.find(expression) else { return nil }
    switch found.target {
    case .node(let node) where node.kind == .interface:
      return SuperclassDescription(id: node.id, brand: resolver.brand(found, at: expression.range))
    case .parameter, .implicitParameter:
      report("A type parameter can't be extended", at: expression.range)
    default:
      report("This is not an interface", at: expression.range)
    }
    return nil
  }

  private func method(
    _ member: Declaration, _ method: Declaration.Method, _ ordinal: UInt16, _ codeOrder: Int
  ) -> MethodDescription {
    let name = member.name.text
    let implicit = member.parameters
    let parameters = methodStruct(name, ordinal, false, method.parameters, implicit)
    let results: SuperclassDescription
    switch method.results {
    case .none: results = methodStruct(name, ordinal, true, .named([]), implicit)
    case .explicit(let list): results = methodStruct(name, ordinal, true, list, implicit)
    case .stream: results = streamResult(at: member.name.range)
    }
    return MethodDescription(
      name: name, codeOrder: codeOrder, implicitParameters: implicit.map(\.text),
      parameters: parameters, results: results,
      annotations: annotations(member.annotations, on: .method))
  }

  /// What a streaming method returns: a struct that marks it.
  private func streamResult(at range: Range<Int>) -> SuperclassDescription {
    let none = SuperclassDescription(id: 0, brand: .empty)
    let compilation = node.file.compilation
    guard let file = compilation.importFile(StandardSchemas.stream, from: node.file, at: range)
    else { return none }
    guard case .declaration(.node(let result), _, _)? = file.root.member("StreamResult"),
      result.kind == .structure
    else {
      report("\(StandardSchemas.stream) declares no struct StreamResult", at: range)
      return none
    }
    return SuperclassDescription(id: result.id, brand: .empty)
  }

  /// The struct of a method's parameters or results.
  private func methodStruct(
    _ method: String, _ ordinal: UInt16, _ isResults: Bool, _ list: Declaration.ParameterList,
    _ implicit: [Name]
  ) -> SuperclassDescription {
    switch list {
    case .named(let parameters):
      return namedList(method, ordinal, isResults, parameters, implicit)
    case .type(let expression):
      let names = NameResolver.ImplicitParameters(scopeID: 0, names: implicit)
      guard let found = resolver.find(expression, names) else { break }
      switch found.target {
      case .node(let node) where node.kind == .structure:
        return SuperclassDescription(
          id: node.id, brand: resolver.brand(found, at: expression.range))
      case .parameter, .implicitParameter:
        report(
          "A type parameter can't be all parameters or results; put it into parentheses, as the "
            + "type of one", at: expression.range)
      default:
        report("This is not a struct", at: expression.range)
      }
    }
    return SuperclassDescription(id: 0, brand: .empty)
  }

  private func namedList(
    _ method: String, _ ordinal: UInt16, _ isResults: Bool, _ parameters: [Declaration.Parameter],
    _ implicit: [Name]
  ) -> SuperclassDescription {
    let suffix = method + (isResults ? "$Results" : "$Params")
    let id = SchemaIdentifier.methodStruct(of: node.id, ordinal: ordinal, isResults: isResults)
    let structNode = NodeDescription(
      id: id, displayName: "\(node.displayName).\(suffix)",
      prefixLength: node.displayName.utf8.count + 1, scopeID: 0)
    structNode.isGeneric = description.isGeneric || !implicit.isEmpty
    structNode.parameters = implicit.map(\.text)
    let names = NameResolver.ImplicitParameters(scopeID: id, names: implicit)
    StructCompiler(self, structNode, names).compile(parameters)
    addAuxiliary(structNode)
    return SuperclassDescription(
      id: id,
      brand: resolver.brand(
        BrandedDeclaration(.node(node), resolver.scope, nil), at: node.range))
  }
}
