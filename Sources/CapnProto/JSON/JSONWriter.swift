#if !hasFeature(Embedded)
  /// Makes JSON of values, as the Cap'n Proto tool does.
  struct JSONWriter {
    let schemas: LoadedSchemas

    func json(_ structure: DynamicStruct) throws(CapnProtoError) -> JSON {
      try object(structure, node: nil, depth: 0)
    }

    func json(_ value: DynamicValue, type: SchemaType) throws(CapnProtoError) -> JSON {
      try json(value, type: type, nil, depth: 0)
    }

    private func json(
      _ value: DynamicValue, _ annotations: JSONAnnotations?, depth: Int
    ) throws(CapnProtoError) -> JSON {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      switch value {
      case .void: return .null
      case .bool(let value): return .bool(value)
      // Numbers of 64 bits are strings: JavaScript would lose some of their digits.
      case .int(let value): return .number(Double(value))
      case .uint(let value): return .number(Double(value))
      case .float32(let value): return float(Double(value))
      case .float64(let value): return float(value)
      case .enumeration(let number, let id): return try enumerant(number, id)
      case .text(let text): return .string(text.bytes)
      case .data(let data): return self.data(data.bytes, annotations)
      case .list(let list):
        var items: [JSON] = []
        for index in 0..<list.count {
          items.append(try json(list.get(index), type: list.element, nil, depth: depth + 1))
        }
        return .array(items)
      case .structure(let structure):
        return try object(structure, node: annotations, depth: depth + 1)
      case .capability: throw CapnProtoError(.capabilityNotAllowed)
      case .anyPointer: throw CapnProtoError(.schemaMismatch)
      }
    }

    private func json(
      _ value: DynamicValue, type: SchemaType, _ annotations: JSONAnnotations?, depth: Int
    ) throws(CapnProtoError) -> JSON {
      switch (type, value) {
      case (.int64, .int(let value)): return .string(Array(String(value).utf8))
      case (.uint64, .uint(let value)): return .string(Array(String(value).utf8))
      default: return try json(value, annotations, depth: depth)
      }
    }

    private func float(_ value: Double) -> JSON {
      if value.isNaN { return .string(Array("NaN".utf8)) }
      if value.isInfinite {
        return .string(Array((value < 0 ? "-Infinity" : "Infinity").utf8))
      }
      return .number(value)
    }

    private func enumerant(_ number: UInt16, _ id: UInt64) throws(CapnProtoError) -> JSON {
      let values = schemas.enumerants(id)
      guard Int(number) < values.count else { return .number(Double(number)) }
      let value = values[Int(number)]
      return .string(try JSONAnnotations(value.annotations).name ?? Array(value.name.utf8))
    }

    private func data(_ bytes: [UInt8], _ annotations: JSONAnnotations?) -> JSON {
      if annotations?.isBase64 == true { return .string(BinaryText.base64(bytes)) }
      if annotations?.isHex == true { return .string(BinaryText.hex(bytes)) }
      return .array(bytes.map { .number(Double($0)) })
    }

    private func object(
      _ structure: DynamicStruct, node: JSONAnnotations?, depth: Int
    ) throws(CapnProtoError) -> JSON {
      var members: [(name: [UInt8], value: JSON)] = []
      try gather(
        structure, prefix: [], discriminator: node?.discriminator, unionName: nil, depth,
        &members)
      return .object(members)
    }

    /// Adds the fields of a struct, those of merged ones included. The union comes last.
    private func gather(
      _ structure: DynamicStruct, prefix: [UInt8], discriminator: JSONAnnotations.Discriminator?,
      unionName: [UInt8]?, _ depth: Int, _ members: inout [(name: [UInt8], value: JSON)]
    ) throws(CapnProtoError) {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      for field in structure.description.plainFields where structure.has(field) {
        try add(field, of: structure, prefix, nil, depth, &members)
      }
      guard let member = structure.which else { return }
      let own = try structure.description.discriminator()
      let discriminator = discriminator ?? own
      if let discriminator, let tag = discriminator.name ?? unionName {
        let name = member.jsonName(try JSONAnnotations(member.annotations))
        members.append((prefix + tag, .string(name)))
        if case .slot(_, .void, _) = member.kind { return }
      }
      try add(member, of: structure, prefix, discriminator?.valueName, depth, &members)
    }

    private func add(
      _ field: SchemaField, of structure: DynamicStruct, _ prefix: [UInt8], _ name: [UInt8]?,
      _ depth: Int, _ members: inout [(name: [UInt8], value: JSON)]
    ) throws(CapnProtoError) {
      let annotations = try JSONAnnotations(field.annotations)
      let value = try structure.get(field)
      if let morePrefix = annotations.flattenPrefix, case .structure(let inner) = value {
        try gather(
          inner, prefix: prefix + morePrefix, discriminator: annotations.discriminator,
          unionName: Array(field.name.utf8), depth + 1, &members)
        return
      }
      var type = SchemaType.void
      if case .slot(_, let slotType, _) = field.kind {
        type = slotType.bound(in: structure.brand)
        // A null member of a union is null, whatever its type.
        if type.isPointer, field.discriminant != nil, !structure.has(field) {
          members.append((prefix + (name ?? field.jsonName(annotations)), try null(value)))
          return
        }
      }
      members.append(
        (
          prefix + (name ?? field.jsonName(annotations)),
          try json(value, type: type, annotations, depth: depth)
        ))
    }

    private func null(_ value: DynamicValue) throws(CapnProtoError) -> JSON {
      try json(value, nil, depth: 0)
    }
  }

  extension StructDescription {
    /// How the unnamed union names its member, if the annotation on the struct says so.
    func discriminator() throws(CapnProtoError) -> JSONAnnotations.Discriminator? {
      try JSONAnnotations(annotations).discriminator
    }
  }
#endif
