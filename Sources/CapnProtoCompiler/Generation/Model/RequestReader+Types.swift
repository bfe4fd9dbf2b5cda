import CapnProto

extension RequestReader {
  /// Reads a type.
  func type(_ type: CapnpSchema.`Type`.Reader) throws(CapnProtoError) -> RequestType {
    switch try type.which {
    case .void, .unknown: .void
    case .bool: .bool
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .float32: .float32
    case .float64: .float64
    case .text: .text
    case .data: .data
    case .list(let list): .list(try self.type(list.elementType))
    case .enum(let type): .enumeration(type.typeId, try brand(type.brand))
    case .struct(let type): .structure(type.typeId, try brand(type.brand))
    case .interface(let type): .interface(type.typeId, try brand(type.brand))
    case .anyPointer(let pointer): try anyPointer(pointer)
    }
  }

  private func anyPointer(
    _ type: CapnpSchema.`Type`.AnyPointer.Reader
  ) throws(CapnProtoError) -> RequestType {
    switch try type.which {
    case .unconstrained(let kind):
      switch kind.tag {
      case .anyKind, .unknown: .anyPointer
      case .struct: .anyStruct
      case .list: .anyList
      case .capability: .capability
      }
    case .parameter(let parameter):
      .parameter(scope: parameter.scopeId, index: Int(parameter.parameterIndex))
    case .implicitMethodParameter(let parameter):
      .implicitParameter(index: Int(parameter.parameterIndex))
    case .unknown: .anyPointer
    }
  }

  /// Reads what the parameters of a generic type are bound to.
  func brand(_ brand: CapnpSchema.Brand.Reader) throws(CapnProtoError) -> RequestBrand {
    var scopes: [UInt64: RequestBrand.Bindings] = [:]
    for scope in try brand.scopes {
      switch try scope.which {
      case .inherit: scopes[scope.scopeId] = .inherit
      case .bind(let bindings):
        var types: [RequestType?] = []
        for binding in bindings {
          if case .type(let type) = try binding.which {
            types.append(try self.type(type))
          } else {
            types.append(nil)
          }
        }
        scopes[scope.scopeId] = .bind(types)
      case .unknown: continue
      }
    }
    return RequestBrand(scopes: scopes)
  }

  /// Reads a constant.
  func value(_ value: CapnpSchema.Value.Reader) throws(CapnProtoError) -> RequestValue {
    switch try value.which {
    case .void, .unknown: .void
    case .bool(let value): .bool(value)
    case .int8(let value): .signed(Int64(value))
    case .int16(let value): .signed(Int64(value))
    case .int32(let value): .signed(Int64(value))
    case .int64(let value): .signed(value)
    case .uint8(let value): .unsigned(UInt64(value))
    case .uint16(let value): .unsigned(UInt64(value))
    case .uint32(let value): .unsigned(UInt64(value))
    case .uint64(let value): .unsigned(value)
    case .float32(let value): .float32(value.bitPattern)
    case .float64(let value): .float64(value.bitPattern)
    case .text(let text): .text(text.bytes)
    case .data(let data): .data(data.bytes)
    case .enum(let value): .enumerant(value)
    case .interface: .interface
    case .list(let pointer), .struct(let pointer), .anyPointer(let pointer):
      .pointer(try words(pointer))
    }
  }

  /// A copy of what a pointer leads to, as a message of one segment.
  private func words(_ pointer: AnyPointerReader) throws(CapnProtoError) -> [UInt64] {
    if pointer.isNull { return [] }
    var builder = MessageBuilder()
    try builder.root.set(pointer)
    if builder.segmentCount > 1 {
      // It did not fit; a second builder has room for all of it.
      let size = builder.totalWords
      builder = MessageBuilder(sizeHint: size)
      try builder.root.set(pointer)
    }
    return builder.withSegment(0) { bytes in
      (0..<bytes.count / 8).map { index in
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
    }
  }
}
