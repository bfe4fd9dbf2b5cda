/// All that one request to generate code holds: the files asked for and every declaration known.
package struct RequestContents: Sendable {
  /// A file to generate code for.
  package struct File: Sendable {
    package var id: UInt64
    /// The name as the user wrote it.
    package var name: String
    /// The files it imports.
    package var imports: [(id: UInt64, name: String)]
  }

  package var files: [File]
  package var nodes: [UInt64: RequestNode]

  /// The file a declaration stands in.
  ///
  /// - Returns: `nil` for the detached structs of parameters and results, and for unknown ids.
  /// - Complexity: O(depth of the declaration).
  package func file(of id: UInt64) -> UInt64? {
    var current = id
    for _ in 0..<GeneratorLimits.nestingDepth {
      guard let node = nodes[current] else { return nil }
      if case .file = node.body { return current }
      current = node.scopeID
    }
    return nil
  }
}

extension RequestContents {
  /// The same, with an any-pointer in the place of every capability.
  var withoutInterfaces: RequestContents {
    var contents = self
    contents.nodes = nodes.mapValues { node in
      var node = node
      switch node.body {
      case .structure(var structure):
        for index in structure.fields.indices {
          guard
            case .slot(let offset, let type, let value, let isExplicit) =
              structure.fields[index].body
          else { continue }
          structure.fields[index].body = .slot(
            offset: offset, type.withoutInterfaces, defaultValue: value,
            explicitDefault: isExplicit)
        }
        node.body = .structure(structure)
      case .constant(let type, let value): node.body = .constant(type.withoutInterfaces, value)
      default: break
      }
      return node
    }
    return contents
  }
}

extension RequestType {
  fileprivate var withoutInterfaces: RequestType {
    switch self {
    case .interface, .capability: .anyPointer
    case .list(let element): .list(element.withoutInterfaces)
    case .structure(let id, let brand): .structure(id, brand.withoutInterfaces)
    case .enumeration(let id, let brand): .enumeration(id, brand.withoutInterfaces)
    default: self
    }
  }
}

extension RequestBrand {
  fileprivate var withoutInterfaces: RequestBrand {
    RequestBrand(
      scopes: scopes.mapValues { bindings in
        switch bindings {
        case .inherit: .inherit
        case .bind(let types): .bind(types.map { $0?.withoutInterfaces })
        }
      })
  }
}
