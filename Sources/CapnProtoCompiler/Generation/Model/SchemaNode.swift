/// A declaration in a schema: a file, struct, group, enum, interface, constant or annotation.
///
/// The generator works on these plain values, so that whatever is wrong with a request is found
/// in one place, where they are made.
///
/// See `Node` in <https://github.com/capnproto/capnproto/blob/v2/c++/src/capnp/schema.capnp>.
package struct SchemaNode: Sendable {
  /// What is declared.
  package enum Body: Sendable {
    case file
    case structure(SchemaStruct)
    case enumeration([SchemaEnumerant])
    case interface(SchemaInterface)
    case constant(SchemaType, SchemaValue)
    case annotation(SchemaType)
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
  package var annotations: [SchemaAnnotation]
  /// The comment that documents the declaration.
  package var comment: String?
  package var body: Body

  package var structure: SchemaStruct? {
    if case .structure(let structure) = body { structure } else { nil }
  }

  package var interface: SchemaInterface? {
    if case .interface(let interface) = body { interface } else { nil }
  }
}

/// The body of a struct or group.
package struct SchemaStruct: Sendable {
  package var dataWords: Int
  package var pointers: Int
  package var isGroup: Bool
  package var discriminantCount: Int
  /// The place of the union's tag, in units of 16 bits.
  package var discriminantOffset: Int
  /// In the order of their ordinals.
  package var fields: [SchemaField]
}

/// A field of a struct or group.
package struct SchemaField: Sendable {
  package enum Body: Sendable {
    /// `offset` counts in units of the type's size.
    case slot(offset: Int, SchemaType, defaultValue: SchemaValue, explicitDefault: Bool)
    case group(UInt64)
  }

  package var name: String
  package var codeOrder: Int
  /// The value of the union's tag when the field is set, `nil` outside of a union.
  package var discriminant: UInt16?
  package var annotations: [SchemaAnnotation]
  package var comment: String?
  package var body: Body
}

/// A member of an enum; its value is its place in the list.
package struct SchemaEnumerant: Sendable {
  package var name: String
  package var codeOrder: Int
  package var annotations: [SchemaAnnotation]
  package var comment: String?
}

/// The body of an interface.
package struct SchemaInterface: Sendable {
  package var methods: [SchemaMethod]
  package var superclasses: [(id: UInt64, brand: SchemaBrand)]
}

/// A method; its ordinal is its place in the list.
package struct SchemaMethod: Sendable {
  package var name: String
  package var codeOrder: Int
  /// The names of the type parameters of the method alone.
  package var implicitParameters: [String]
  package var parameters: (id: UInt64, brand: SchemaBrand)
  package var results: (id: UInt64, brand: SchemaBrand)
  package var annotations: [SchemaAnnotation]
  package var comment: String?

  /// Whether the method is declared `-> stream`: its result is `StreamResult` of `stream.capnp`.
  package var isStreaming: Bool { results.id == 0x995f_9a33_77c0_b16e }
}

/// An annotation applied to a declaration.
package struct SchemaAnnotation: Sendable {
  package var id: UInt64
  package var value: SchemaValue
}
