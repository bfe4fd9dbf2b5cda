import CapnProto

extension CompiledSchema {
  /// The value of a constant.
  ///
  /// - Parameters:
  ///   - name: the constant, as `Outer.name`, in a file that was asked for.
  ///   - format: the name of a format; only structs have forms other than `text` and `json`.
  ///   - isPretty: whether structs are broken into lines.
  /// - Returns: the value in the format.
  /// - Throws: `MessageConversion.Failure` if there is no such constant or format.
  public func value(
    of name: String, as format: String = "text", isPretty: Bool = true
  ) throws(MessageConversion.Failure) -> [UInt8] {
    guard let node = node(named: name), case .constant(let type, let cell) = node.body else {
      throw MessageConversion.Failure(description: "the schema has no constant named \(name)")
    }
    if case .structure(let id, .empty) = type, case .structure(let value?) = cell.value {
      let conversion = try MessageConversion(
        from: "binary", to: format, schema: naming(id), type: "Value", isPretty: isPretty)
      return try conversion.convert(bytes(value))
    }
    guard format == "text" || format == "json" else {
      throw MessageConversion.Failure(
        description: "\(name) is no struct: only text and json can show it")
    }
    return try wrapped(cell.value, type, format)
  }

  private func node(named name: String) -> NodeDescription? {
    let index = Dictionary(nodes.map { ($0.id, $0) }) { first, _ in first }
    for file in files {
      var found = index[file.id]
      for part in name.split(separator: ".") {
        let child = found?.nested?.first { $0.name == part }
        found = child.flatMap { index[$0.id] }
      }
      if let found { return found }
    }
    return nil
  }

  /// The schema with one more file, which calls a struct `Value`.
  private func naming(_ id: UInt64, _ further: [NodeDescription] = []) -> CompiledSchema {
    let file = NodeDescription(
      id: SchemaIdentifier.random(), displayName: "value", prefixLength: 0, scopeID: 0)
    file.nested = [("Value", id)]
    return CompiledSchema(
      nodes: nodes + further + [file], files: [RequestedFile(id: file.id, name: "value")])
  }

  /// A value that is no message of its own, as the only field of a struct, which is cut off again.
  private func wrapped(
    _ value: ValueDescription, _ type: TypeDescription, _ format: String
  ) throws(MessageConversion.Failure) -> [UInt8] {
    let wrapper = NodeDescription(
      id: SchemaIdentifier.random(), displayName: "value:Value", prefixLength: 6, scopeID: 0)
    let slot = FieldDescription.Kind.slot(
      offset: 0, type: type, value: ValueCell(ValueDescription(defaultOf: type)),
      isExplicit: false)
    let field = FieldDescription(
      name: "value", codeOrder: 0, discriminant: FieldDescription.noDiscriminant, kind: slot,
      ordinal: 0, annotations: [])
    wrapper.body = .structure(StructDescription(dataWords: 1, pointers: 1, fields: [field]))
    var message = StructValue(dataWords: 1, pointers: 1)
    if case .bits(let log) = type.size { message.set(value.bits, log: log, offset: 0) }
    message.set(value.target, at: 0)
    let conversion = try MessageConversion(
      from: "binary", to: format, schema: naming(wrapper.id, [wrapper]), type: "Value",
      isPretty: false)
    let text = try conversion.convert(bytes(message))
    // Text is `(value = …)`, JSON `{"value": …}`, both with a line feed.
    let mark = format == "text" ? UInt8(ascii: "=") : UInt8(ascii: ":")
    let start = text.firstIndex(of: mark).map { $0 + 1 } ?? 0
    return text[start...].drop { $0 == UInt8(ascii: " ") }.dropLast(2) + [UInt8(ascii: "\n")]
  }

  private func bytes(_ value: StructValue) throws(MessageConversion.Failure) -> [UInt8] {
    let builder = MessageBuilder()
    RequestWriter().write(.structure(value), to: builder.root)
    do {
      return try builder.framedBytes()
    } catch {
      throw MessageConversion.Failure(description: "\(error)")
    }
  }
}
