/// The types of a module with identities that hold across modules, for as long as it lives.
///
/// Made by validation and kept by the module structure; linking asks it whether an export of one
/// module fits an import of another.
package final class CanonicalTypes: Sendable {
  /// What subtyping knows of the types.
  package let table: TypeTable
  private let lease: TypeRegistry.Lease

  package init(table: TypeTable, lease: consuming TypeRegistry.Lease) {
    self.table = table
    self.lease = lease
  }

  /// The number of types.
  package var count: Int { table.count }

  /// The identity of a type: equal for types that are equal by the specification, in any module.
  /// The index must be in range.
  package subscript(typeIndex: UInt32) -> UInt32 { table.identities[Int(typeIndex)] }

  /// Whether a value of a type of this module fits where another module expects a type of its own.
  package func matches(
    _ type: ValueType, _ expected: ValueType, in other: CanonicalTypes
  ) -> Bool {
    table.matches(type, expected, in: other.table)
  }

  /// Whether a type of this module is equal to one of another module, or declared below it.
  package func matches(
    _ typeIndex: UInt32, _ expected: UInt32, in other: CanonicalTypes
  ) -> Bool {
    table.isSubtype(typeIndex, of: expected, in: other.table)
  }

  /// Whether a value type of this module and one of another are the same.
  package func isEqual(
    _ type: ValueType, _ expected: ValueType, in other: CanonicalTypes
  ) -> Bool {
    matches(type, expected, in: other) && other.matches(expected, type, in: self)
  }

  /// Canonical types for function types that no module defines: those of host functions.
  ///
  /// - Parameter functions: function types without references to defined types.
  /// - Returns: the types, in the same order, each final and without supertypes; `nil` if the
  ///   process has no identities left.
  package static func hostFunctions(_ functions: [FunctionType]) -> CanonicalTypes? {
    var builder = CanonicalTypesBuilder()
    for function in functions {
      guard builder.add([SubType(composite: .function(function))]) else { return nil }
    }
    return builder.finish()
  }
}

/// Enters the types of a module into the registry, group by group.
package struct CanonicalTypesBuilder: ~Copyable {
  private(set) var table = TypeTable()
  private var lease = TypeRegistry.Lease()

  package init() {}

  /// Adds the next recursion group; all type indices in it must be known ones.
  ///
  /// - Returns: whether there were identities for it.
  package mutating func add(_ group: some Collection<SubType>) -> Bool {
    let first = UInt32(table.count)
    var content: [UInt32] = []
    for type in group { encode(type, first: first, into: &content) }
    guard let identity = lease.enter(content, count: group.count) else { return false }
    for (position, type) in group.enumerated() {
      table.identities.append(identity + UInt32(truncatingIfNeeded: position))
      table.supertypes.append(type.supertypes.first ?? TypeTable.none)
      table.shapes.append(type.composite.shape)
    }
    return true
  }

  package consuming func finish() -> CanonicalTypes { CanonicalTypes(table: table, lease: lease) }

  private func encode(_ type: SubType, first: UInt32, into content: inout [UInt32]) {
    content.append(UInt32(type.composite.shape.rawValue) << 1 | (type.isFinal ? 1 : 0))
    // An identity or position, or all ones for none.
    content.append(type.supertypes.first.map { identity($0, first: first) } ?? .max)
    switch type.composite {
    case .function(let function):
      content.append(UInt32(truncatingIfNeeded: function.parameters.count))
      for parameter in function.parameters { content.append(bits(parameter, first: first)) }
      content.append(UInt32(truncatingIfNeeded: function.results.count))
      for result in function.results { content.append(bits(result, first: first)) }
    case .structure(let fields):
      content.append(UInt32(truncatingIfNeeded: fields.count))
      for field in fields { encode(field, first: first, into: &content) }
    case .array(let field): encode(field, first: first, into: &content)
    }
  }

  private func encode(_ field: FieldType, first: UInt32, into content: inout [UInt32]) {
    let mutable: UInt32 = field.isMutable ? 1 : 0
    switch field.storage {
    case .value(let type):
      content.append(mutable)
      content.append(bits(type, first: first))
    case .i8: content.append(2 | mutable)
    case .i16: content.append(4 | mutable)
    }
  }

  /// A value type with identities in place of type indices.
  private func bits(_ type: ValueType, first: UInt32) -> UInt32 {
    guard let index = type.heapType?.typeIndex else { return type.bits }
    return ValueType.reference(
      .index(identity(index, first: first)), nullable: type.isNullable
    ).bits
  }

  /// The identity of a type, or its position in the group that is being added, marked as such.
  private func identity(_ index: UInt32, first: UInt32) -> UInt32 {
    index < first ? table.identities[Int(index)] : (index - first) | TypeRegistry.identityEnd
  }
}

extension CompositeType {
  package var shape: TypeTable.Shape {
    switch self {
    case .function: .function
    case .structure: .structure
    case .array: .array
    }
  }
}
