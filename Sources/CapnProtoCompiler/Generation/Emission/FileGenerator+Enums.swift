extension FileGenerator {
  /// Writes an enum of the schema.
  mutating func write(_ enumerants: [RequestEnumerant], of node: RequestNode) {
    guard let name = names.types[node.id]?.path.last else { return }
    var cases = NameScope(reserved: ["unknown"])
    let members = enumerants.enumerated().map { index, enumerant in
      (
        name: cases.take(
          SwiftName.identifier(enumerant.setting(SwiftAnnotations.name) ?? enumerant.name)),
        value: UInt16(truncatingIfNeeded: index),
        documentation: documentation(
          enumerant.comment, "`\(enumerant.name)` of the schema.", enumerant)
      )
    }
    writer.gap()
    writer.documentation(
      documentation(node.comment, "The enum `\(node.name)` of the schema.", node))
    writeEnum(
      SwiftName.escaped(name), conformance: "CapnProto.EnumSchema", members,
      id: node.id)
  }

  /// Writes a Swift enum that has a case for every number, also for those without a name.
  mutating func writeEnum(
    _ name: String, conformance: String,
    _ members: [(name: String, value: UInt16, documentation: String)], id: UInt64?
  ) {
    let number = names.standard("UInt16")
    block("\(access)enum \(name): \(conformance)") { generator in
      for member in members {
        generator.writer.documentation(member.documentation)
        generator.writer.line("case \(SwiftName.escaped(member.name))")
      }
      generator.writer.documentation("A number that has no name in this version of the schema.")
      generator.writer.line("case unknown(\(number))")
      if let id {
        generator.writer.gap()
        generator.writer.documentation("The id of the type in its schema.")
        generator.writer.line(
          "\(generator.inlinable)static var typeID: \(generator.names.standard("UInt64"))"
            + " { \(SwiftLiteral.id(id)) }")
      }
      generator.writer.gap()
      generator.writer.documentation(
        "Makes a value from its number.\n\n- Parameter rawValue: The number.")
      generator.block("\(generator.inlinable)init(rawValue: \(number))") { generator in
        generator.writer.line("switch rawValue {")
        for member in members {
          generator.writer.line("case \(member.value): self = .\(SwiftName.escaped(member.name))")
        }
        generator.writer.line("default: self = .unknown(rawValue)")
        generator.writer.line("}")
      }
      generator.writer.gap()
      generator.writer.documentation("The number.")
      generator.block("\(generator.inlinable)var rawValue: \(number)") { generator in
        generator.writer.line("switch self {")
        for member in members {
          generator.writer.line("case .\(SwiftName.escaped(member.name)): \(member.value)")
        }
        generator.writer.line("case .unknown(let number): number")
        generator.writer.line("}")
      }
    }
  }
}
