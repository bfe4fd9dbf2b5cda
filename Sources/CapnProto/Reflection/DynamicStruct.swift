#if !hasFeature(Embedded)
  /// A struct or group, read through a loaded schema.
  public struct DynamicStruct: Sendable {
    /// The struct without names.
    public let raw: StructReader
    /// Its fields.
    public let description: StructDescription
    /// What its parameters stand for.
    public let brand: Brand
    /// The schemas of the types.
    public let schemas: LoadedSchemas

    /// Gives a struct the names of a type.
    ///
    /// - Parameters:
    ///   - raw: The struct.
    ///   - description: Its fields.
    ///   - brand: What its parameters stand for.
    ///   - schemas: The schemas of the types.
    public init(
      raw: StructReader, description: StructDescription, brand: Brand, schemas: LoadedSchemas
    ) {
      self.raw = raw
      self.description = description
      self.brand = brand
      self.schemas = schemas
    }

    /// The root of a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - type: The type of its root, a struct.
    ///   - schemas: The schemas of the types.
    /// - Throws: If the message is malformed, or the type no struct.
    public init(
      _ message: Message, as type: SchemaType, _ schemas: LoadedSchemas
    ) throws(CapnProtoError) {
      guard case .structure(let id, let brand) = type else { throw CapnProtoError(.schemaMismatch) }
      self.init(
        raw: try message.root.structure(), description: try schemas.structure(id), brand: brand,
        schemas: schemas)
    }

    /// The field of the unnamed union that is set; nil if there is no union, or it is one the schema does not have.
    public var which: SchemaField? {
      if description.unionFields.isEmpty { return nil }
      return description.unionFields[raw.get(description.discriminantOffset)]
    }

    /// Whether a field has a value: always, unless it is a null pointer or a member of the union that is not set.
    ///
    /// - Parameter field: The field.
    public func has(_ field: SchemaField) -> Bool {
      if let discriminant = field.discriminant,
        raw.get(description.discriminantOffset, as: UInt16.self) != discriminant
      {
        return false
      }
      guard case .slot(let offset, let type, _) = field.kind, type.isPointer else { return true }
      return raw.hasPointer(offset)
    }

    /// The value of a field; its default if there is none.
    ///
    /// - Parameter name: The name of the field.
    /// - Throws: If the schema has no such field, or the value is malformed.
    public func get(_ name: String) throws(CapnProtoError) -> DynamicValue {
      guard let field = description.field(named: name) else {
        throw CapnProtoError(.schemaMismatch)
      }
      return try get(field)
    }

    /// The value of a field; its default if there is none.
    ///
    /// - Parameter field: The field.
    /// - Throws: If the value is malformed.
    public func get(_ field: SchemaField) throws(CapnProtoError) -> DynamicValue {
      switch field.kind {
      case .group(let id):
        return .structure(
          DynamicStruct(
            raw: raw, description: try schemas.structure(id), brand: brand, schemas: schemas))
      case .slot(let offset, let type, let value):
        return try get(offset, type.bound(in: brand), value)
      }
    }

    private func get(
      _ offset: Int, _ type: SchemaType, _ value: SchemaDefault
    ) throws(CapnProtoError) -> DynamicValue {
      let bits = value.bits
      switch type {
      case .void: return .void
      case .bool: return .bool(raw.getBool(offset, default: bits & 1 != 0))
      case .int8: return .int(Int64(number(offset, bits, Int8.self)))
      case .int16: return .int(Int64(number(offset, bits, Int16.self)))
      case .int32: return .int(Int64(number(offset, bits, Int32.self)))
      case .int64: return .int(number(offset, bits, Int64.self))
      case .uint8: return .uint(UInt64(number(offset, bits, UInt8.self)))
      case .uint16: return .uint(UInt64(number(offset, bits, UInt16.self)))
      case .uint32: return .uint(UInt64(number(offset, bits, UInt32.self)))
      case .uint64: return .uint(number(offset, bits, UInt64.self))
      case .float32: return .float32(number(offset, bits, Float.self))
      case .float64: return .float64(number(offset, bits, Double.self))
      case .enumeration(let id): return .enumeration(number(offset, bits, UInt16.self), id)
      default:
        let pointer = raw.pointer(offset)
        return try DynamicValue(pointer.isNull ? value.pointer : pointer, type, schemas)
      }
    }

    private func number<T: Primitive>(_ offset: Int, _ bits: UInt64, _ type: T.Type) -> T {
      raw.get(offset, default: T(wireBits: T.Bits(truncatingIfNeeded: bits)))
    }
  }
#endif
