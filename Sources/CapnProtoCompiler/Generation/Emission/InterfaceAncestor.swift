/// An interface that another one inherits from, directly or not, as seen from there.
struct InterfaceAncestor {
  var id: UInt64
  /// What its parameters are bound to, in terms of the parameters of the one that inherits.
  var brand: RequestBrand
  var interface: RequestInterface
  var node: RequestNode
}

extension FileGenerator {
  /// The interfaces that one inherits from, each once, the nearest first.
  ///
  /// - Complexity: O(number of ancestors).
  func ancestors(of interface: RequestInterface) -> [InterfaceAncestor] {
    var found: [InterfaceAncestor] = []
    var seen: Set<UInt64> = []
    var waiting = interface.superclasses.map { ($0.id, $0.brand) }
    while !waiting.isEmpty {
      let (id, brand) = waiting.removeFirst()
      guard seen.insert(id).inserted, let node = set.nodes[id], let interface = node.interface
      else { continue }
      found.append(InterfaceAncestor(id: id, brand: brand, interface: interface, node: node))
      let bindings = bindings(of: id, brand)
      waiting += interface.superclasses.map { ($0.id, $0.brand.substituting(bindings)) }
    }
    return found
  }

  /// What the parameters around and of a type stand for where it is used with a brand.
  func bindings(of id: UInt64, _ brand: RequestBrand) -> [UInt64: [RequestType?]] {
    var bindings: [UInt64: [RequestType?]] = [:]
    for case let scope? in names.types[id]?.ids ?? [] {
      guard let parameters = names.parameters[scope] else { continue }
      switch brand.scopes[scope] {
      case .inherit: continue
      case .bind(let types): bindings[scope] = types
      case nil: bindings[scope] = parameters.map { _ in nil }
      }
    }
    return bindings
  }

  /// Whether the protocol of an interface's servers inherits those of its superclasses'.
  ///
  /// The parameters of generic interfaces become associated types, which are one if they have one
  /// name. Where that would mix up parameters, the methods are listed instead.
  func inheritsProtocols(_ interface: RequestInterface, of id: UInt64) -> Bool {
    var types: [String: RequestType] = [:]
    for (index, name) in (names.parameters[id] ?? []).enumerated() {
      types[name] = .parameter(scope: id, index: index)
    }
    for ancestor in ancestors(of: interface) {
      if isInGenericScope(ancestor.id), names.parameters[ancestor.id] == nil { return false }
      let arguments = bindings(of: ancestor.id, ancestor.brand)[ancestor.id]
      for (index, name) in (names.parameters[ancestor.id] ?? []).enumerated() {
        let type =
          arguments.map { (index < $0.count ? $0[index] : nil) ?? .anyPointer }
          ?? .parameter(scope: ancestor.id, index: index)
        if let other = types[name], other != type { return false }
        types[name] = type
      }
    }
    return true
  }

  /// Whether a type, or one around it, has parameters.
  func isInGenericScope(_ id: UInt64) -> Bool {
    (names.types[id]?.ids ?? []).contains { $0.map { names.parameters[$0] != nil } ?? false }
  }
}
