/// What subtyping must know about the defined types of a module: identity, shape and supertype.
///
/// Identities are canonical: two types that are equal by the specification have the same one, also
/// when they come from different modules. So every question about equality is one comparison.
///
/// Specification: https://webassembly.github.io/spec/core/valid/matching.html
package struct TypeTable: Sendable {
  /// The shape of a defined type.
  package enum Shape: UInt8, Sendable, CaseIterable {
    case function, structure, array
  }

  package init() {}

  /// By type index: the canonical identity.
  package var identities: [UInt32] = []
  /// By type index: the type index of the supertype, or ``none``.
  package var supertypes: [UInt32] = []
  /// By type index: the shape.
  package var shapes: [Shape] = []

  /// Stands for the lack of a supertype.
  package static let none = UInt32.max

  /// The number of types.
  package var count: Int { shapes.count }

  /// Whether every value of one type is one of the other.
  ///
  /// - Parameters:
  ///   - type: a type of this module.
  ///   - expected: a type of the other module.
  ///   - other: the types of the other module.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/matching.html#value-types
  package func matches(_ type: ValueType, _ expected: ValueType, in other: TypeTable) -> Bool {
    if type == .bottom { return true }
    guard let heapType = type.heapType, let expectedHeapType = expected.heapType else {
      return type == expected
    }
    return (!type.isNullable || expected.isNullable)
      && matches(heapType, expectedHeapType, in: other)
  }

  /// Whether everything of one heap type is of the other.
  ///
  /// Specification: https://webassembly.github.io/spec/core/valid/matching.html#heap-types
  package func matches(_ type: HeapType, _ expected: HeapType, in other: TypeTable) -> Bool {
    switch (type.typeIndex, expected.typeIndex) {
    case (let index?, let expectedIndex?):
      return isSubtype(index, of: expectedIndex, in: other)
    case (let index?, nil):
      return shape(index)?.matches(expected) ?? false
    case (nil, let expectedIndex?):
      switch other.shape(expectedIndex) {
      case .function: return type == .noFunction
      case .structure, .array: return type == .none
      case nil: return false
      }
    case (nil, nil):
      return type == expected || TypeTable.matchesAbstract(type, expected)
    }
  }

  /// Whether a defined type is another one or declares it as a supertype, directly or not.
  ///
  /// - Complexity: O(*d*) in the depth of declared supertypes, which is limited.
  package func isSubtype(_ index: UInt32, of expected: UInt32, in other: TypeTable) -> Bool {
    guard Int(expected) < other.identities.count else { return false }
    return isSubtype(index, ofIdentity: other.identities[Int(expected)])
  }

  /// The same for an expected type given by its identity.
  package func isSubtype(_ index: UInt32, ofIdentity identity: UInt32) -> Bool {
    var index = index
    // Supertypes have smaller indices, so this ends.
    while Int(index) < identities.count {
      if identities[Int(index)] == identity { return true }
      index = supertypes[Int(index)]
    }
    return false
  }

  private func shape(_ index: UInt32) -> Shape? {
    Int(index) < shapes.count ? shapes[Int(index)] : nil
  }

  private static func matchesAbstract(_ type: HeapType, _ expected: HeapType) -> Bool {
    switch expected {
    case .any:
      type == .eq || type == .i31 || type == .structure || type == .array || type == .none
    case .eq: type == .i31 || type == .structure || type == .array || type == .none
    case .i31, .structure, .array: type == .none
    case .function: type == .noFunction
    case .external: type == .noExternal
    case .exception: type == .noException
    default: false
    }
  }
}

extension TypeTable.Shape {
  /// Whether every type of this shape is below an abstract heap type.
  package func matches(_ expected: HeapType) -> Bool {
    switch self {
    case .function: expected == .function
    case .structure: expected == .structure || expected == .eq || expected == .any
    case .array: expected == .array || expected == .eq || expected == .any
    }
  }
}

extension HeapType {
  /// The top of the hierarchy a heap type belongs to.
  package func top(in types: TypeTable) -> HeapType {
    switch self {
    case .function, .noFunction: .function
    case .external, .noExternal: .external
    case .exception, .noException: .exception
    default:
      if let typeIndex, Int(typeIndex) < types.count, types.shapes[Int(typeIndex)] == .function {
        .function
      } else {
        .any
      }
    }
  }
}
