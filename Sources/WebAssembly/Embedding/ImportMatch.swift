/// Decides whether what a name stands for fits what a module expects.
///
/// Specification: https://webassembly.github.io/spec/core/valid/matching.html#external-types
struct ImportMatch {
  private let structure: ModuleStructure

  init(_ module: Module) { structure = module.structure }

  func matches(_ found: Linker.Definition, _ expected: ExternalTypeReference) -> Bool {
    switch (found, expected) {
    case (.host(let host), .function(let type)):
      return host.canonicalType == structure.canonicalTypes?[type]
    case (.function(_, let types, let type), .function(let expected)):
      guard let own = structure.canonicalTypes else { return false }
      return types.matches(type, expected, in: own)
    case (.table(let table, let types), .table(let type)):
      return isEqual(table.type.element, types, type.element)
        && table.type.addressType == type.addressType
        && fits(table.count, table.type.limits.maximum, type.limits)
    case (.memory(let memory), .memory(let type)):
      return memory.type.addressType == type.addressType
        && memory.type.isShared == type.isShared
        && memory.type.pageSizeLog2 == type.pageSizeLog2
        && fits(memory.pageCount, memory.type.limits.maximum, type.limits)
    case (.global(let found, _, let types), .global(let type)):
      guard found.isMutable == type.isMutable else { return false }
      return found.isMutable
        ? isEqual(found.value, types, type.value) : isSubtype(found.value, types, type.value)
    case (.tag(let tag), .tag(let type)):
      return tag.typeIdentity == structure.canonicalTypes?[type]
    default: return false
    }
  }

  private func isEqual(_ type: ValueType, _ types: CanonicalTypes?, _ expected: ValueType) -> Bool {
    let (found, own) = tables(types)
    return found.matches(type, expected, in: own) && own.matches(expected, type, in: found)
  }

  private func isSubtype(
    _ type: ValueType, _ types: CanonicalTypes?, _ expected: ValueType
  ) -> Bool {
    let (found, own) = tables(types)
    return found.matches(type, expected, in: own)
  }

  /// What type indices refer to: nothing in what the host made.
  private func tables(_ types: CanonicalTypes?) -> (TypeTable, TypeTable) {
    (types?.table ?? TypeTable(), structure.canonicalTypes?.table ?? TypeTable())
  }

  private func fits(_ count: UInt64, _ maximum: UInt64?, _ limits: SizeLimits) -> Bool {
    guard count >= limits.minimum else { return false }
    guard let expected = limits.maximum else { return true }
    return maximum.map { $0 <= expected } ?? false
  }

  func describe(_ type: ExternalTypeReference) -> String {
    ExternalType(type, in: structure).description
  }

  func describe(_ definition: Linker.Definition) -> String {
    switch definition {
    case .host(let host): "\(ExternalType.function(host.type))"
    case .function: "a function of another type"
    case .table(let table, _): "\(ExternalType.table(table.type)), now \(table.count)"
    case .memory(let memory): "\(ExternalType.memory(memory.type)), now \(memory.pageCount)"
    case .global(let type, _, _): "\(ExternalType.global(type))"
    case .tag(let tag): "\(ExternalType.tag(FunctionType(parameters: tag.parameters)))"
    }
  }
}
