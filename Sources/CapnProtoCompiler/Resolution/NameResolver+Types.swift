extension NameResolver {
  /// The type an expression means.
  ///
  /// - Returns: `nil` when it means none, which was told.
  func type(
    _ expression: Expression, _ implicit: ImplicitParameters = .none
  ) -> TypeDescription? {
    guard let declaration = find(expression, implicit) else { return nil }
    var budget = SchemaLimits.typeSize
    return type(declaration, at: expression.range, &budget)
  }

  /// Describes what a declaration binds parameters to.
  func brand(_ declaration: BrandedDeclaration, at range: Range<Int>) -> BrandDescription {
    var budget = SchemaLimits.typeSize
    return brand(declaration.brand, at: range, &budget)
  }

  private func type(
    _ declaration: BrandedDeclaration, at outer: Range<Int>, _ budget: inout Int
  ) -> TypeDescription? {
    let range = declaration.source?.range ?? outer
    budget -= 1
    guard budget >= 0, file.compilation.spendType() else {
      if budget == -1 { report("This stands for too large a type", at: outer) }
      return nil
    }
    switch declaration.target {
    case .parameter(let id, let index):
      return .parameter(scope: id, index: UInt16(clamping: index))
    case .implicitParameter(let index):
      return .implicitParameter(index: UInt16(clamping: index))
    case .builtin(.list):
      return list(declaration, at: range, &budget)
    case .builtin(let builtin):
      return builtin.type
    case .node(let node):
      switch node.kind {
      case .structure: return .structure(node.id, brand(declaration.brand, at: outer, &budget))
      case .enumeration:
        return .enumeration(node.id, brand(declaration.brand, at: outer, &budget))
      case .interface: return .interface(node.id, brand(declaration.brand, at: outer, &budget))
      case .file, .constant, .annotation:
        report("'\(declaration.text)' is not a type", at: range)
        return nil
      }
    }
  }

  private func list(
    _ declaration: BrandedDeclaration, at range: Range<Int>, _ budget: inout Int
  ) -> TypeDescription? {
    guard let element = declaration.brand.bindings.first else {
      report("List needs the type of its elements: List(…)", at: range)
      return nil
    }
    guard let type = type(element, at: range, &budget) else { return nil }
    switch type {
    case .anyPointer, .parameter, .implicitParameter:
      report("Lists of AnyPointer are not supported", at: range)
      return nil
    case .anyStruct:
      report("Lists of AnyStruct are not supported", at: range)
      return nil
    default:
      return .list(type)
    }
  }

  private func brand(
    _ scope: BrandScope, at range: Range<Int>, _ budget: inout Int
  ) -> BrandDescription {
    var scopes: [BrandDescription.Scope] = []
    var current: BrandScope? = scope
    while let level = current {
      if !level.bindings.isEmpty {
        let types = level.bindings.map { type($0, at: range, &budget) ?? .void }
        scopes.append(BrandDescription.Scope(id: level.id, bindings: types))
      } else if level.isInherited, level.parameterCount > 0 {
        scopes.append(BrandDescription.Scope(id: level.id, bindings: nil))
      }
      current = level.parent
    }
    return scopes.isEmpty ? .empty : BrandDescription(scopes: scopes)
  }
}
