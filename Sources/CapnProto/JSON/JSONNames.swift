#if !hasFeature(Embedded)
  /// The names that the fields of a struct have in JSON, those of merged structs included.
  struct JSONNames {
    private var plain: [[UInt8]: SchemaField] = [:]
    private var members: [[UInt8]: SchemaField] = [:]
    private typealias Merged = (
      field: SchemaField, prefix: [UInt8], annotations: JSONAnnotations
    )
    private var merged: [Merged] = []
    private let schemas: LoadedSchemas
    private let depth: Int
    private var tag: [UInt8]?
    private var valueName: [UInt8]?

    init(
      _ description: StructDescription, _ schemas: LoadedSchemas,
      discriminator: JSONAnnotations.Discriminator? = nil, unionName: [UInt8]? = nil, depth: Int
    ) throws(CapnProtoError) {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      self.schemas = schemas
      self.depth = depth
      let own = try description.discriminator()
      if let discriminator = discriminator ?? own {
        tag = discriminator.name ?? unionName
        valueName = discriminator.valueName
      }
      for field in description.fields {
        let annotations = try JSONAnnotations(field.annotations)
        let name = field.jsonName(annotations)
        if field.discriminant != nil { members[name] = field }
        if let prefix = annotations.flattenPrefix {
          merged.append((field, prefix, annotations))
        } else if field.discriminant == nil || valueName == nil {
          plain[name] = field
        }
      }
    }

    /// Sets the field with a name. Names that the schema does not have are passed over.
    ///
    /// - Returns: False if it is not known yet which member of a union the name belongs to.
    func set(
      _ name: [UInt8], _ value: JSON, _ target: DynamicTarget<JSON>
    ) throws(CapnProtoError) -> Bool {
      if name == tag {
        if case .string(let member) = value, let field = members[member] { target.select(field) }
        return true
      }
      if name == valueName {
        let selected = target.builder.get(target.description.discriminantOffset, as: UInt16.self)
        if let field = target.description.unionFields[selected] { try target.set(field, value) }
        return true
      }
      if let field = plain[name] {
        if case .group(_) = field.kind {
          try fillGroup(field, value, target)
        } else {
          try target.set(field, value)
        }
        return true
      }
      return try setMerged(name, value, target)
    }

    private func fillGroup(
      _ field: SchemaField, _ value: JSON, _ target: DynamicTarget<JSON>
    ) throws(CapnProtoError) {
      target.select(field)
      let group = try target.group(field)
      let annotations = try JSONAnnotations(field.annotations)
      guard annotations.discriminator != nil, case .object(let members) = value else {
        return try value.fill(group)
      }
      let names = try JSONNames(
        group.description, group.schemas, discriminator: annotations.discriminator,
        depth: group.depth)
      // The tag first, whatever the order.
      for member in members where member.name == names.tag {
        _ = try names.set(member.name, member.value, group)
      }
      for member in members where member.name != names.tag {
        _ = try names.set(member.name, member.value, group)
      }
    }

    private func setMerged(
      _ name: [UInt8], _ value: JSON, _ target: DynamicTarget<JSON>
    ) throws(CapnProtoError) -> Bool {
      for entry in merged where name.starts(with: entry.prefix) {
        let rest = Array(name.dropFirst(entry.prefix.count))
        var budget = JSONNames.mostLookups
        guard let names = try names(in: entry, depth), try names.knows(rest, &budget) else {
          continue
        }
        if let discriminant = entry.field.discriminant,
          target.builder.get(target.description.discriminantOffset, as: UInt16.self)
            != discriminant
        {
          continue
        }
        guard let inner = try self.target(of: entry.field, target) else { continue }
        return try names.set(rest, value, inner)
      }
      return true
    }

    /// The names in a merged struct; nil if the field is none.
    private func names(in entry: Merged, _ depth: Int) throws(CapnProtoError) -> JSONNames? {
      let id: UInt64
      switch entry.field.kind {
      case .group(let group): id = group
      case .slot(_, .structure(let structure, _), _): id = structure
      default: return nil
      }
      return try JSONNames(
        try schemas.structure(id), schemas, discriminator: entry.annotations.discriminator,
        unionName: Array(entry.field.name.utf8), depth: depth + 1)
    }

    /// How many structs are looked into for one name. Structs merged into themselves have names without end.
    private static let mostLookups = 10_000

    private func knows(_ name: [UInt8], _ budget: inout Int) throws(CapnProtoError) -> Bool {
      budget -= 1
      guard budget > 0 else { throw CapnProtoError(.nestingLimit) }
      if name == tag || name == valueName || plain[name] != nil { return true }
      for entry in merged where name.starts(with: entry.prefix) {
        if let names = try names(in: entry, depth),
          try names.knows(Array(name.dropFirst(entry.prefix.count)), &budget)
        {
          return true
        }
      }
      return false
    }

    /// The struct that a merged field is, made if it is not there.
    private func target(
      of field: SchemaField, _ target: DynamicTarget<JSON>
    ) throws(CapnProtoError) -> DynamicTarget<JSON>? {
      if case .group = field.kind { return try target.group(field) }
      guard case .slot(let offset, let type, _) = field.kind,
        case .structure(let id, let brand) = type.bound(in: target.brand)
      else { return nil }
      let description = try target.schemas.structure(id)
      return DynamicTarget(
        builder: try target.builder.pointer(offset).structure(description.size),
        description: description, brand: brand, schemas: target.schemas, depth: target.depth + 1)
    }
  }
#endif
