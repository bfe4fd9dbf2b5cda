extension ValueType: CustomStringConvertible {
  /// The type in the text format.
  public var description: String {
    switch self {
    case .i32: "i32"
    case .i64: "i64"
    case .f32: "f32"
    case .f64: "f64"
    case .v128: "v128"
    case .bottom: "bot"
    default:
      if let heapType {
        heapType.shorthand.flatMap { isNullable ? $0 : nil }
          ?? "(ref \(isNullable ? "null " : "")\(heapType))"
      } else {
        "?"
      }
    }
  }
}

extension HeapType: CustomStringConvertible {
  /// The type in the text format; a concrete type by its index.
  public var description: String {
    switch self {
    case .function: "func"
    case .external: "extern"
    case .any: "any"
    case .eq: "eq"
    case .i31: "i31"
    case .structure: "struct"
    case .array: "array"
    case .exception: "exn"
    case .noException: "noexn"
    case .noFunction: "nofunc"
    case .noExternal: "noextern"
    case .none: "none"
    default: typeIndex.map(String.init) ?? "?"
    }
  }

  /// The short form of a nullable reference to an abstract type.
  var shorthand: String? {
    switch self {
    case .noException: "nullexnref"
    case .noFunction: "nullfuncref"
    case .noExternal: "nullexternref"
    case .none: "nullref"
    default: typeIndex == nil ? "\(self)ref" : nil
    }
  }
}
