extension FileGenerator {
  /// Writes a struct or group of the schema: a Swift enum without cases that holds its reader, its
  /// builder and what is declared inside.
  mutating func write(_ structure: RequestStruct, of node: RequestNode) {
    guard let name = names.types[node.id]?.path.last else { return }
    let fields = FieldNames.names(for: structure)
    let clause = parameterClause(node.id)
    writer.gap()
    writer.documentation(
      documentation(
        node.comment,
        structure.isGroup
          ? "The group `\(node.name)` of the schema." : describe(node, of: "The struct"), node))
    let conformance = structure.isGroup ? "" : ": CapnProto.StructSchema"
    block("\(access)enum \(SwiftName.escaped(name))\(clause)\(conformance)", entering: name) {
      generator in
      if !structure.isGroup {
        generator.writer.documentation("The id of the type in its schema.")
        generator.writer.line(
          "\(generator.inlinable)static var typeID: \(generator.names.standard("UInt64"))"
            + " { \(SwiftLiteral.id(node.id)) }")
        generator.writer.documentation("The size that new structs have.")
        generator.block("\(generator.inlinable)static var structSize: CapnProto.StructSize") {
          $0.writer.line(
            "CapnProto.StructSize(dataWords: \(structure.dataWords),"
              + " pointerCount: \(structure.pointers))")
        }
      }
      generator.writeReader(structure, fields, node)
      generator.writeBuilder(structure, fields, node)
      if structure.discriminantCount > 0 {
        generator.writeTag(structure, fields)
        generator.writeWhich(structure, fields)
      }
      generator.writePipeline(structure, fields, node)
      generator.members(of: node)
    }
  }

  private mutating func writeReader(
    _ structure: RequestStruct, _ fields: [FieldNames], _ node: RequestNode
  ) {
    writer.gap()
    writer.documentation(describe(node, of: "A", "in a message"))
    block("\(access)struct Reader: CapnProto.StructReaderProtocol") { generator in
      generator.writer.documentation("The struct without names.")
      generator.writer.line("\(generator.access)let raw: CapnProto.StructReader")
      generator.writer.documentation("Gives a struct its names.")
      generator.writer.line(
        "\(generator.inlinable)init(_ raw: CapnProto.StructReader) { self.raw = raw }")
      if structure.discriminantCount > 0 { generator.writeUnionReading(structure, fields) }
      for (field, names) in zip(structure.fields, fields) {
        generator.writer.gap()
        generator.writeReading(field, names)
      }
    }
  }

  private mutating func writeBuilder(
    _ structure: RequestStruct, _ fields: [FieldNames], _ node: RequestNode
  ) {
    writer.gap()
    writer.documentation(describe(node, of: "A", "in a message that is being built"))
    block("\(access)struct Builder: CapnProto.StructBuilderProtocol") { generator in
      generator.writer.documentation("The struct without names.")
      generator.writer.line("\(generator.access)let raw: CapnProto.StructBuilder")
      generator.writer.documentation("Gives a struct its names.")
      generator.writer.line(
        "\(generator.inlinable)init(_ raw: CapnProto.StructBuilder) { self.raw = raw }")
      generator.writer.documentation("The struct, to be read while nobody builds.")
      generator.writer.line(
        "\(generator.inlinable)var asReader: Reader { Reader(raw.asReader) }")
      if structure.discriminantCount > 0 {
        generator.writer.documentation("Which member of the union is set.")
        generator.writer.line(
          "\(generator.inlinable)var tag: Tag"
            + " { Tag(rawValue: raw.get(\(structure.discriminantOffset))) }")
      }
      for (field, names) in zip(structure.fields, fields) {
        generator.writer.gap()
        generator.writeBuilding(field, names, in: structure)
      }
    }
  }

  private mutating func writeUnionReading(_ structure: RequestStruct, _ fields: [FieldNames]) {
    writer.documentation("Which member of the union is set.")
    writer.line(
      "\(inlinable)var tag: Tag { Tag(rawValue: raw.get(\(structure.discriminantOffset))) }")
    writer.documentation("The member of the union that is set, and its value.")
    block("\(inlinable)var which: Which") { generator in
      generator.block("get \(Self.throwing)") { generator in
        let cases = Self.cases(structure, fields)
        generator.writer.line("switch tag {")
        for (index, name) in cases {
          let field = structure.fields[index]
          let escaped = SwiftName.escaped(name)
          let property = SwiftName.escaped(fields[index].property)
          let tried = generator.isThrowing(field) ? "try " : ""
          let payload = field.isVoid ? "" : "(\(tried)self.\(property))"
          generator.writer.line("case .\(escaped): return .\(escaped)\(payload)")
        }
        generator.writer.line("case .unknown(let number): return .unknown(number)")
        generator.writer.line("}")
      }
    }
  }

  /// A sentence about a struct in a place.
  func describe(_ node: RequestNode, of article: String, _ place: String? = nil) -> String {
    var what = "\(article) `\(node.name)`\(place == nil ? " of the schema" : "")"
    if names.owners[node.id] != nil, let dollar = node.name.lastIndex(of: "$") {
      let part = node.name[dollar...] == "$Params" ? "parameters" : "results"
      what = "The \(part) of `\(node.name[..<dollar])`"
    }
    return place.map { "\(what) \($0)." } ?? what + "."
  }

  private mutating func writeTag(_ structure: RequestStruct, _ fields: [FieldNames]) {
    writer.gap()
    writer.documentation("The members of the union.")
    let members = Self.cases(structure, fields).map { index, name in
      (
        name: name, value: structure.fields[index].discriminant ?? 0,
        documentation: "The member `\(structure.fields[index].name)`."
      )
    }
    writeEnum(
      "Tag",
      conformance: ["RawRepresentable", "Hashable", "Sendable"].map { names.standard($0) }
        .joined(separator: ", "), members, id: nil)
  }

  private mutating func writeWhich(_ structure: RequestStruct, _ fields: [FieldNames]) {
    writer.gap()
    writer.documentation("A member of the union, and its value.")
    block("\(access)enum Which: \(names.standard("Sendable"))") { generator in
      for (index, name) in Self.cases(structure, fields) {
        let field = structure.fields[index]
        generator.writer.documentation(
          generator.documentation(field.comment, "The member `\(field.name)`.", field))
        let payload = field.isVoid ? "" : "(\(generator.readerType(field)))"
        generator.writer.line("case \(SwiftName.escaped(name))\(payload)")
      }
      generator.writer.documentation("A member that this version of the schema does not have.")
      generator.writer.line("case unknown(\(generator.names.standard("UInt16")))")
    }
  }

  /// The members of the union by their index among the fields, with the names of their cases.
  private static func cases(
    _ structure: RequestStruct, _ fields: [FieldNames]
  ) -> [(index: Int, name: String)] {
    var scope = NameScope(reserved: ["unknown"])
    return structure.fields.indices.compactMap { index in
      let field = structure.fields[index]
      guard field.discriminant != nil else { return nil }
      let wish = field.setting(SwiftAnnotations.name) ?? field.name
      return (index, scope.take(SwiftName.identifier(wish)))
    }
  }
}

extension RequestField {
  /// Whether the field has no value.
  var isVoid: Bool {
    if case .slot(_, .void, _, _) = body { true } else { false }
  }
}
