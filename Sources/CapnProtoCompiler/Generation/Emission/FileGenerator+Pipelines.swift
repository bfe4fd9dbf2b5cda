extension FileGenerator {
  /// Whether code for a file needs the library of calls: it declares an interface or has fields
  /// that hold capabilities.
  func usesCalls(_ file: UInt64?) -> Bool {
    guard options.generatesInterfaces, let file else { return false }
    return names.callingFiles.contains(file)
  }

  /// Whether a struct has a `Pipeline`.
  func hasPipeline(_ id: UInt64) -> Bool {
    names.pipelined.contains(id) && usesCalls(names.files[id])
  }

  /// Writes the type of a struct that is part of results that are not there yet.
  mutating func writePipeline(
    _ structure: RequestStruct, _ fields: [FieldNames], _ node: RequestNode
  ) {
    guard hasPipeline(node.id) else { return }
    let library = "CapnProtoAsync"
    writer.gap()
    writer.line("#if !hasFeature(Embedded)")
    writer.documentation(describe(node, of: "A", "in results that may not be there yet"))
    var constrained: [(name: String, parameter: String, documentation: String, offset: Int)] = []
    block("\(access)struct Pipeline: \(library).StructPipeline") { generator in
      generator.writer.documentation("The part of the results, without its type.")
      generator.writer.line("\(generator.access)let raw: \(library).AnyPipeline")
      generator.writer.documentation("Gives a part its type.")
      generator.writer.line(
        "\(generator.inlinable)init(_ raw: \(library).AnyPipeline) { self.raw = raw }")
      for (field, name) in zip(structure.fields, fields) {
        let property = SwiftName.escaped(name.property)
        let documentation = generator.documentation(field)
        switch field.body {
        case .group(let id) where generator.hasPipeline(id):
          let type = generator.reference(to: id, generator.inheriting(id)) + ".Pipeline"
          generator.writer.documentation(documentation)
          generator.writer.line("\(generator.inlinable)var \(property): \(type) { \(type)(raw) }")
        case .slot(let offset, .parameter(let scope, let index), _, _):
          if let parameter = generator.names.parameters[scope], index < parameter.count {
            constrained.append(
              (property, SwiftName.escaped(parameter[index]), documentation, offset))
          }
        case .slot(let offset, .anyPointer, _, _), .slot(let offset, .anyStruct, _, _):
          generator.writer.documentation(documentation)
          generator.writer.line(
            "\(generator.inlinable)var \(property): \(library).AnyPipeline"
              + " { raw.pointer(\(offset)) }")
        case .slot(let offset, let type, _, _):
          guard let part = generator.pipelineType(type) else { continue }
          generator.writer.documentation(documentation)
          generator.writer.line(
            "\(generator.inlinable)var \(property): \(part)"
              + " { \(generator.written(type)).pipeline(raw.pointer(\(offset))) }")
        case .group: continue
        }
      }
    }
    writer.line("#endif")
    if structure.isGroup { return }
    let name = extensionName(node.id)
    atFileScope { generator in
      generator.writer.gap()
      generator.writer.line("extension \(name): \(library).PipelinedSchema {}")
    }
    for part in constrained {
      atFileScope { generator in
        generator.block(
          "extension \(name).Pipeline where \(part.parameter): \(library).PipelinedSchema"
        ) { generator in
          generator.writer.documentation(part.documentation)
          generator.block("\(generator.inlinable)var \(part.name): \(part.parameter).Pipeline") {
            $0.writer.line("\(part.parameter).pipeline(raw.pointer(\(part.offset)))")
          }
        }
      }
    }
  }

  /// The type of a part of results that are not there yet, `nil` if it cannot be called through.
  private mutating func pipelineType(_ type: RequestType) -> String? {
    switch type {
    case .interface: written(type) + ".Client"
    case .capability: "AnyClient"
    case .structure(let id, _): hasPipeline(id) ? written(type) + ".Pipeline" : nil
    default: nil
    }
  }

  /// The name of a type in an extension of it: without arguments, from the top.
  func extensionName(_ id: UInt64) -> String {
    (names.types[id]?.path ?? []).map(SwiftName.escaped).joined(separator: ".")
  }

  /// Writes declarations that must stand at the top level, behind everything else.
  mutating func atFileScope(_ body: (inout FileGenerator) -> Void) {
    let outer = (writer, scope)
    (writer, scope) = (fileScope[style] ?? SourceWriter(), [])
    body(&self)
    fileScope[style] = writer
    (writer, scope) = outer
  }
}
