#if !hasFeature(Embedded)
  extension JSON: ParsedValue {
    private func mismatch() -> CapnProtoError { CapnProtoError(.schemaMismatch) }

    func bits(_ type: SchemaType, _ schemas: LoadedSchemas) throws(CapnProtoError) -> UInt64 {
      switch (type, self) {
      case (.void, _): return 0
      case (.bool, .bool(let value)): return value ? 1 : 0
      case (.float32, .null), (.float64, .null): return type.bits(.nan) ?? 0
      case (.float32, .string(let text)), (.float64, .string(let text)):
        guard let value = Double(String(decoding: text, as: UTF8.self)),
          let bits = type.bits(value)
        else { throw mismatch() }
        return bits
      case (.enumeration(let id), .string(let name)): return try enumerant(name, id, schemas)
      case (.enumeration, .number(let value)): return try whole(value, .uint16)
      case (_, .number(let value)):
        if let bits = type.bits(value) { return bits }
        return try whole(value, type)
      case (_, .string(let text)): return try whole(text, type)
      default: throw mismatch()
      }
    }

    private func enumerant(
      _ name: [UInt8], _ id: UInt64, _ schemas: LoadedSchemas
    ) throws(CapnProtoError) -> UInt64 {
      for (index, value) in schemas.enumerants(id).enumerated()
      where try (JSONAnnotations(value.annotations).name ?? Array(value.name.utf8)) == name {
        return UInt64(index)
      }
      throw mismatch()
    }

    private func whole(_ value: Double, _ type: SchemaType) throws(CapnProtoError) -> UInt64 {
      guard value == value.rounded(.towardZero), value.magnitude < 18_446_744_073_709_551_616,
        let bits = type.bits(negative: value < 0, magnitude: UInt64(value.magnitude))
      else { throw mismatch() }
      return bits
    }

    private func whole(_ text: [UInt8], _ type: SchemaType) throws(CapnProtoError) -> UInt64 {
      let isNegative = text.first == UInt8(ascii: "-")
      let digits = String(decoding: text.dropFirst(isNegative ? 1 : 0), as: UTF8.self)
      guard let magnitude = UInt64(digits), type.elementSize != .bit,
        let bits = type.bits(negative: isNegative, magnitude: magnitude)
      else { throw mismatch() }
      return bits
    }

    func text() throws(CapnProtoError) -> [UInt8] {
      guard case .string(let bytes) = self else { throw mismatch() }
      return bytes
    }

    func data(_ field: SchemaField?) throws(CapnProtoError) -> [UInt8] {
      let annotations = try JSONAnnotations(field?.annotations ?? [])
      switch self {
      case .string(let text) where annotations.isBase64:
        guard let bytes = BinaryText.fromBase64(text) else { throw mismatch() }
        return bytes
      case .string(let text) where annotations.isHex:
        guard let bytes = BinaryText.fromHex(text) else { throw mismatch() }
        return bytes
      case .array(let items):
        var bytes: [UInt8] = []
        for item in items {
          guard case .number(let value) = item, let byte = UInt8(exactly: value) else {
            throw mismatch()
          }
          bytes.append(byte)
        }
        return bytes
      default: throw mismatch()
      }
    }

    func elements() throws(CapnProtoError) -> [JSON] {
      guard case .array(let items) = self else { throw mismatch() }
      return items
    }

    func fill(_ target: DynamicTarget<JSON>) throws(CapnProtoError) {
      guard case .object(let members) = self else { throw mismatch() }
      let reader = try JSONNames(target.description, target.schemas, depth: target.depth)
      // Members of a union can stand before the name of the one that is set.
      var rest = members
      while !rest.isEmpty {
        var later: [(name: [UInt8], value: JSON)] = []
        for member in rest where try !reader.set(member.name, member.value, target) {
          later.append(member)
        }
        if later.count == rest.count { return }
        rest = later
      }
    }
  }
#endif
