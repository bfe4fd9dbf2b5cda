extension FileGenerator {
  /// Writes the client of an interface.
  mutating func writeClient(
    _ interface: RequestInterface, _ node: RequestNode, _ methods: [Method]
  ) {
    let library = callLibrary
    let isStreaming = style == .awaited && methods.contains { $0.method.isStreaming }
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
      if generator.style == .awaited {
        generator.block(
          "\(generator.access)init(_ server: \(server), in host: \(library).VatHost = .shared)"
        ) { $0.writer.line("self.init(host.export { \(own).dispatch($0, to: server) })") }
      } else {
        generator.block("\(generator.access)init(_ server: \(server), in host: \(library).Vat)") {
          $0.writer.line("self.init(\(library).Capability(server, in: host))")
        }
      }
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
        "_ \(SwiftName.uncapitalized($0))Type: \(SwiftName.escaped($0)).Type, "
      }.joined()
    }
    let throwing = style == .awaited ? "throws" : Self.throwing
    let build = "\(types)_ build: (\(parameters).Builder) \(throwing) -> Void = { _ in }"
    let call = returnType(results)
    writer.gap()
    if method.method.isStreaming, style == .awaited {
      writer.documentation(
        comment + """


          Returns once the window of the stream has room for more.

          - Parameter build: Fills in the parameters.
          - Throws: What an earlier call of the stream failed with.
          """)
      block("\(access)func \(name)\(clause)(\(build)) async throws") {
        $0.writer.line(
          "try await stream(\(method.interfaceID), \(method.index), \(parameters).self, window, build)"
        )
      }
    } else {
      writer.documentation(
        comment + """


          - Parameter build: Fills in the parameters.
          - Returns: \(style == .awaited ? "The promise of the results." : "The call, on its way.")
          """)
      let hints = method.isPipelined ? "" : ", hints: .noPipelining"
      block("\(inlinable)func \(name)\(clause)(\(build)) -> \(call)") {
        $0.writer.line("self.call(")
        $0.writer.line(
          "  \(method.interfaceID), \(method.index), \(parameters).self, \(results).self\(hints), build)"
        )
      }
    }
    if method.generics.isEmpty {
      writeConvenience(method, comment, parameters, results, withArrays: false)
      if hasArrays(method) {
        writeConvenience(method, comment, parameters, results, withArrays: true)
      }
    }
  }

  /// Writes the method with one argument for each parameter.
  private mutating func writeConvenience(
    _ method: Method, _ comment: String, _ parameters: String, _ results: String,
    withArrays: Bool
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
      case .list(let element) where withArrays && arrayType(element) != nil:
        arguments.append("\(head): \(arrayType(element) ?? "")")
        statements.append("$0.\(name.set)(\(local))")
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
    let name = SwiftName.escaped(method.name)
    let (head, call) =
      method.method.isStreaming && style == .awaited
      ? ("\(access)func \(name)(\(list)) async throws", "try await self.\(name)")
      : ("\(inlinable)func \(name)(\(list)) -> \(returnType(results))", "self.\(name)")
    block(head) { generator in
      if generator.style == .embedded, statements.contains(where: { $0.hasPrefix("try ") }) {
        // What a closure throws is not inferred.
        var locals = NameScope(reserved: Set(fields.map(\.property)))
        let builder = locals.take("builder")
        generator.writer.open(
          "\(call) { (\(builder)) \(Self.throwing) in", closing: "}", isBlock: false)
        for statement in statements {
          generator.writer.line(statement.replacing("$0.", with: builder + ".", maxReplacements: 1))
        }
        generator.writer.close()
      } else if statements.count == 1 {
        generator.writer.line("\(call) { \(statements[0]) }")
      } else {
        generator.block(call) { for statement in statements { $0.writer.line(statement) } }
      }
    }
  }

  /// Whether some parameter is a list that an array can stand for.
  private mutating func hasArrays(_ method: Method) -> Bool {
    for field in set.nodes[method.method.parameters.id]?.structure?.fields ?? [] {
      if case .slot(_, .list(let element), _, _) = field.body, arrayType(element) != nil {
        return true
      }
    }
    return false
  }

  /// What a call returns.
  private func returnType(_ results: String) -> String {
    style == .awaited
      ? "\(callLibrary).Promise<\(results)>" : "\(callLibrary).OutgoingCall<\(results)>"
  }

  /// Whether a type is a parameter, which accessors of its own struct know nothing more about.
  private func isSubstituted(_ type: RequestType) -> Bool {
    if case .parameter = type { true } else { false }
  }
}
