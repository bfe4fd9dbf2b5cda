#if !hasFeature(Embedded)
  /// Schemas that came at run time, as a `CodeGeneratorRequest`: what the standard tool hands to its plug-ins.
  ///
  /// With them, messages can be read and written whose types the program was not compiled with.
  public struct LoadedSchemas: Sendable {
    /// The declarations, by number.
    public let nodes: [UInt64: SchemaNode]
    /// The files that were asked for.
    public let requestedFiles: [UInt64]

    /// Loads the schemas of a request.
    ///
    /// Declarations are read once, so what loading may cost is in proportion to the message.
    ///
    /// - Parameter request: The message with the request.
    /// - Throws: If it is malformed.
    public init(_ request: Message) throws(CapnProtoError) {
      let root = try request.request(nestingDepth: 1_000)
      var loaded: [UInt64: SchemaNode] = [:]
      for node in try root.nodes { loaded[node.id] = try SchemaNode(node) }
      try LoadedSchemas.checkGroups(loaded)
      nodes = loaded
      var files: [UInt64] = []
      for file in try root.requestedFiles { files.append(file.id) }
      requestedFiles = files
    }

    /// Checks that groups are parts of one struct each, and not of themselves: whoever walks them comes to an end.
    private static func checkGroups(_ nodes: [UInt64: SchemaNode]) throws(CapnProtoError) {
      var parents: [UInt64: UInt64] = [:]
      for node in nodes.values {
        guard case .structure(let description) = node.kind else { continue }
        for case .group(let id) in description.fields.lazy.map(\.kind) {
          guard parents[id] == nil else { throw CapnProtoError(.schemaMismatch) }
          parents[id] = node.id
        }
      }
      for group in parents.keys {
        var (next, steps): (UInt64?, Int) = (group, 0)
        while let id = next {
          guard steps < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
          next = parents[id]
          steps += 1
        }
      }
    }

    /// The type with a name.
    ///
    /// - Parameter path: The name; inside other declarations, after theirs and dots.
    /// - Returns: The type, without anything bound to its parameters; nil if the requested files have none of that name.
    public func type(named path: String) -> SchemaType? {
      guard let node = node(named: path) else { return nil }
      switch node.kind {
      case .structure: return .structure(node.id, Brand())
      case .enumeration: return .enumeration(node.id)
      case .interface: return .interface(node.id)
      default: return nil
      }
    }

    /// The declaration with a name, looked for in the requested files.
    ///
    /// - Parameter path: The name; inside other declarations, after theirs and dots.
    public func node(named path: String) -> SchemaNode? {
      for file in requestedFiles {
        var found = nodes[file]
        for part in path.split(separator: ".") {
          found = found?.nested[String(part)].flatMap { nodes[$0] }
        }
        if let found { return found }
      }
      return nil
    }

    /// The fields of a struct or group.
    ///
    /// - Parameter id: Its number.
    /// - Throws: If there is no such struct.
    public func structure(_ id: UInt64) throws(CapnProtoError) -> StructDescription {
      guard case .structure(let description)? = nodes[id]?.kind else {
        throw CapnProtoError(.schemaMismatch)
      }
      return description
    }

    /// The values of an enum, in order; none if there is no such enum.
    ///
    /// - Parameter id: The number of the enum.
    public func enumerants(_ id: UInt64) -> [Enumerant] {
      guard case .enumeration(let values)? = nodes[id]?.kind else { return [] }
      return values
    }

    /// The name of the value of an enum; nil if it has none.
    ///
    /// - Parameters:
    ///   - id: The number of the enum.
    ///   - value: The value.
    public func enumerant(_ id: UInt64, _ value: UInt16) -> String? {
      let values = enumerants(id)
      return Int(value) < values.count ? values[Int(value)].name : nil
    }
  }
#endif
