#if !hasFeature(Embedded)
  /// A value in the text format.
  ///
  /// https://capnproto.org/language.html#values
  struct TextValue {
    indirect enum Kind {
      case integer(negative: Bool, UInt64)
      case float(Double)
      case string([UInt8])
      case binary([UInt8])
      case name([UInt8])
      case list([TextValue])
      case record([(name: [UInt8], value: TextValue)])
      /// A number in parentheses: how an enum value without a name is printed.
      case number(UInt64)
    }

    let kind: Kind
    /// Where it stands in the document.
    let offset: Int
  }

  extension TextValue: ParsedValue {
    private func mismatch() -> CapnProtoError { CapnProtoError(.schemaMismatch, at: offset) }

    func bits(_ type: SchemaType, _ schemas: LoadedSchemas) throws(CapnProtoError) -> UInt64 {
      switch (kind, type) {
      case (.name(let name), _):
        guard let bits = named(String(decoding: name, as: UTF8.self), type, schemas) else {
          throw mismatch()
        }
        return bits
      case (.integer(let negative, let magnitude), _):
        guard let bits = type.bits(negative: negative, magnitude: magnitude) else {
          throw mismatch()
        }
        return bits
      case (.float(let value), _):
        guard let bits = type.bits(value) else { throw mismatch() }
        return bits
      case (.number(let value), .enumeration) where value <= 0xffff: return value
      default: throw mismatch()
      }
    }

    private func named(
      _ name: String, _ type: SchemaType, _ schemas: LoadedSchemas
    ) -> UInt64? {
      switch type {
      case .void: return name == "void" ? 0 : nil
      case .bool: return name == "true" ? 1 : name == "false" ? 0 : nil
      case .float32, .float64:
        return name == "inf" ? type.bits(.infinity) : name == "nan" ? type.bits(.nan) : nil
      case .enumeration(let id):
        return schemas.enumerants(id).firstIndex { $0.name == name }.map { UInt64($0) }
      default: return nil
      }
    }

    func text() throws(CapnProtoError) -> [UInt8] {
      guard case .string(let bytes) = kind else { throw mismatch() }
      return bytes
    }

    func data(_ field: SchemaField?) throws(CapnProtoError) -> [UInt8] {
      switch kind {
      case .string(let bytes), .binary(let bytes): return bytes
      default: throw mismatch()
      }
    }

    func elements() throws(CapnProtoError) -> [TextValue] {
      guard case .list(let elements) = kind else { throw mismatch() }
      return elements
    }

    func fill(_ target: DynamicTarget<TextValue>) throws(CapnProtoError) {
      guard case .record(let fields) = kind else { throw mismatch() }
      for (name, value) in fields {
        guard let field = target.description.field(named: String(decoding: name, as: UTF8.self))
        else { throw CapnProtoError(.schemaMismatch, at: value.offset) }
        try target.set(field, value)
      }
    }
  }
#endif
