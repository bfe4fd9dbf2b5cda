/// A type as `schema.capnp` describes it.
indirect enum TypeDescription: Hashable, Sendable {
  case void, bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float32, float64
  case text, data
  case list(TypeDescription)
  case enumeration(UInt64, BrandDescription)
  case structure(UInt64, BrandDescription)
  case interface(UInt64, BrandDescription)
  case anyPointer, anyStruct, anyList, capability
  /// A parameter of a generic declaration.
  case parameter(scope: UInt64, index: UInt16)
  /// A parameter of a generic method.
  case implicitParameter(index: UInt16)

  /// How much room a field of the type takes.
  enum Size: Hashable {
    case nothing
    /// Two to the power of this many bits.
    case bits(log: Int)
    case pointer
  }

  var size: Size {
    switch self {
    case .void: .nothing
    case .bool: .bits(log: 0)
    case .int8, .uint8: .bits(log: 3)
    case .int16, .uint16, .enumeration: .bits(log: 4)
    case .int32, .uint32, .float32: .bits(log: 5)
    case .int64, .uint64, .float64: .bits(log: 6)
    default: .pointer
    }
  }
}

/// What the parameters of a generic declaration and of those around it are bound to.
struct BrandDescription: Hashable, Sendable {
  struct Scope: Hashable, Sendable {
    let id: UInt64
    /// The types; `nil` when they are those of the scope the type is used in.
    let bindings: [TypeDescription]?
  }

  static let empty = BrandDescription(scopes: [])
  /// From the innermost scope outwards; scopes without parameters are left out.
  let scopes: [Scope]
}

extension TypeDescription {
  /// The type with parameters replaced by what a brand binds them to.
  ///
  /// - Parameter brand: of the struct that the type stands in.
  func bound(by brand: BrandDescription) -> TypeDescription {
    switch self {
    case .list(let element): .list(element.bound(by: brand))
    case .enumeration(let id, let own): .enumeration(id, own.bound(by: brand))
    case .structure(let id, let own): .structure(id, own.bound(by: brand))
    case .interface(let id, let own): .interface(id, own.bound(by: brand))
    case .parameter(let scope, let index):
      switch brand.scopes.first(where: { $0.id == scope }) {
      case nil: .anyPointer
      case let found?:
        found.bindings.map { Int(index) < $0.count ? $0[Int(index)] : .anyPointer } ?? self
      }
    default: self
    }
  }
}

extension BrandDescription {
  func bound(by outer: BrandDescription) -> BrandDescription {
    if scopes.isEmpty { return self }
    return BrandDescription(
      scopes: scopes.compactMap { scope in
        if let bindings = scope.bindings {
          return Scope(id: scope.id, bindings: bindings.map { $0.bound(by: outer) })
        }
        return outer.scopes.first { $0.id == scope.id }
      })
  }
}
