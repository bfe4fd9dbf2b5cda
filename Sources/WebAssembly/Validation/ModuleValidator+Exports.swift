/// Rules about exports and the start function.
extension ModuleValidator {
  /// Specification: https://webassembly.github.io/spec/core/valid/modules.html#exports
  ///
  /// - Returns: the exports by name.
  func exports() throws(ModuleError) -> PositionTable {
    var names = PositionTable(capacity: module.exports.count)
    for (position, export) in module.exports.enumerated() {
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
      let name = ExactName(export.name)
      let hash = name.keyedHash
      let other = names.first(hash) { ExactName(module.exports[$0].name) == name }
      guard other == nil else { throw invalid("duplicate export name", in: .export) }
      names.insert(position, hash)
    }
    return names
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
