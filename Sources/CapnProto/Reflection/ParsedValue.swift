#if !hasFeature(Embedded)
  /// A value that was parsed from a document, before it is known what type it is to have.
  protocol ParsedValue {
    /// The bits of a number, truth value or enum.
    func bits(_ type: SchemaType, _ schemas: LoadedSchemas) throws(CapnProtoError) -> UInt64
    /// The bytes of text.
    func text() throws(CapnProtoError) -> [UInt8]
    /// The bytes of data.
    func data(_ field: SchemaField?) throws(CapnProtoError) -> [UInt8]
    /// The elements of a list.
    func elements() throws(CapnProtoError) -> [Self]
    /// Fills a struct.
    func fill(_ target: DynamicTarget<Self>) throws(CapnProtoError)
  }

  /// A struct that is filled with parsed values.
  struct DynamicTarget<Value: ParsedValue> {
    let builder: StructBuilder
    let description: StructDescription
    let brand: Brand
    let schemas: LoadedSchemas
    let depth: Int

    func set(_ field: SchemaField, _ value: Value) throws(CapnProtoError) {
      select(field)
      switch field.kind {
      case .group: try value.fill(group(field))
      case .slot(let offset, let type, let defaultValue):
        let type = type.bound(in: brand)
        if type.isPointer {
          try put(value, type, field, builder.pointer(offset))
        } else {
          store(try value.bits(type, schemas) ^ defaultValue.bits, type, offset)
        }
      }
    }

    /// Makes a field the one that is set in its union.
    func select(_ field: SchemaField) {
      if let discriminant = field.discriminant {
        builder.set(description.discriminantOffset, discriminant)
      }
    }

    /// The fields of a group.
    func group(_ field: SchemaField) throws(CapnProtoError) -> DynamicTarget {
      guard case .group(let id) = field.kind else { throw CapnProtoError(.schemaMismatch) }
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      return DynamicTarget(
        builder: builder, description: try schemas.structure(id), brand: brand, schemas: schemas,
        depth: depth + 1)
    }

    private func store(_ bits: UInt64, _ type: SchemaType, _ offset: Int) {
      switch type.elementSize {
      case .bit: builder.setBool(offset, bits & 1 != 0)
      case .byte: builder.set(offset, UInt8(truncatingIfNeeded: bits))
      case .twoBytes: builder.set(offset, UInt16(truncatingIfNeeded: bits))
      case .fourBytes: builder.set(offset, UInt32(truncatingIfNeeded: bits))
      case .eightBytes: builder.set(offset, bits)
      default: break
      }
    }

    func put(
      _ value: Value, _ type: SchemaType, _ field: SchemaField?, _ place: AnyPointerBuilder
    ) throws(CapnProtoError) {
      guard depth < DynamicDepth.limit else { throw CapnProtoError(.nestingLimit) }
      switch type {
      case .text: try value.text().withUnsafeBytes { place.setText(bytes: $0) }
      case .data: place.setData(try value.data(field))
      case .list(let element): try putList(value, element, place)
      case .structure(let id, let brand):
        let description = try schemas.structure(id)
        try value.fill(
          DynamicTarget(
            builder: place.initStruct(description.size), description: description, brand: brand,
            schemas: schemas, depth: depth + 1))
      default: throw CapnProtoError(.schemaMismatch)
      }
    }

    private func putList(
      _ value: Value, _ element: SchemaType, _ place: AnyPointerBuilder
    ) throws(CapnProtoError) {
      let elements = try value.elements()
      if case .structure(let id, let brand) = element {
        let description = try schemas.structure(id)
        let list = place.initStructList(description.size, count: elements.count)
        for (index, element) in elements.enumerated() {
          try element.fill(
            DynamicTarget(
              builder: list.structure(index), description: description, brand: brand,
              schemas: schemas, depth: depth + 1))
        }
        return
      }
      let list = place.initList(element.elementSize, count: elements.count)
      let inner = DynamicTarget(
        builder: builder, description: description, brand: brand, schemas: schemas,
        depth: depth + 1)
      for (index, value) in elements.enumerated() {
        switch element.elementSize {
        case .pointer: try inner.put(value, element, nil, list.pointer(index))
        case .bit: list.setBool(index, try value.bits(element, schemas) & 1 != 0)
        case .byte: list.set(index, UInt8(truncatingIfNeeded: try value.bits(element, schemas)))
        case .twoBytes:
          list.set(index, UInt16(truncatingIfNeeded: try value.bits(element, schemas)))
        case .fourBytes:
          list.set(index, UInt32(truncatingIfNeeded: try value.bits(element, schemas)))
        case .eightBytes: list.set(index, try value.bits(element, schemas))
        default: _ = try value.bits(element, schemas)
        }
      }
    }
  }

  extension SchemaType {
    /// The bits of a whole number, if the type has it.
    func bits(negative: Bool, magnitude: UInt64) -> UInt64? {
      func fit<T: FixedWidthInteger>(_ type: T.Type) -> UInt64? {
        if negative {
          guard magnitude <= UInt64(T.max) &+ (T.isSigned ? 1 : 0), T.isSigned || magnitude == 0
          else { return nil }
          return 0 &- magnitude
        }
        return magnitude <= UInt64(T.max) ? magnitude : nil
      }
      switch self {
      case .int8: return fit(Int8.self)
      case .int16: return fit(Int16.self)
      case .int32: return fit(Int32.self)
      case .int64: return fit(Int64.self)
      case .uint8: return fit(UInt8.self)
      case .uint16: return fit(UInt16.self)
      case .uint32: return fit(UInt32.self)
      case .uint64: return fit(UInt64.self)
      case .float32:
        let value = Float(magnitude)
        return UInt64((negative && magnitude > 0 ? -value : value).bitPattern)
      case .float64:
        let value = Double(magnitude)
        return (negative && magnitude > 0 ? -value : value).bitPattern
      default: return nil
      }
    }

    /// The bits of a fraction, if the type has it.
    func bits(_ value: Double) -> UInt64? {
      switch self {
      case .float32: UInt64(Float(value).bitPattern)
      case .float64: value.bitPattern
      default: nil
      }
    }
  }
#endif
