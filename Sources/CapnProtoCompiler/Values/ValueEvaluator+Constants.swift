extension ValueEvaluator {
  /// The value of a constant that was declared elsewhere.
  func constant(_ expression: Expression, _ type: TypeDescription) -> ValueDescription? {
    guard let found = resolver.find(expression) else { return nil }
    guard case .node(let node) = found.target, node.kind == .constant else {
      resolver.report("This is not a constant", at: expression.range)
      return nil
    }
    let compiler = isComplete ? compilation.completed(node) : compilation.compiled(node)
    guard let compiler, case .constant(let declared, let cell) = compiler.description.body else {
      return nil
    }
    if case .name = expression.kind {
      let scope = node.parent.map { $0.parent == nil ? "" : $0.declaration.name.text } ?? ""
      resolver.report(
        "A constant needs its scope in front, so that nobody takes it for a word: "
          + "\(scope).\(node.declaration.name.text)", at: expression.range)
    }
    let own = declared.bound(by: resolver.brand(found, at: expression.range))
    return convert(cell.value, own, expression, type)
  }

  private func convert(
    _ value: ValueDescription, _ own: TypeDescription, _ expression: Expression,
    _ type: TypeDescription
  ) -> ValueDescription? {
    if own == type {
      return spend(value.target.wordCount, expression) ? value : nil
    }
    func number(_ value: some BinaryInteger) -> ValueDescription? {
      integer(
        UInt64(value.magnitude), isNegative: value < 0, type, at: expression.range)
        ?? mismatch(expression, type)
    }
    switch value {
    case .int8(let value): return number(value)
    case .int16(let value): return number(value)
    case .int32(let value): return number(value)
    case .int64(let value): return number(value)
    case .uint8(let value): return number(value)
    case .uint16(let value): return number(value)
    case .uint32(let value): return number(value)
    case .uint64(let value): return number(value)
    case .float32(let value): if case .float64 = type { return .float64(Double(value)) }
    case .float64(let value): if case .float32 = type { return .float32(Float(value)) }
    default: break
    }
    return mismatch(expression, type)
  }
}
