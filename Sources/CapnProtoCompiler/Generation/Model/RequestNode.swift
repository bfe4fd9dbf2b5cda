/// A declaration in a schema: a file, struct, group, enum, interface, constant or annotation.
///
/// The generator works on these plain values, so that whatever is wrong with a request is found
/// in one place, where they are made.
///
/// See `Node` in <https://github.com/capnproto/capnproto/blob/v2/c++/src/capnp/schema.capnp>.
package struct RequestNode: Sendable {
  /// What is declared.
  package enum Body: Sendable {
    case file
    case structure(RequestStruct)
    case enumeration([RequestEnumerant])
    case interface(RequestInterface)
    case constant(RequestType, RequestValue)
    case annotation(RequestType)
  }

  package var id: UInt64
  package var displayName: String
  /// The name without its scope.
  package var name: String
  /// The id of the enclosing declaration, zero if there is none.
  package var scopeID: UInt64
  /// The names of the type parameters.
  package var parameters: [String]
  package var isGeneric: Bool
  package var nested: [(name: String, id: UInt64)]
  package var annotations: [RequestAnnotation]
  /// The comment that documents the declaration.
  package var comment: String?
  package var body: Body

  package var structure: RequestStruct? {
    if case .structure(let structure) = body { structure } else { nil }
  }

  package var interface: RequestInterface? {
    if case .interface(let interface) = body { interface } else { nil }
  }
}

/// The body of a struct or group.
package struct RequestStruct: Sendable {
  package var dataWords: Int
  package var pointers: Int
  package var isGroup: Bool
  package var discriminantCount: Int
  /// The place of the union's tag, in units of 16 bits.
  package var discriminantOffset: Int
  /// In the order of their ordinals.
  package var fields: [RequestField]
}

/// A field of a struct or group.
package struct RequestField: Sendable {
  package enum Body: Sendable {
    /// `offset` counts in units of the type's size.
    case slot(offset: Int, RequestType, defaultValue: RequestValue, explicitDefault: Bool)
    case group(UInt64)
  }

  package var name: String
  package var codeOrder: Int
  /// The value of the union's tag when the field is set, `nil` outside of a union.
  package var discriminant: UInt16?
  package var annotations: [RequestAnnotation]
  package var comment: String?
  package var body: Body
}

/// A member of an enum; its value is its place in the list.
package struct RequestEnumerant: Sendable {
  package var name: String
  package var codeOrder: Int
  package var annotations: [RequestAnnotation]
  package var comment: String?
}

/// The body of an interface.
package struct RequestInterface: Sendable {
  package var methods: [RequestMethod]
  package var superclasses: [(id: UInt64, brand: RequestBrand)]
}

/// A method; its ordinal is its place in the list.
package struct RequestMethod: Sendable {
  package var name: String
  package var codeOrder: Int
  /// The names of the type parameters of the method alone.
  package var implicitParameters: [String]
  package var parameters: (id: UInt64, brand: RequestBrand)
  package var results: (id: UInt64, brand: RequestBrand)
  package var annotations: [RequestAnnotation]
  package var comment: String?

  /// Whether the method is declared `-> stream`: its result is `StreamResult` of `stream.capnp`.
  package var isStreaming: Bool { results.id == 0x995f_9a33_77c0_b16e }
}

/// An annotation applied to a declaration.
package struct RequestAnnotation: Sendable {
  package var id: UInt64
  package var value: RequestValue
}
