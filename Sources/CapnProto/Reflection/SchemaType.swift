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
      if brand.scopes.isEmpty, case .parameter = self { return .anyPointer }
      guard isOpen else { return self }
      var budget = SchemaType.largestType
      return bound(in: brand, &budget)
    }

    /// The most parts that a type can have once its parameters are replaced. A few declarations could otherwise double it
    /// with each level that a message is read.
    private static let largestType = 1_000

    /// Whether there are parameters in it.
    private var isOpen: Bool {
      switch self {
      case .parameter: true
      case .list(let element): element.isOpen
      case .structure(_, let brand): !brand.scopes.isEmpty
      default: false
      }
    }

    fileprivate func bound(in brand: Brand, _ budget: inout Int) -> SchemaType {
      budget -= size
      guard budget > 0 else { return .anyPointer }
      switch self {
      case .parameter(let scope, let index):
        let type = brand.binding(scope, index)
        budget -= type.size
        return budget > 0 ? type : .anyPointer
      case .list(let element): return .list(element.bound(in: brand, &budget))
      case .structure(let id, let inner): return .structure(id, inner.bound(in: brand, &budget))
      default: return self
      }
    }

    /// The number of its parts.
    private var size: Int {
      switch self {
      case .list(let element): return 1 + element.size
      case .structure(_, let brand):
        var size = 1
        for case .bound(let types) in brand.scopes.values {
          for type in types { size += type.size }
        }
        return size
      default: return 1
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

    fileprivate func bound(in outer: Brand, _ budget: inout Int) -> Brand {
      var result: [UInt64: Scope] = [:]
      for (id, scope) in scopes {
        switch scope {
        case .bound(let types):
          var replaced: [SchemaType] = []
          for type in types { replaced.append(type.bound(in: outer, &budget)) }
          result[id] = .bound(replaced)
        case .inherited: result[id] = outer.scopes[id]
        }
      }
      return Brand(result)
    }
  }
#endif
