import CapnProto

extension CompiledSchema {
  /// A value that the schema tells: that of a constant, or the default of a field, or a part of one.
  ///
  /// Names are those that can be used in the files: of declarations in other declarations, and of
  /// what `using` stands for.
  ///
  /// - Parameters:
  ///   - name: the value: `Outer.constant`, `Struct.field`, and behind these fields and elements of
  ///     lists, as in `constant.field[4].other`.
  ///   - format: the name of a format; only structs have forms other than `text` and `json`.
  ///   - isPretty: whether values are broken into lines.
  /// - Returns: the value in the format.
  /// - Throws: `MessageConversion.Failure` if there is no such value or format.
  public func value(
    of name: String, as format: String = "text", isPretty: Bool = true
  ) throws(MessageConversion.Failure) -> [UInt8] {
    let format = try MessageConversion.format(format)
    guard let path = ValuePath(name) else {
      throw MessageConversion.Failure(
        description: "no name of a value, as constant.field[4], is written like \(name)")
    }
    let found = try find(path)
    var selection = try select(found)
    for step in found.next..<path.steps.count { try selection.select(step, of: path) }
    return try selection.encoded(as: format, isPretty: isPretty)
  }

  /// A value that some steps of a path lead to.
  private struct Found {
    let node: SchemaNode
    let type: TypeDescription
    let value: ValueDescription
    /// The first step that was not needed.
    let next: Int
  }

  private func find(_ path: ValuePath) throws(MessageConversion.Failure) -> Found {
    var failure = MessageConversion.Failure(description: "the schema is empty")
    for file in origin?.files ?? [] {
      do throws(MessageConversion.Failure) {
        return try find(path, in: file.root)
      } catch {
        failure = error
      }
    }
    throw failure
  }

  private func find(
    _ path: ValuePath, in file: SchemaNode
  ) throws(MessageConversion.Failure) -> Found {
    var node = file
    for (index, step) in path.steps.enumerated() {
      let whole = path.text(before: index)
      guard case .name(let name) = step else {
        throw MessageConversion.Failure(description: "\(whole) is not a list")
      }
      if case .declaration(.node(let member), _, _) = node.member(name) {
        node = member
      } else if node.kind == .structure, node.hasField(name) {
        // The default of a field is what a struct has in which nothing is set.
        return Found(
          node: node, type: .structure(node.id, .empty), value: .structure(nil), next: index)
      } else {
        throw MessageConversion.Failure(description: "\(whole) has no member '\(name)'")
      }
      if node.kind == .constant, let compiler = node.file.compilation.completed(node),
        case .constant(let type, let cell) = compiler.description.body
      {
        return Found(node: node, type: type, value: cell.value, next: index + 1)
      }
    }
    throw MessageConversion.Failure(
      description: "\(path.text(before: path.steps.count)) has no value")
  }

  /// The nodes of the schema, and those that a node and its file need.
  private func nodes(for node: SchemaNode) throws(MessageConversion.Failure) -> [NodeDescription] {
    guard let origin, !origin.files.contains(where: { $0 === node.file }) else { return nodes }
    var traversal = SchemaTraversal(origin.compilation)
    for file in origin.files { traversal.add(file) }
    traversal.add(node.file)
    if let errors = origin.compilation.diagnostics.errors {
      throw MessageConversion.Failure(
        description: errors.diagnostics.map { "\($0)" }.joined(separator: "\n"))
    }
    return traversal.nodes
  }

  /// Puts a value into a message, as the only field of a struct.
  private func select(_ found: Found) throws(MessageConversion.Failure) -> ValueSelection {
    let wrapper = NodeDescription(
      id: SchemaIdentifier.random(), displayName: "value:Value", prefixLength: 6, scopeID: 0)
    let slot = FieldDescription.Kind.slot(
      offset: 0, type: found.type, value: ValueCell(ValueDescription(defaultOf: found.type)),
      isExplicit: false)
    let field = FieldDescription(
      name: "value", codeOrder: 0, discriminant: FieldDescription.noDiscriminant, kind: slot,
      ordinal: 0, annotations: [])
    wrapper.body = .structure(StructDescription(dataWords: 1, pointers: 1, fields: [field]))
    var holder = StructValue(dataWords: 1, pointers: 1)
    if case .bits(let log) = found.type.size {
      holder.set(found.value.bits, log: log, offset: 0)
    }
    holder.set(found.value.target, at: 0)
    let schema = CompiledSchema(nodes: try nodes(for: found.node) + [wrapper], files: [])
    let schemas = try MessageConversion.loaded(schema)
    let builder = MessageBuilder()
    RequestWriter().write(.structure(holder), to: builder.root)
    do {
      return try ValueSelection(
        builder.finish().fresh(limits: .trusted), .structure(wrapper.id, Brand()), schemas)
    } catch {
      throw MessageConversion.Failure(description: "\(error)")
    }
  }
}

extension SchemaNode {
  /// Whether a struct has a field or group of a name, in its unnamed union perhaps.
  fileprivate func hasField(_ name: String) -> Bool {
    file.compilation.completed(self)?.description.fieldIndex[name] != nil
  }
}
