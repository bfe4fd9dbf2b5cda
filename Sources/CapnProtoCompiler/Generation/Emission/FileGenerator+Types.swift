extension FileGenerator {
  /// How Swift writes a type of the schema, as a type that conforms to `Schema`.
  ///
  /// - Parameter implicit: The names of the implicit parameters of the method, if there are any.
  mutating func written(_ type: RequestType, implicit: [String] = []) -> String {
    switch type {
    case .void: "CapnProto.VoidSchema"
    case .bool: names.standard("Bool")
    case .int8: names.standard("Int8")
    case .int16: names.standard("Int16")
    case .int32: names.standard("Int32")
    case .int64: names.standard("Int64")
    case .uint8: names.standard("UInt8")
    case .uint16: names.standard("UInt16")
    case .uint32: names.standard("UInt32")
    case .uint64: names.standard("UInt64")
    case .float32: names.standard("Float")
    case .float64: names.standard("Double")
    case .text: "CapnProto.Text"
    case .data: "CapnProto.DataSchema"
    case .list(let element): "CapnProto.List<\(written(element, implicit: implicit))>"
    case .enumeration(let id, let brand), .structure(let id, let brand),
      .interface(let id, let brand):
      reference(to: id, brand, implicit: implicit)
    case .anyPointer: "CapnProto.AnyPointer"
    case .anyStruct: "CapnProto.AnyStruct"
    case .anyList: "CapnProto.AnyList"
    case .capability: "AnyInterface"
    case .parameter(let scope, let index):
      parameter(index, of: scope) ?? "CapnProto.AnyPointer"
    case .implicitParameter(let index):
      index < implicit.count ? implicit[index] : "CapnProto.AnyPointer"
    }
  }

  /// The name of a type parameter, if it is one of a type around the place of writing.
  private func parameter(_ index: Int, of id: UInt64) -> String? {
    guard let type = names.types[id], scope.starts(with: type.path),
      let parameters = names.parameters[id], index < parameters.count
    else { return nil }
    return SwiftName.escaped(parameters[index])
  }

  /// How Swift writes the name of a declaration of a schema at the present place.
  ///
  /// - Parameters:
  ///   - id: The declaration.
  ///   - brand: What the parameters of it and of those around it are bound to.
  ///   - implicit: The names of the implicit parameters of the method, if there are any.
  mutating func reference(
    to id: UInt64, _ brand: RequestBrand = RequestBrand(), implicit: [String] = []
  ) -> String {
    guard let name = names.types[id], !name.path.isEmpty else { return "CapnProto.AnyPointer" }
    // Parts may be left out as long as their parameters are those of the place of writing.
    var limit = 0
    while !isOutside, limit < name.path.count - 1, isInherited(name.ids[limit], brand) {
      limit += 1
    }
    let own = names.types[file.id]?.module
    var omitted = 0
    var first = ""
    if let module = name.module, module != own {
      first = module + "."
    } else if let count = names.omissible(name, in: scope, atMost: limit) {
      omitted = count
    } else if let module = name.module {
      first = module + "."
    } else {
      let alias = aliases[name.path[0], default: aliasName(name.path[0])]
      aliases[name.path[0]] = alias
      first = alias
    }
    var parts: [String] = []
    for index in omitted..<name.path.count {
      var part = SwiftName.escaped(name.path[index])
      if index == 0, !first.isEmpty { part = first.hasSuffix(".") ? first + part : first }
      let arguments = arguments(name.ids[index], brand, implicit: implicit)
      if !arguments.isEmpty { part += "<\(arguments.joined(separator: ", "))>" }
      parts.append(part)
    }
    return parts.joined(separator: ".")
  }

  private func aliasName(_ name: String) -> String {
    "_\(name)_\(String(file.id, radix: 16))"
  }

  private func isInherited(_ id: UInt64?, _ brand: RequestBrand) -> Bool {
    guard let id, let parameters = names.parameters[id], !parameters.isEmpty else { return true }
    switch brand.scopes[id] {
    case .inherit: return true
    case .bind(let types):
      return types.indices.allSatisfy { types[$0] == .parameter(scope: id, index: $0) }
    case nil: return false
    }
  }

  private mutating func arguments(
    _ id: UInt64?, _ brand: RequestBrand, implicit: [String]
  ) -> [String] {
    guard let id, let parameters = names.parameters[id] else { return [] }
    var arguments: [String] = []
    for index in parameters.indices {
      switch brand.scopes[id] {
      case .inherit: arguments.append(parameter(index, of: id) ?? "CapnProto.AnyPointer")
      case .bind(let types):
        if index < types.count, let type = types[index] {
          arguments.append(written(type, implicit: implicit))
        } else {
          arguments.append("CapnProto.AnyPointer")
        }
      case nil: arguments.append("CapnProto.AnyPointer")
      }
    }
    return arguments
  }

  /// The parameter clause of a declaration, empty if it has none.
  func parameterClause(_ id: UInt64) -> String {
    guard let parameters = names.parameters[id], !parameters.isEmpty else { return "" }
    let clauses = parameters.map { "\(SwiftName.escaped($0)): CapnProto.PointerSchema" }
    return "<\(clauses.joined(separator: ", "))>"
  }
}
