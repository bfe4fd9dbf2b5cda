extension FileGenerator {
  /// The type that stands for a capability of any interface.
  var capabilityType: String { "CapnProto.AnyPointer" }

  /// How Swift writes the type of an interface.
  mutating func interfaceReference(
    to id: UInt64, _ brand: RequestBrand, implicit: [String]
  ) -> String {
    "CapnProto.AnyPointer"
  }

  /// Writes an interface of the schema.
  mutating func write(_ interface: RequestInterface, of node: RequestNode) {
    guard let name = names.types[node.id]?.path.last else { return }
    writer.gap()
    writer.documentation(
      documentation(node.comment, "The interface `\(node.name)` of the schema.", node))
    block("\(access)enum \(SwiftName.escaped(name))\(parameterClause(node.id))", entering: name) {
      generator in
      generator.writer.documentation("The id of the type in its schema.")
      generator.writer.line(
        "\(generator.inlinable)static var typeID: \(generator.names.standard("UInt64"))"
          + " { \(SwiftLiteral.id(node.id)) }")
      generator.members(of: node)
    }
  }
}
