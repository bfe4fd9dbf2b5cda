#if !hasFeature(Embedded)
  /// A type, as a loaded schema describes it.
  public indirect enum SchemaType: Hashable, Sendable {
    /// `Void`.
    case void
    /// `Bool`.
    case bool
    /// `Int8`.
    case int8
    /// `Int16`.
    case int16
    /// `Int32`.
    case int32
    /// `Int64`.
    case int64
    /// `UInt8`.
    case uint8
    /// `UInt16`.
    case uint16
    /// `UInt32`.
    case uint32
    /// `UInt64`.
    case uint64
    /// `Float32`.
    case float32
    /// `Float64`.
    case float64
    /// `Text`.
    case text
    /// `Data`.
    case data
    /// `List` of a type.
    case list(SchemaType)
    /// The enum with a number.
    case enumeration(UInt64)
    /// The struct with a number, and what its parameters stand for.
    case structure(UInt64, Brand)
    /// The interface with a number.
    case interface(UInt64)
    /// `AnyPointer`, `AnyStruct`, `AnyList` or `Capability`, and parameters that are not bound.
    case anyPointer
    /// A parameter of the declaration with a number.
    case parameter(scope: UInt64, index: Int)

    /// Whether values stand behind a pointer.
    public var isPointer: Bool {
      switch self {
      case .text, .data, .list, .structure, .interface, .anyPointer, .parameter: true
      default: false
      }
    }

    /// How values lie in a list.
    public var elementSize: ElementSize {
      switch self {
      case .void: .void
      case .bool: .bit
      case .int8, .uint8: .byte
      case .int16, .uint16, .enumeration: .twoBytes
      case .int32, .uint32, .float32: .fourBytes
      case .int64, .uint64, .float64: .eightBytes
      case .structure: .inlineComposite
      default: .pointer
      }
    }

    /// The type, its parameters replaced by what they stand for.
    ///
    /// - Parameter brand: What they stand for; what is missing there becomes `anyPointer`.
    public func bound(in brand: Brand) -> SchemaType {
      switch self {
      case .parameter(let scope, let index): brand.binding(scope, index)
      case .list(let element): .list(element.bound(in: brand))
      case .structure(let id, let inner): .structure(id, inner.bound(in: brand))
      default: self
      }
    }
  }

  /// What the parameters of generic declarations stand for, in one use of them.
  public struct Brand: Hashable, Sendable {
    /// The parameters of one declaration.
    public enum Scope: Hashable, Sendable {
      /// What they stand for, in order.
      case bound([SchemaType])
      /// They stand for what they stand for where the type is used.
      case inherited
    }
    /// By the number of the declaration.
    public var scopes: [UInt64: Scope]

    /// Makes a brand.
    public init(_ scopes: [UInt64: Scope] = [:]) { self.scopes = scopes }

    func binding(_ scope: UInt64, _ index: Int) -> SchemaType {
      guard case .bound(let types)? = scopes[scope], types.indices.contains(index) else {
        return .anyPointer
      }
      return types[index]
    }

    func bound(in outer: Brand) -> Brand {
      Brand(
        scopes.reduce(into: [:]) { result, entry in
          switch entry.value {
          case .bound(let types): result[entry.key] = .bound(types.map { $0.bound(in: outer) })
          case .inherited: result[entry.key] = outer.scopes[entry.key]
          }
        })
    }
  }
#endif
