/// A type as it is written in a schema.
///
/// See <https://capnproto.org/language.html>, "Built-in Types".
package indirect enum RequestType: Hashable, Sendable {
  case void, bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float32, float64
  case text, data
  case list(RequestType)
  case enumeration(UInt64, RequestBrand)
  case structure(UInt64, RequestBrand)
  case interface(UInt64, RequestBrand)
  case anyPointer, anyStruct, anyList, capability
  /// A parameter of the generic type with that id.
  case parameter(scope: UInt64, index: Int)
  /// An implicit parameter of the method the type appears in.
  case implicitParameter(index: Int)

  /// Whether values of this type live in the pointer section.
  package var isPointer: Bool {
    switch self {
    case .void, .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64,
      .float32, .float64, .enumeration:
      false
    case .text, .data, .list, .structure, .interface, .anyPointer, .anyStruct, .anyList,
      .capability, .parameter, .implicitParameter:
      true
    }
  }
}

/// What the parameters of a generic type and of its enclosing scopes are bound to.
package struct RequestBrand: Hashable, Sendable {
  /// The bindings of one scope.
  package enum Bindings: Hashable, Sendable {
    /// A type for each parameter, `nil` where it is left open (any pointer).
    case bind([RequestType?])
    /// The parameters of that scope are in scope here, too, and are bound to themselves.
    case inherit
  }

  /// The bindings by the id of the scope.
  package var scopes: [UInt64: Bindings]

  /// Makes a brand.
  package init(scopes: [UInt64: Bindings] = [:]) {
    self.scopes = scopes
  }
}

/// A constant as it is written in a schema.
package enum RequestValue: Hashable, Sendable {
  case void
  case bool(Bool)
  case signed(Int64)
  case unsigned(UInt64)
  /// A floating-point number of 32 bits, as its bits.
  case float32(UInt32)
  /// A floating-point number of 64 bits, as its bits.
  case float64(UInt64)
  case enumerant(UInt16)
  case text([UInt8])
  case data([UInt8])
  /// A struct, a list or any other pointer: a message of one segment, its root pointer first.
  /// Empty for null.
  case pointer([UInt64])
  case interface
}
