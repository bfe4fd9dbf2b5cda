extension Compilation {
  /// A node with its types and its values of numbers.
  ///
  /// - Returns: `nil` when it depends on itself; that is told.
  func compiled(_ node: SchemaNode) -> NodeCompiler? {
    switch node.progress {
    case .compiled(let compiler), .completing(let compiler), .complete(let compiler):
      return compiler
    case .failed: return nil
    case .compiling:
      dependsOnItself(node)
      return nil
    case .declared: break
    }
    node.progress = .compiling
    let compiler = nested { () -> NodeCompiler? in
      let compiler = NodeCompiler(node)
      compiler.compile()
      return compiler
    }
    guard let compiler else {
      tooDeep(node)
      return nil
    }
    node.progress = .compiled(compiler)
    return compiler
  }

  /// A node with all of its values.
  func completed(_ node: SchemaNode) -> NodeCompiler? {
    switch node.progress {
    case .complete(let compiler): return compiler
    case .completing:
      dependsOnItself(node)
      return nil
    default: break
    }
    guard let compiler = compiled(node) else { return nil }
    node.progress = .completing(compiler)
    let isDone = nested { () -> Bool? in
      compiler.complete()
      return true
    }
    guard isDone != nil else {
      tooDeep(node)
      return nil
    }
    node.progress = .complete(compiler)
    return compiler
  }

  private func dependsOnItself(_ node: SchemaNode) {
    diagnostics.add("The declaration depends on itself", at: node.range, in: node.file.source)
  }

  private func tooDeep(_ node: SchemaNode) {
    node.progress = .failed
    diagnostics.add(
      "More than \(SchemaLimits.dependencyDepth) declarations wait for each other here",
      at: node.range, in: node.file.source)
  }
}
