/// Rules about the type section.
///
/// Specification: https://webassembly.github.io/spec/core/valid/types.html#type-sequences
extension ModuleValidator {
  /// Checks all types and gives them their identities.
  func types() throws(ModuleError) -> CanonicalTypes {
    var builder = CanonicalTypesBuilder()
    var depths: [UInt8] = []
    depths.reserveCapacity(module.types.count)
    for range in module.recursionGroups {
      if range.count != 1 {
        try require(.garbageCollection, for: "recursion group", in: .type)
      }
      for index in range {
        try checkComponents(of: index, typeCount: range.upperBound)
        depths.append(try depth(of: index, depths))
      }
      guard builder.add(module.types[range]) else {
        throw ModuleError(
          code: .limitExceeded, message: "too many types in the process", offset: 0)
      }
      for index in range { try checkSupertype(of: index, builder.table) }
    }
    return builder.finish()
  }

  /// Checks that all types a type is made of are known.
  private func checkComponents(of index: Int, typeCount: Int) throws(ModuleError) {
    let type = module.types[index]
    if !type.isFinal || !type.supertypes.isEmpty {
      try require(.garbageCollection, for: "subtyping", in: .type)
    }
    switch type.composite {
    case .function(let function):
      for type in function.parameters { try check(type, typeCount: typeCount, in: .type) }
      for type in function.results { try check(type, typeCount: typeCount, in: .type) }
      if function.results.count > 1 {
        try require(.multiValue, for: "several results", in: .type)
      }
    case .structure(let fields):
      try require(.garbageCollection, for: "structure type", in: .type)
      for field in fields { try check(field, typeCount: typeCount) }
    case .array(let field):
      try require(.garbageCollection, for: "array type", in: .type)
      try check(field, typeCount: typeCount)
    }
  }

  private func check(_ field: FieldType, typeCount: Int) throws(ModuleError) {
    if case .value(let type) = field.storage { try check(type, typeCount: typeCount, in: .type) }
  }

  /// Checks that the supertype comes before, and returns the number of supertypes in the chain.
  private func depth(of index: Int, _ depths: [UInt8]) throws(ModuleError) -> UInt8 {
    guard let supertype = module.types[index].supertypes.first else { return 0 }
    guard supertype < index else { throw invalid("unknown type \(supertype)", in: .type) }
    let depth = Int(depths[Int(supertype)]) + 1
    guard depth <= min(limits.subtypingDepth, Int(UInt8.max)) else {
      throw exceeded("super types", depth, limit: limits.subtypingDepth, in: .type)
    }
    return UInt8(depth)
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/types.html#sub-types
  private func checkSupertype(of index: Int, _ table: TypeTable) throws(ModuleError) {
    let type = module.types[index]
    guard let superIndex = type.supertypes.first else { return }
    let supertype = module.types[Int(superIndex)]
    guard !supertype.isFinal, matches(type.composite, supertype.composite, table) else {
      throw invalid("sub type \(index) does not match super type \(superIndex)", in: .type)
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/matching.html#composite-types
  private func matches(
    _ type: CompositeType, _ expected: CompositeType, _ table: TypeTable
  ) -> Bool {
    switch (type, expected) {
    case (.function(let type), .function(let expected)):
      type.parameters.count == expected.parameters.count
        && type.results.count == expected.results.count
        && zip(expected.parameters, type.parameters).allSatisfy {
          table.matches($0, $1, in: table)
        }
        && zip(type.results, expected.results).allSatisfy { table.matches($0, $1, in: table) }
    case (.structure(let fields), .structure(let expected)):
      fields.count >= expected.count
        && zip(fields, expected).allSatisfy { matches($0, $1, table) }
    case (.array(let field), .array(let expected)):
      matches(field, expected, table)
    default:
      false
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/matching.html#field-types
  private func matches(_ field: FieldType, _ expected: FieldType, _ table: TypeTable) -> Bool {
    guard field.isMutable == expected.isMutable else { return false }
    guard case .value(let type) = field.storage, case .value(let other) = expected.storage else {
      return field.storage == expected.storage
    }
    return table.matches(type, other, in: table)
      && (!field.isMutable || table.matches(other, type, in: table))
  }
}
