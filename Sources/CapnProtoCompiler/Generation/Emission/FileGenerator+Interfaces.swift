/// Where code for calls is to run.
enum CallStyle: CaseIterable {
  /// On a host: calls are awaited.
  case awaited
  /// As Embedded Swift: calls have callbacks.
  case embedded

  /// The library of calls.
  var library: String { self == .awaited ? "CapnProtoAsync" : "CapnProtoRPC" }

  /// The condition for the compiler.
  var condition: String { self == .awaited ? "!hasFeature(Embedded)" : "hasFeature(Embedded)" }
}

extension FileGenerator {
  /// The library of calls.
  var callLibrary: String { style.library }

  /// Writes an interface of the schema.
  mutating func write(_ interface: RequestInterface, of node: RequestNode) {
    guard let type = names.types[node.id], let name = type.path.last else { return }
    writer.gap()
    writer.documentation(
      documentation(node.comment, "The interface `\(node.name)` of the schema.", node))
    block("\(access)enum \(SwiftName.escaped(name))\(parameterClause(node.id))", entering: name) {
      generator in
      generator.writer.documentation("The id of the type in its schema.")
      generator.writer.line(
        "\(generator.inlinable)static var typeID: \(generator.names.standard("UInt64"))"
          + " { \(SwiftLiteral.id(node.id)) }")
      if generator.options.generatesInterfaces {
        let methods = generator.methods(of: interface, node)
        generator.writer.gap()
        for style in generator.styles {
          generator.style = style
          generator.writer.line("#if \(style.condition)")
          generator.writeCallNames(methods)
          generator.writeClient(interface, node, methods)
          generator.writeServer(interface, node, methods)
          generator.writeDispatch(node, methods)
          generator.writer.line("#endif")
        }
        generator.style = .awaited
      }
      generator.members(of: node)
    }
    if options.generatesInterfaces {
      let name = extensionName(node.id)
      for style in styles {
        self.style = style
        atFileScope { generator in
          generator.writer.gap()
          generator.writer.line("extension \(name): \(style.library).InterfaceSchema {}")
        }
      }
      style = .awaited
    }
  }

  /// What code is written for.
  var styles: [CallStyle] { options.generatesEmbedded ? CallStyle.allCases : [.awaited] }

  /// A method of an interface, as it is written where that or an heir of it is declared.
  struct Method {
    var method: RequestMethod
    var index: Int
    /// The interface that declares it.
    var node: RequestNode
    /// What the parameters of that interface stand for.
    var bindings: [UInt64: [RequestType?]]
    /// Whether an heir of that interface is written.
    var isInherited: Bool
    /// Its name in a client.
    var name: String
    /// Its name in a server.
    var serverName: String
    /// The name of the type of its calls, in the interface that declares it.
    var callName: String
    /// The Swift names of its own type parameters.
    var generics: [String]
    /// Whether its results can have capabilities in them.
    var isPipelined: Bool

    /// The id of the interface, as it is sent.
    var interfaceID: String { SwiftLiteral.id(node.id) }
  }

  /// The methods of an interface and of those it inherits from.
  private func methods(of interface: RequestInterface, _ node: RequestNode) -> [Method] {
    var names = NameScope(reserved: ["capability", "isNull", "cast", "resolved", "window"])
    let own = InterfaceAncestor(
      id: node.id, brand: inheriting(node.id), interface: interface, node: node)
    var methods: [Method] = []
    for declarer in [own] + ancestors(of: interface) {
      let bindings = bindings(of: declarer.id, declarer.brand)
      for (index, method) in declarer.interface.methods.enumerated() {
        let wish = method.setting(SwiftAnnotations.name) ?? method.name
        let name = SwiftName.identifier(wish)
        var generics = NameScope(
          reserved: NameTable.modules.union(
            (self.names.types[node.id]?.ids ?? []).flatMap { id in
              id.flatMap { self.names.parameters[$0] } ?? []
            }))
        methods.append(
          Method(
            method: method, index: index, node: declarer.node, bindings: bindings,
            isInherited: declarer.id != node.id, name: names.take(name), serverName: name,
            callName: self.names.callNames[declarer.id]?[index] ?? "",
            generics: method.implicitParameters.map { generics.take(SwiftName.identifier($0)) },
            isPipelined: self.names.pipelined.contains(method.results.id)))
      }
    }
    return methods
  }

  /// The type of a method's parameters.
  mutating func parametersType(_ method: Method, implicit: [String]) -> String {
    structType(method.method.parameters, of: method, implicit: implicit)
  }

  /// The type of a method's results.
  mutating func resultsType(_ method: Method, implicit: [String]) -> String {
    if method.method.isStreaming { return "\(callLibrary).StreamResult" }
    return structType(method.method.results, of: method, implicit: implicit)
  }

  private mutating func structType(
    _ part: (id: UInt64, brand: RequestBrand), of method: Method, implicit: [String]
  ) -> String {
    var brand = part.brand.substituting(method.bindings)
    // Structs made for a method have its type parameters as their own, which requests don't say.
    if names.owners[part.id] != nil, brand.scopes[part.id] == nil {
      brand.scopes[part.id] = .bind(implicit.indices.map { .implicitParameter(index: $0) })
    }
    return reference(to: part.id, brand, implicit: implicit)
  }

  private mutating func writeCallNames(_ methods: [Method]) {
    for method in methods where !method.isInherited {
      let any = method.generics.map { _ in "CapnProto.AnyPointer" }
      let parameters = parametersType(method, implicit: any)
      let results = resultsType(method, implicit: any)
      writer.documentation("A call of `\(method.method.name)` as its server sees it.")
      writer.line(
        "\(access)typealias \(method.callName) = \(callLibrary).ServerCall<\(parameters), \(results)>"
      )
    }
  }
}
