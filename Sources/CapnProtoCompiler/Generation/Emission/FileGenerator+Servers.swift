extension FileGenerator {
  /// What a server of an interface is, as the type of an argument.
  func serverConstraint(_ id: UInt64) -> String {
    if !isInGenericScope(id) { return "some " + serverProtocol(id) }
    let parameters = genericParameters(around: id).map(SwiftName.escaped)
    return "some \(serverProtocol(id))<\(parameters.joined(separator: ", "))>"
  }

  /// The name of the protocol of an interface's servers, from the top.
  ///
  /// Swift has no protocols inside generic types, so there it stands at the top level.
  func serverProtocol(_ id: UInt64) -> String {
    if !isInGenericScope(id) { return extensionName(id) + ".Server" }
    return (names.types[id]?.path ?? []).joined() + "Server"
  }

  /// The parameters of a type and of those around it, outermost first.
  private func genericParameters(around id: UInt64) -> [String] {
    (names.types[id]?.ids ?? []).flatMap { id in id.flatMap { names.parameters[$0] } ?? [] }
  }

  /// Writes the protocol of the servers of an interface.
  mutating func writeServer(
    _ interface: RequestInterface, _ node: RequestNode, _ methods: [Method]
  ) {
    let isGeneric = isInGenericScope(node.id)
    let inherits = inheritsProtocols(interface, of: node.id)
    let required = methods.filter { !inherits || !$0.isInherited }
    var parents: [String] = []
    var clauses: [String] = []
    if inherits {
      for superclass in interface.superclasses where names.types[superclass.id] != nil {
        parents.append(serverProtocol(superclass.id))
        let arguments = bindings(of: superclass.id, superclass.brand)
        for (index, name) in (names.parameters[superclass.id] ?? []).enumerated() {
          guard let types = arguments[superclass.id] else { continue }
          let type = (index < types.count ? types[index] : nil) ?? .anyPointer
          if case .parameter(node.id, let own) = type, names.parameters[node.id]?[own] == name {
            continue
          }
          let argument = outside(of: node.id) { $0.written(type) }
          clauses.append("\(SwiftName.escaped(name)) == \(argument)")
        }
      }
    }
    if parents.isEmpty {
      parents = ["\(callLibrary).\(style == .awaited ? "CapabilityServer" : "Server")"]
    }
    // Associated types of the same names are inherited with the protocols.
    let inherited =
      inherits
      ? Set(
        ancestors(of: interface).flatMap { genericParameters(around: $0.id) }
          .map(SwiftName.escaped)) : []
    let inheritance =
      parents.joined(separator: ", ")
      + (clauses.isEmpty ? "" : " where \(clauses.joined(separator: ", "))")
    let comment = """
      An object that has the methods of `\(node.name)`.

      A method that is left out tells its callers that it is not implemented.
      """
    if isGeneric {
      let parameters = genericParameters(around: node.id).map(SwiftName.escaped)
      let name = serverProtocol(node.id)
      writer.gap()
      writer.documentation("The protocol of its servers, which Swift cannot have in here.")
      writer.line(
        "\(access)typealias Server = \(name)<\(parameters.joined(separator: ", "))>")
      atFileScope { generator in
        generator.writer.gap()
        generator.writer.documentation(comment)
        let primary = parameters.joined(separator: ", ")
        generator.block("\(generator.access)protocol \(name)<\(primary)>: \(inheritance)") {
          generator in
          for parameter in parameters where !inherited.contains(parameter) {
            generator.writer.documentation("The parameter `\(parameter)`.")
            generator.writer.line("associatedtype \(parameter): CapnProto.PointerSchema")
          }
          generator.writeRequirements(required, node)
        }
      }
    } else {
      writer.gap()
      writer.documentation(comment)
      block("\(access)protocol Server: \(inheritance)") { generator in
        generator.writeRequirements(required, node)
      }
    }
    if required.isEmpty, style == .awaited { return }
    let name = serverProtocol(node.id)
    atFileScope { generator in
      generator.writer.gap()
      generator.block("extension \(name)") { generator in
        if generator.style == .embedded { generator.writeTaking(node) }
        for method in required {
          generator.writer.documentation("Tells the caller that the method is not implemented.")
          let call = generator.callType(method, from: node)
          let head =
            "\(generator.access)func \(SwiftName.escaped(method.serverName))(_ call: \(call))"
          let error =
            "\(generator.callLibrary).RPCError(.unimplemented, \"\(method.method.name)\")"
          if generator.style == .awaited {
            generator.block(head + " async throws") { $0.writer.line("throw \(error)") }
          } else {
            generator.block(head) { $0.writer.line("call.fail(\(error))") }
          }
        }
      }
    }
  }

  private mutating func writeRequirements(_ methods: [Method], _ node: RequestNode) {
    for method in methods {
      let origin = method.isInherited ? ", from `\(method.node.name)`" : ""
      writer.documentation(
        documentation(
          method.method.comment, "`\(method.method.name)` of the schema\(origin).", method.method))
      writer.line(
        "func \(SwiftName.escaped(method.serverName))(_ call: \(callType(method, from: node)))"
          + (style == .awaited ? " async throws" : ""))
    }
  }

  /// The type of a method's calls, where it is written outside of the interface that declares it.
  private mutating func callType(_ method: Method, from node: RequestNode) -> String {
    var brand = inheriting(method.node.id)
    for (scope, types) in method.bindings { brand.scopes[scope] = .bind(types) }
    return outside(of: node.id) { $0.reference(to: method.node.id, brand) } + "." + method.callName
  }

  /// Writes a type for a place outside of another type, where the parameters of that one are
  /// associated types of the same names.
  private mutating func outside(
    of id: UInt64, _ body: (inout FileGenerator) -> String
  ) -> String {
    let place = (scope, isOutside)
    (scope, isOutside) = (names.types[id]?.path ?? [], true)
    defer { (scope, isOutside) = place }
    return body(&self)
  }

  /// Writes how an object in an embedded program takes calls.
  private mutating func writeTaking(_ node: RequestNode) {
    let own = outside(of: node.id) { $0.reference(to: node.id, $0.inheriting(node.id)) }
    writer.documentation(
      "Takes a call and has its method called.\n\n- Parameter call: The call.")
    block("\(access)func dispatch(_ call: \(callLibrary).IncomingCall)") {
      $0.writer.line("\(own).dispatch(call, to: self)")
    }
  }

  /// Writes the function that finds the method a request is for.
  mutating func writeDispatch(_ node: RequestNode, _ methods: [Method]) {
    writer.gap()
    writer.documentation(
      """
      Finds the method a request is for and has it called.

      - Parameters:
        - request: The request.
        - server: The object that has the methods.
      """)
    let request = style == .awaited ? "ServerRequest" : "IncomingCall"
    block(
      "\(access)static func dispatch(_ request: \(callLibrary).\(request), to server: \(serverConstraint(node.id)))"
    ) { generator in
      generator.writer.line("switch (request.interfaceID, request.methodID) {")
      for method in methods {
        let any = method.generics.map { _ in "CapnProto.AnyPointer" }
        let parameters = generator.parametersType(method, implicit: any)
        let results = generator.resultsType(method, implicit: any)
        generator.writer.line("case (\(method.interfaceID), \(method.index)):")
        if generator.style == .embedded {
          let name = SwiftName.escaped(method.serverName)
          if method.method.isStreaming { generator.writer.line("  request.stream()") }
          generator.writer.line("  server.\(name)(")
          generator.writer.line(
            "    \(generator.callLibrary).ServerCall<\(parameters), \(results)>(request))")
          continue
        }
        let start =
          method.method.isStreaming
          ? "startStreaming(\(parameters).self)"
          : "start(\(parameters).self, \(results).self)"
        generator.writer.line(
          "  request.\(start) { try await server.\(SwiftName.escaped(method.serverName))($0) }")
      }
      generator.writer.line(
        generator.style == .awaited
          ? "default: request.unimplemented()"
          : "default: request.fail(\(generator.callLibrary).RPCError(.unimplemented, \"\"))")
      generator.writer.line("}")
    }
  }
}
