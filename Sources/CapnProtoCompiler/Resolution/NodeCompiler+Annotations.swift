extension NodeCompiler {
  /// Compiles the annotations on a declaration.
  func annotations(
    _ applications: [Declaration.AnnotationApplication], on target: AnnotationTargets
  ) -> [AnnotationDescription] {
    applications.compactMap { annotation($0, on: target) }
  }

  private func annotation(
    _ application: Declaration.AnnotationApplication, on target: AnnotationTargets
  ) -> AnnotationDescription? {
    let name = application.name
    guard let found = resolver.find(name) else { return nil }
    guard case .node(let node) = found.target, node.kind == .annotation else {
      report("This is not an annotation", at: name.range)
      return nil
    }
    guard let compiler = node.file.compilation.compiled(node),
      case .annotation(let declared, let targets) = compiler.description.body
    else { return nil }
    let brand = resolver.brand(found, at: name.range)
    let type = declared.bound(by: brand)
    if !targets.contains(target) {
      report("This annotation can't be put here", at: name.range)
    }
    let value: ValueCell
    if let expression = application.value {
      value = cell(expression, type)
    } else {
      if type != .void { report("This annotation needs a value", at: name.range) }
      value = ValueCell(ValueDescription(defaultOf: type))
    }
    return AnnotationDescription(id: node.id, brand: brand, value: value)
  }
}
