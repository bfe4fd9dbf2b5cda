/// Finds what the names and types in a node mean.
struct NameResolver {
  /// The parameters of a generic method.
  struct ImplicitParameters: Sendable {
    static let none = ImplicitParameters(scopeID: 0, names: [])
    /// The struct whose own parameters they are; 0 where they are those of the method.
    let scopeID: UInt64
    let names: [Name]
  }

  let node: SchemaNode
  let scope: BrandScope
  var file: SchemaFile { node.file }

  init(_ node: SchemaNode) {
    self.node = node
    self.scope = BrandScope(inside: node)
  }

  func report(_ message: String, at range: Range<Int>) {
    file.compilation.diagnostics.add(message, at: range, in: file.source)
  }

  /// Finds a declaration.
  ///
  /// - Returns: `nil` when there is none, which was told.
  func find(
    _ expression: Expression, _ implicit: ImplicitParameters = .none
  ) -> BrandedDeclaration? {
    switch expression.kind {
    case .unknown: return nil
    case .name(let name): return find(name, expression, implicit)
    case .absolute(let name):
      guard let found = file.root.member(name.text) else {
        report("Not defined in this file", at: name.range)
        return nil
      }
      return interpret(found, expression, scope)
    case .importing(let path, let range):
      guard let imported = file.compilation.importFile(path, from: file, at: range) else {
        return nil
      }
      return BrandedDeclaration(
        .node(imported.root), BrandScope(inside: imported.root), expression)
    case .application(let function, let arguments):
      return apply(function, arguments, expression, implicit)
    case .member(let parent, let name):
      return member(name, of: parent, expression, implicit)
    default:
      report("Expected a name", at: expression.range)
      return nil
    }
  }

  private func find(
    _ name: Name, _ expression: Expression, _ implicit: ImplicitParameters
  ) -> BrandedDeclaration? {
    if let index = implicit.names.firstIndex(where: { $0.text == name.text }) {
      return BrandedDeclaration(
        implicit.scopeID == 0
          ? .implicitParameter(index: index)
          : .parameter(scopeID: implicit.scopeID, index: index),
        BrandScope(id: 0), expression)
    }
    guard let found = node.resolve(name.text) else {
      report("Not defined", at: name.range)
      return nil
    }
    return interpret(found, expression, scope)
  }

  private func member(
    _ name: Name, of parent: Expression, _ expression: Expression, _ implicit: ImplicitParameters
  ) -> BrandedDeclaration? {
    guard let outer = find(parent, implicit) else { return nil }
    guard case .node(let node) = outer.target, let found = node.member(name.text) else {
      report("'\(parent.text)' has no member of this name", at: name.range)
      return nil
    }
    return interpret(found, expression, outer.brand)
  }

  /// Puts what was found into the scope it was found from.
  private func interpret(
    _ resolution: Resolution, _ expression: Expression, _ scope: BrandScope
  ) -> BrandedDeclaration {
    switch resolution {
    case .parameter(let id, let index):
      return scope.lookUp(scopeID: id, index: index)
        ?? BrandedDeclaration(.parameter(scopeID: id, index: index), BrandScope(id: 0), expression)
    case .declaration(.builtin(let builtin), _, let brand):
      var bindings: [BrandedDeclaration] = []
      if let types = brand?.scopes.first?.bindings {
        bindings = types.map { BrandedDeclaration($0, seenFrom: scope, file.compilation) }
      }
      let own = BrandScope(
        id: builtin.scopeID, parameterCount: builtin == .list ? 1 : 0, bindings: bindings)
      return BrandedDeclaration(.builtin(builtin), own, expression)
    case .declaration(.node(let node), let scopeID, let brand):
      let outer = scope.scope(scopeID)
      let own =
        brand.map { outer.applying($0, to: node) }
        ?? outer.push(id: node.id, parameterCount: node.parameterCount)
      return BrandedDeclaration(.node(node), own, expression)
    }
  }

  private func apply(
    _ function: Expression, _ arguments: [Expression.Argument], _ expression: Expression,
    _ implicit: ImplicitParameters
  ) -> BrandedDeclaration? {
    guard let generic = find(function, implicit) else { return nil }
    var bindings: [BrandedDeclaration] = []
    var isComplete = true
    for argument in arguments {
      if let name = argument.name { report("A type parameter has no name here", at: name.range) }
      if let binding = find(argument.value, implicit) {
        bindings.append(binding)
      } else {
        isComplete = false
      }
    }
    guard isComplete else { return generic }
    let brand = generic.brand
    let count: Int
    switch generic.target {
    case .node(let node): count = node.parameterCount
    case .builtin(let builtin): count = builtin == .list ? 1 : 0
    case .parameter, .implicitParameter: count = 0
    }
    if !brand.bindings.isEmpty {
      report("Its parameters are bound already", at: expression.range)
    } else if count == 0 {
      report("It has no parameters", at: expression.range)
    } else if bindings.count != count {
      report("It has \(count) parameters, not \(bindings.count)", at: expression.range)
    } else {
      if case .node = generic.target { check(arguments, bindings) }
      return BrandedDeclaration(generic.target, brand.binding(bindings), expression)
    }
    return generic
  }

  private func check(_ arguments: [Expression.Argument], _ bindings: [BrandedDeclaration]) {
    for (argument, binding) in zip(arguments, bindings) where !binding.isGenericArgument {
      report("Only pointer types can be bound to type parameters", at: argument.value.range)
    }
  }
}
