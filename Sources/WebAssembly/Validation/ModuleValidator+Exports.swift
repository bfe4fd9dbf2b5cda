/// Rules about exports and the start function.
extension ModuleValidator {
  /// Specification: https://webassembly.github.io/spec/core/valid/modules.html#exports
  func exports() throws(ModuleError) {
    var names: Set<ExactName> = []
    names.reserveCapacity(module.exports.count)
    for export in module.exports {
      let (count, what) =
        switch export.kind {
        case .function: (module.functions.count, "function")
        case .table: (module.tables.count, "table")
        case .memory: (module.memories.count, "memory")
        case .global: (module.globals.count, "global")
        case .tag: (module.tags.count, "tag")
        }
      guard export.index < count else {
        throw invalid("unknown \(what) \(export.index)", in: .export)
      }
      guard names.insert(ExactName(export.name)).inserted else {
        throw invalid("duplicate export name", in: .export)
      }
    }
  }

  /// Specification: https://webassembly.github.io/spec/core/valid/modules.html#start-function
  func start() throws(ModuleError) {
    guard let start = module.start else { return }
    guard start < module.functions.count else {
      throw invalid("unknown function \(start)", in: .start)
    }
    guard module.functionType(of: start) == FunctionType() else {
      throw invalid("start function", in: .start)
    }
  }
}
