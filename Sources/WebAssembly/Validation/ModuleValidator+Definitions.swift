/// Rules about what a module imports and defines, initial values aside.
extension ModuleValidator {
  /// Checks the types of functions, tables, memories, globals and tags, imported or not.
  func definitions() throws(ModuleError) {
    for (index, type) in module.functions.enumerated() {
      let section: SectionKind = index < module.importedFunctionCount ? .import : .function
      _ = try functionType(type, in: section)
    }
    try tables()
    try memories()
    for (index, type) in module.globals.enumerated() {
      let section: SectionKind = index < module.importedGlobalCount ? .import : .global
      try check(type.value, typeCount: module.types.count, in: section)
    }
    for (index, type) in module.tags.enumerated() {
      let section: SectionKind = index < module.importedTagCount ? .import : .tag
      try require(.exceptions, for: "tag", in: section)
      guard try functionType(type, in: section).results.isEmpty else {
        throw invalid("non-empty tag result type", in: section)
      }
    }
  }

  private func functionType(
    _ index: UInt32, in section: SectionKind
  ) throws(ModuleError) -> FunctionType {
    guard index < module.types.count, let type = module.types[Int(index)].function else {
      throw invalid("unknown type \(index)", in: section)
    }
    return type
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/types.html#table-types
  private func tables() throws(ModuleError) {
    if module.tables.count > 1 { try require(.referenceTypes, for: "second table", in: .table) }
    for (index, type) in module.tables.enumerated() {
      let section: SectionKind = index < module.importedTableCount ? .import : .table
      if type.element != .funcref {
        try check(type.element, typeCount: module.types.count, in: section)
      }
      if type.addressType == .i64 { try require(.memory64, for: "table", in: section) }
      let largest = type.addressType == .i32 ? UInt64(UInt32.max) : .max
      try check(type.limits, largest: largest, in: section) {
        "table size must be at most \($0)"
      }
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/types.html#memory-types
  private func memories() throws(ModuleError) {
    if module.memories.count > 1 {
      let section: SectionKind = module.importedMemoryCount > 1 ? .import : .memory
      try require(.multiMemory, for: "second memory", in: section)
    }
    for (index, type) in module.memories.enumerated() {
      let section: SectionKind = index < module.importedMemoryCount ? .import : .memory
      if type.addressType == .i64 { try require(.memory64, for: "memory", in: section) }
      guard type.pageSizeLog2 == 0 || type.pageSizeLog2 == 16 else {
        throw invalid("invalid custom page size", in: section)
      }
      if type.pageSizeLog2 != 16 { try require(.customPageSizes, for: "memory", in: section) }
      try check(type.limits, largest: type.largestPageCount, in: section) { _ in
        switch (type.addressType, type.pageSizeLog2) {
        case (.i32, 16): "memory size must be at most 65536 pages (4GiB)"
        case (.i64, 16): "memory size must be at most 2^48 pages"
        default: "memory size must be at most 2^32-1 pages"
        }
      }
      if type.isShared {
        try require(.threads, for: "shared memory", in: section)
        guard type.limits.maximum != nil else {
          throw invalid("shared memory must have maximum", in: section)
        }
      }
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/types.html#limits
  private func check(
    _ limits: SizeLimits, largest: UInt64, in section: SectionKind, _ message: (UInt64) -> String
  ) throws(ModuleError) {
    guard max(limits.minimum, limits.maximum ?? 0) <= largest else {
      throw invalid(message(largest), in: section)
    }
    guard limits.minimum <= limits.maximum ?? .max else {
      throw invalid("size minimum must not be greater than maximum", in: section)
    }
  }
}

extension MemoryType {
  /// The number of pages that its addresses can reach.
  package var largestPageCount: UInt64 {
    switch (addressType, pageSizeLog2) {
    case (.i32, 16): 1 << 16
    case (.i64, 16): 1 << 48
    case (.i32, _): UInt64(UInt32.max)
    case (.i64, _): .max
    }
  }
}
