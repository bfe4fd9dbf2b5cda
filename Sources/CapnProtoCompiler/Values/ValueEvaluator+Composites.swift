extension ValueEvaluator {
  /// A list of values.
  func list(
    _ items: [Expression], of type: TypeDescription, _ expression: Expression
  ) -> ListDescription? {
    let elements: ListDescription.Elements
    switch type {
    case .void:
      for item in items { _ = value(item, type) }
      elements = .void(count: items.count)
    case .bool:
      guard spend(items.count / 64 + 1, expression) else { return nil }
      elements = .bits(items.map { value($0, type)?.bits == 1 })
    case .structure(let id, _):
      guard let shape = structDescription(id) else { return nil }
      let empty = StructValue(dataWords: shape.dataWords, pointers: shape.pointers)
      var values: [StructValue] = []
      for item in items {
        if case .structure(let found?)? = value(item, type) {
          values.append(found)
        } else {
          values.append(empty)
        }
      }
      // Elements are all of one size, that of the largest.
      let dataWords = values.reduce(shape.dataWords) { max($0, $1.data.count) }
      let pointers = values.reduce(shape.pointers) { max($0, $1.pointers.count) }
      elements = .structs(dataWords: dataWords, pointers: pointers, values)
    default:
      guard spend(items.count, expression) else { return nil }
      if case .bits(let log) = type.size {
        elements = .numbers(log: log, items.map { value($0, type)?.bits ?? 0 })
      } else {
        elements = .pointers(items.map { value($0, type)?.target ?? .null })
      }
    }
    return ListDescription(elements)
  }

  /// A struct with the fields that are given.
  func structure(
    _ items: [Expression.Argument], _ id: UInt64, _ brand: BrandDescription,
    _ expression: Expression
  ) -> StructValue? {
    guard let node = compilation.node(id), let compiler = compilation.compiled(node),
      let shape = compiler.description.structure,
      spend(shape.dataWords + shape.pointers, expression)
    else { return nil }
    var result = StructValue(dataWords: shape.dataWords, pointers: shape.pointers)
    let filler = StructFiller(evaluator: self, compiler: compiler, brand: brand)
    filler.fill(&result, compiler.description, items)
    return result
  }

  private func structDescription(_ id: UInt64) -> StructDescription? {
    guard let node = compilation.node(id), let compiler = compilation.compiled(node) else {
      return nil
    }
    return compiler.description.structure
  }
}

/// Sets the fields of a struct.
struct StructFiller {
  let evaluator: ValueEvaluator
  /// The struct with the nodes of its groups.
  let compiler: NodeCompiler
  let brand: BrandDescription

  func fill(
    _ target: inout StructValue, _ node: NodeDescription, _ items: [Expression.Argument]
  ) {
    let resolver = evaluator.resolver
    for item in items {
      guard let name = item.name else {
        resolver.report("The name of a field is missing", at: item.value.range)
        continue
      }
      guard let structure = node.structure, let index = node.fieldIndex[name.text] else {
        resolver.report("The struct has no field of this name", at: name.range)
        continue
      }
      let field = structure.fields[index]
      switch field.kind {
      case .slot(_, let type, _, _):
        guard let value = evaluator.value(item.value, type.bound(by: brand)) else { continue }
        select(field, structure, &target)
        set(field, &target, value)
      case .group(let id):
        guard case .tuple(let inner) = item.value.kind, let group = compiler.group(id) else {
          resolver.report("Expected the fields of the group in parentheses", at: item.value.range)
          continue
        }
        guard evaluator.spend(group.structure?.fields.count ?? 0, item.value) else { return }
        clear(field, structure, &target)
        fill(&target, group, inner)
      }
    }
  }

  /// Makes a field of a union the one that is set.
  private func select(
    _ field: FieldDescription, _ structure: StructDescription, _ target: inout StructValue
  ) {
    guard field.discriminant != FieldDescription.noDiscriminant else { return }
    target.set(UInt64(field.discriminant), log: 4, offset: structure.discriminantOffset)
  }

  /// Sets a field; numbers are stored as their difference from the default.
  private func set(
    _ field: FieldDescription, _ target: inout StructValue, _ value: ValueDescription
  ) {
    guard case .slot(let offset, let type, let standard, _) = field.kind else { return }
    switch type.size {
    case .nothing: break
    case .bits(let log):
      target.set(value.bits ^ standard.value.bits, log: log, offset: offset)
    case .pointer: target.set(value.target, at: offset)
    }
  }

  /// Gives a field, and all in it if it is a group, the default.
  private func clear(
    _ field: FieldDescription, _ structure: StructDescription, _ target: inout StructValue
  ) {
    select(field, structure, &target)
    switch field.kind {
    case .slot(let offset, let type, _, _):
      switch type.size {
      case .nothing: break
      case .bits(let log): target.set(0, log: log, offset: offset)
      case .pointer: target.set(.null, at: offset)
      }
    case .group(let id):
      guard let group = compiler.group(id)?.structure else { return }
      // A union goes back to its first member.
      if let first = group.fields.first(where: { $0.discriminant == 0 }) {
        clear(first, group, &target)
      }
      for inner in group.fields where inner.discriminant == FieldDescription.noDiscriminant {
        clear(inner, group, &target)
      }
    }
  }
}
