extension RequestType {
  /// The type with other types in the place of parameters.
  ///
  /// - Parameter bindings: What parameters stand for, by the scope they belong to.
  func substituting(_ bindings: [UInt64: [RequestType?]]) -> RequestType {
    switch self {
    case .list(let element): .list(element.substituting(bindings))
    case .enumeration(let id, let brand): .enumeration(id, brand.substituting(bindings))
    case .structure(let id, let brand): .structure(id, brand.substituting(bindings))
    case .interface(let id, let brand): .interface(id, brand.substituting(bindings))
    case .parameter(let scope, let index):
      if let types = bindings[scope] {
        (index < types.count ? types[index] : nil) ?? .anyPointer
      } else {
        self
      }
    default: self
    }
  }
}

extension RequestBrand {
  /// The brand with other types in the place of parameters.
  func substituting(_ bindings: [UInt64: [RequestType?]]) -> RequestBrand {
    var brand = self
    for (scope, value) in scopes {
      switch value {
      case .bind(let types): brand.scopes[scope] = .bind(types.map { $0?.substituting(bindings) })
      case .inherit: if let types = bindings[scope] { brand.scopes[scope] = .bind(types) }
      }
    }
    return brand
  }
}
