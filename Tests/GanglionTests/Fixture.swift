import Ganglion

/// The programs under `Fixtures`.
enum Fixture {
  /// The top of the package.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// The path of a small program.
  static func path(_ name: String) -> String { "\(root)/Fixtures/programs/small/\(name).wasm" }

  static func module(
    _ name: String, metered: Bool = false
  ) throws -> Module {
    try Module(path: path(name), configuration: ModuleConfiguration(isMetered: metered))
  }

  static func program(_ name: String, metered: Bool = false) throws -> Program {
    Program(module: try module(name, metered: metered))
  }

  /// An instance of a library that imports WASI at most.
  static func library(_ name: String) throws -> Instance {
    let store = Store()
    store.attach(try WASIContext(WASIConfiguration()))
    let instance = try store.instantiate(try module(name), imports: WASI.imports)
    if instance.module.exportType("_initialize") != nil { try instance.call("_initialize") }
    return instance
  }
}

extension WASIConfiguration {
  /// Grants for a program whose output is looked at.
  static func collecting(
    _ output: CollectedOutput, _ arguments: String...
  ) -> WASIConfiguration {
    var grants = WASIConfiguration()
    grants.arguments = arguments
    grants.standardOutput = .collected(output)
    return grants
  }
}
