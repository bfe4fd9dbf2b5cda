/// The nodes that a node mentions.
enum SchemaDependencies {
  /// Those whose kind or size the description relies on, in order.
  static func direct(of node: NodeDescription) -> [UInt64] {
    var result: [UInt64] = []
    switch node.body {
    case .file, .enumeration: break
    case .structure(let structure):
      for field in structure.fields {
        switch field.kind {
        case .slot(_, let type, _, _): add(type, to: &result)
        case .group(let id): result.append(id)
        }
      }
      if structure.isGroup { result.append(node.scopeID) }
    case .interface(let methods, let superclasses):
      for superclass in superclasses { add(superclass, to: &result) }
      for method in methods {
        add(method.parameters, to: &result)
        add(method.results, to: &result)
      }
    case .constant(let type, _), .annotation(let type, _): add(type, to: &result)
    }
    return result
  }

  /// Those and the annotations.
  static func all(of node: NodeDescription) -> [UInt64] {
    var result: [UInt64] = []
    func add(_ annotations: [AnnotationDescription]) { result += annotations.map(\.id) }
    switch node.body {
    case .file: break
    case .structure(let structure):
      for field in structure.fields {
        if case .slot(_, let type, _, _) = field.kind { self.add(type, to: &result) }
        add(field.annotations)
      }
    case .enumeration(let enumerants): for enumerant in enumerants { add(enumerant.annotations) }
    case .interface(let methods, let superclasses):
      for superclass in superclasses { self.add(superclass, to: &result) }
      for method in methods {
        self.add(method.parameters, to: &result)
        self.add(method.results, to: &result)
        add(method.annotations)
      }
    case .constant(let type, _), .annotation(let type, _): self.add(type, to: &result)
    }
    add(node.annotations)
    return result
  }

  private static func add(_ reference: SuperclassDescription, to result: inout [UInt64]) {
    result.append(reference.id)
    add(reference.brand, to: &result)
  }

  private static func add(_ brand: BrandDescription, to result: inout [UInt64]) {
    for scope in brand.scopes { for type in scope.bindings ?? [] { add(type, to: &result) } }
  }

  private static func add(_ type: TypeDescription, to result: inout [UInt64]) {
    switch type {
    case .list(let element): add(element, to: &result)
    case .enumeration(let id, let brand), .structure(let id, let brand),
      .interface(let id, let brand):
      result.append(id)
      add(brand, to: &result)
    default: break
    }
  }
}
