extension FileGenerator {
  /// Writes the client of an interface.
  mutating func writeClient(
    _ interface: RequestInterface, _ node: RequestNode, _ methods: [Method]
  ) {
    let library = callLibrary
    let isStreaming = methods.contains { $0.method.isStreaming }
    writer.gap()
    writer.documentation("Calls the methods of `\(node.name)`, wherever the object lives.")
    block("\(access)struct Client: \(library).CapabilityClient", entering: "Client") { generator in
      generator.writer.documentation("The reference without its type.")
      generator.writer.line("\(generator.access)let capability: \(library).Capability?")
      if isStreaming {
        generator.writer.documentation("What of the stream is on its way.")
        generator.writer.line(
          "\(generator.access)let window = \(library).StreamWindow()")
      }
      let inlinable = isStreaming ? generator.access : generator.inlinable
      generator.writer.documentation("Gives a reference this type.")
      generator.block("\(inlinable)init(_ capability: \(library).Capability?)") {
        $0.writer.line("self.capability = capability")
      }
      generator.writer.documentation(
        """
        Makes an object one that can be called.

        - Parameters:
          - server: The object.
          - host: The vat it is to live in.
        """)
      let server = generator.serverConstraint(node.id)
      let own = generator.reference(to: node.id, generator.inheriting(node.id))
      generator.block(
        "\(generator.access)init(_ server: \(server), in host: \(library).VatHost = .shared)"
      ) { $0.writer.line("self.init(host.export { \(own).dispatch($0, to: server) })") }
      generator.writeUpcasts(interface)
      for method in methods { generator.writeCall(method) }
    }
  }

  private mutating func writeUpcasts(_ interface: RequestInterface) {
    var names = NameScope()
    for ancestor in ancestors(of: interface) {
      let type = reference(to: ancestor.id, ancestor.brand) + ".Client"
      writer.documentation("The same object as a `\(ancestor.node.name)`.")
      writer.line(
        "\(inlinable)var \(names.take("as" + ancestor.node.name)): \(type) { \(type)(capability) }")
    }
  }

  private mutating func writeCall(_ method: Method) {
    let library = callLibrary
    let parameters = parametersType(method, implicit: method.generics)
    let results = resultsType(method, implicit: method.generics)
    let name = SwiftName.escaped(method.name)
    let origin = method.isInherited ? ", from `\(method.node.name)`" : ""
    let comment = documentation(
      method.method.comment, "`\(method.method.name)` of the schema\(origin).", method.method)
    var clause = ""
    var types = ""
    if !method.generics.isEmpty {
      clause =
        "<"
        + method.generics.map { "\(SwiftName.escaped($0)): CapnProto.PointerSchema" }
        .joined(separator: ", ") + ">"
      types = method.generics.map {
        "_ \(SwiftName.uncapitalized($0))Type: \(SwiftName.escaped($0)).Type"
          + " = CapnProto.AnyPointer.self, "
      }.joined()
    }
    let build = "\(types)_ build: (\(parameters).Builder) throws -> Void = { _ in }"
    writer.gap()
    if method.method.isStreaming {
      writer.documentation(
        comment + """


          Returns once the window of the stream has room for more.

          - Parameter build: Fills in the parameters.
          - Throws: What an earlier call of the stream failed with.
          """)
      block("\(access)func \(name)\(clause)(\(build)) async throws") {
        $0.writer.line(
          "try await stream(\(method.interfaceID), \(method.index), \(parameters).self, window, build)")
      }
    } else {
      writer.documentation(
        comment + """


          - Parameter build: Fills in the parameters.
          - Returns: The promise of the results.
          """)
      let hints = method.isPipelined ? "" : ", hints: .noPipelining"
      block("\(inlinable)func \(name)\(clause)(\(build)) -> \(library).Promise<\(results)>") {
        $0.writer.line("self.call(")
        $0.writer.line(
          "  \(method.interfaceID), \(method.index), \(parameters).self, \(results).self\(hints), build)")
      }
    }
    if method.generics.isEmpty { writeConvenience(method, comment, parameters, results) }
  }

  /// Writes the method with one argument for each parameter.
  private mutating func writeConvenience(
    _ method: Method, _ comment: String, _ parameters: String, _ results: String
  ) {
    guard names.owners[method.method.parameters.id] != nil,
      let structure = set.nodes[method.method.parameters.id]?.structure,
      !structure.fields.isEmpty, structure.fields.count <= 12
    else { return }
    let fields = FieldNames.names(for: structure)
    var arguments: [String] = []
    var statements: [String] = []
    for (field, name) in zip(structure.fields, fields) {
      guard case .slot(_, let declared, let value, let isExplicit) = field.body else { return }
      let type = declared.substituting(method.bindings)
      let label = SwiftName.escaped(name.property)
      let local = SwiftName.reserved.contains(name.property) ? "\(name.property)Value" : label
      let head = label == local ? label : "\(label) \(local)"
      switch type {
      case .void: continue
      case .text:
        let text = isExplicit ? defaultText(value, type).map { " = \($0)" } ?? "" : ""
        arguments.append("\(head): \(names.standard("String"))\(text)")
        statements.append("$0.\(name.set)(\(local))")
      case .data:
        arguments.append("\(head): [\(names.standard("UInt8"))]")
        statements.append("$0.\(name.set)(\(local))")
      case .interface, .capability:
        arguments.append("\(head): \(readerType(type))")
        statements.append("\(isSubstituted(declared) ? "try " : "")$0.\(name.set)(\(local))")
      case _ where type.isPointer:
        arguments.append("\(head): \(readerType(type))")
        statements.append("try $0.\(name.set)(\(local))")
      default:
        let literal = isExplicit ? literal(value, type).map { " = \($0)" } ?? "" : ""
        arguments.append("\(head): \(readerType(type))\(literal)")
        statements.append("$0.\(label) = \(local)")
      }
      if isSubstituted(declared), type == .text || type == .data { return }
    }
    if arguments.isEmpty { return }
    let list = arguments.joined(separator: ", ")
    writer.gap()
    writer.documentation(comment)
    if method.method.isStreaming {
      writer.open("\(access)func \(SwiftName.escaped(method.name))(\(list)) async throws")
      writer.open("try await self.\(SwiftName.escaped(method.name))")
    } else {
      writer.open(
        "\(inlinable)func \(SwiftName.escaped(method.name))(\(list)) -> \(callLibrary).Promise<\(results)>")
      writer.open("self.\(SwiftName.escaped(method.name))")
    }
    for statement in statements { writer.line(statement) }
    writer.close()
    writer.close()
  }

  /// Whether a type is a parameter, which accessors of its own struct know nothing more about.
  private func isSubstituted(_ type: RequestType) -> Bool {
    if case .parameter = type { true } else { false }
  }
}
