#if !hasFeature(Embedded)
  /// A value of any type, read through a loaded schema.
  public enum DynamicValue: Sendable {
    /// The only value of `Void`.
    case void
    /// A truth value.
    case bool(Bool)
    /// A signed number.
    case int(Int64)
    /// An unsigned number.
    case uint(UInt64)
    /// A `Float32`.
    case float32(Float)
    /// A `Float64`.
    case float64(Double)
    /// The value of an enum, and the number of the enum.
    case enumeration(UInt16, UInt64)
    /// Text.
    case text(TextReader)
    /// Bytes.
    case data(DataReader)
    /// A list.
    case list(DynamicList)
    /// A struct or group.
    case structure(DynamicStruct)
    /// A capability.
    case capability(AnyPointerReader)
    /// Something whose type the schema does not say.
    case anyPointer(AnyPointerReader)
  }

  /// A list, read through a loaded schema.
  public struct DynamicList: Sendable {
    /// The list without its type.
    public let raw: ListReader
    /// The type of the elements.
    public let element: SchemaType
    /// The schemas of the types.
    public let schemas: LoadedSchemas

    /// The number of elements.
    public var count: Int { raw.count }

    /// An element.
    ///
    /// - Parameter index: Its place.
    /// - Throws: If it is malformed, or the index is out of range.
    public func get(_ index: Int) throws(CapnProtoError) -> DynamicValue {
      guard index >= 0, index < raw.count else {
        throw CapnProtoError(.indexOutOfRange, at: index)
      }
      switch element {
      case .void: return .void
      case .bool: return .bool(raw.getBool(index))
      case .int8: return .int(Int64(raw.get(index, as: Int8.self)))
      case .int16: return .int(Int64(raw.get(index, as: Int16.self)))
      case .int32: return .int(Int64(raw.get(index, as: Int32.self)))
      case .int64: return .int(raw.get(index))
      case .uint8: return .uint(UInt64(raw.get(index, as: UInt8.self)))
      case .uint16: return .uint(UInt64(raw.get(index, as: UInt16.self)))
      case .uint32: return .uint(UInt64(raw.get(index, as: UInt32.self)))
      case .uint64: return .uint(raw.get(index))
      case .float32: return .float32(raw.get(index))
      case .float64: return .float64(raw.get(index))
      case .enumeration(let id): return .enumeration(raw.get(index), id)
      case .structure(let id, let brand):
        return .structure(
          DynamicStruct(
            raw: raw.structure(index), description: try schemas.structure(id), brand: brand,
            schemas: schemas))
      default:
        return try DynamicValue(raw.pointer(index), element, schemas)
      }
    }
  }

  extension DynamicValue {
    /// Reads what a pointer leads to.
    ///
    /// - Parameters:
    ///   - pointer: The pointer.
    ///   - type: The type of the value, one that stands behind pointers.
    ///   - schemas: The schemas of the types.
    /// - Throws: If it is malformed.
    public init(
      _ pointer: AnyPointerReader, _ type: SchemaType, _ schemas: LoadedSchemas
    ) throws(CapnProtoError) {
      switch type {
      case .text: self = .text(try pointer.text())
      case .data: self = .data(try pointer.data())
      case .list(let element):
        self = .list(
          DynamicList(
            raw: try pointer.list(of: element.elementSize), element: element, schemas: schemas))
      case .structure(let id, let brand):
        self = .structure(
          DynamicStruct(
            raw: try pointer.structure(), description: try schemas.structure(id), brand: brand,
            schemas: schemas))
      case .interface: self = .capability(pointer)
      case .anyPointer, .parameter: self = .anyPointer(pointer)
      default: throw CapnProtoError(.schemaMismatch)
      }
    }
  }
#endif
