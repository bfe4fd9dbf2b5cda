#if !hasFeature(Embedded)
  extension SchemaNode {
    convenience init(_ node: CapnpSchema.Node.Reader) throws(CapnProtoError) {
      let displayName = try node.displayName.string
      var nested: [String: UInt64] = [:]
      for entry in try node.nestedNodes { nested[try entry.name.string] = entry.id }
      let prefix = Int(node.displayNamePrefixLength)
      self.init(
        id: node.id, scopeID: node.scopeId, displayName: displayName,
        name: String(decoding: displayName.utf8.dropFirst(prefix), as: UTF8.self),
        kind: try Kind(node), nested: nested,
        annotations: try SchemaAnnotation.all(node.annotations))
    }
  }

  extension SchemaNode.Kind {
    fileprivate init(_ node: CapnpSchema.Node.Reader) throws(CapnProtoError) {
      switch try node.which {
      case .file, .unknown: self = .file
      case .interface: self = .interface
      case .annotation: self = .annotation
      case .struct(let structure):
        self = .structure(
          try StructDescription(structure, try SchemaAnnotation.all(node.annotations)))
      case .enum(let enumeration):
        var values: [Enumerant] = []
        for value in try enumeration.enumerants {
          values.append(
            Enumerant(
              name: try value.name.string,
              annotations: try SchemaAnnotation.all(value.annotations)))
        }
        self = .enumeration(values)
      case .const(let constant):
        self = .constant(
          try SchemaType(constant.type, depth: 0), try SchemaDefault(constant.value))
      }
    }
  }

  extension StructDescription {
    fileprivate init(
      _ structure: CapnpSchema.Node.Struct.Reader, _ annotations: [SchemaAnnotation]
    ) throws(CapnProtoError) {
      var fields: [SchemaField] = []
      for field in try structure.fields { fields.append(try SchemaField(field, fields.count)) }
      self.init(
        size: StructSize(
          dataWords: structure.dataWordCount, pointerCount: structure.pointerCount),
        fields: fields, discriminantOffset: Int(structure.discriminantOffset),
        isGroup: structure.isGroup, annotations: annotations)
    }
  }

  extension SchemaField {
    fileprivate init(_ field: CapnpSchema.Field.Reader, _ index: Int) throws(CapnProtoError) {
      name = try field.name.string
      self.index = index
      discriminant = field.discriminantValue == 0xffff ? nil : field.discriminantValue
      annotations = try SchemaAnnotation.all(field.annotations)
      switch try field.which {
      case .slot(let slot):
        kind = .slot(
          offset: Int(slot.offset), try SchemaType(slot.type, depth: 0),
          try SchemaDefault(slot.defaultValue))
      case .group(let group): kind = .group(group.typeId)
      case .unknown: throw CapnProtoError(.schemaMismatch)
      }
    }
  }

  extension SchemaAnnotation {
    fileprivate static func all(
      _ annotations: CapnProto.List<CapnpSchema.Annotation>.Reader
    ) throws(CapnProtoError) -> [SchemaAnnotation] {
      var result: [SchemaAnnotation] = []
      for annotation in annotations {
        result.append(
          SchemaAnnotation(id: annotation.id, value: try SchemaDefault(annotation.value)))
      }
      return result
    }
  }

  extension SchemaDefault {
    fileprivate init(_ value: CapnpSchema.Value.Reader) throws(CapnProtoError) {
      var bits: UInt64 = 0
      var pointer = AnyPointerReader()
      switch try value.which {
      case .void, .interface, .unknown: break
      case .bool(let value): bits = value ? 1 : 0
      case .int8(let value): bits = UInt64(value.wireBits)
      case .int16(let value): bits = UInt64(value.wireBits)
      case .int32(let value): bits = UInt64(value.wireBits)
      case .int64(let value): bits = value.wireBits
      case .uint8(let value): bits = UInt64(value)
      case .uint16(let value): bits = UInt64(value)
      case .uint32(let value): bits = UInt64(value)
      case .uint64(let value): bits = value
      case .float32(let value): bits = UInt64(value.wireBits)
      case .float64(let value): bits = value.wireBits
      case .enum(let value): bits = UInt64(value)
      case .text, .data, .list, .struct, .anyPointer: pointer = value.raw.pointer(0)
      }
      self.init(bits: bits, pointer: pointer)
    }
  }

  extension SchemaType {
    fileprivate init(
      _ type: CapnpSchema.`Type`.Reader, depth: Int
    ) throws(CapnProtoError) {
      guard depth < 64 else { throw CapnProtoError(.nestingLimit) }
      switch try type.which {
      case .void: self = .void
      case .bool: self = .bool
      case .int8: self = .int8
      case .int16: self = .int16
      case .int32: self = .int32
      case .int64: self = .int64
      case .uint8: self = .uint8
      case .uint16: self = .uint16
      case .uint32: self = .uint32
      case .uint64: self = .uint64
      case .float32: self = .float32
      case .float64: self = .float64
      case .text: self = .text
      case .data: self = .data
      case .list(let list): self = .list(try SchemaType(list.elementType, depth: depth + 1))
      case .enum(let type): self = .enumeration(type.typeId)
      case .struct(let type):
        self = .structure(type.typeId, try Brand(type.brand, depth: depth + 1))
      case .interface(let type): self = .interface(type.typeId)
      case .anyPointer(let pointer):
        if case .parameter(let parameter) = try pointer.which {
          self = .parameter(scope: parameter.scopeId, index: Int(parameter.parameterIndex))
        } else {
          self = .anyPointer
        }
      case .unknown: throw CapnProtoError(.schemaMismatch)
      }
    }
  }

  extension Brand {
    fileprivate init(_ brand: CapnpSchema.Brand.Reader, depth: Int) throws(CapnProtoError) {
      self.init()
      for scope in try brand.scopes {
        switch try scope.which {
        case .bind(let bindings):
          var types: [SchemaType] = []
          for binding in bindings {
            if case .type(let type) = try binding.which {
              types.append(try SchemaType(type, depth: depth))
            } else {
              types.append(.anyPointer)
            }
          }
          scopes[scope.scopeId] = .bound(types)
        case .inherit: scopes[scope.scopeId] = .inherited
        case .unknown: break
        }
      }
    }
  }
#endif
