/// Resolves a module's imports: from host functions, from other instances, from single objects.
///
/// Specification: https://webassembly.github.io/spec/core/exec/modules.html#external-typing
public struct Linker {
  /// The store that instances are made in.
  public let store: Store
  private let imports: Imports
  private var definitions: [Imports.Key: Definition] = [:]

  /// What a name stands for.
  enum Definition {
    case host(HostFunction)
    case function(UnsafeMutablePointer<FunctionRecord>, CanonicalTypes, UInt32)
    case table(TableStorage, CanonicalTypes?)
    case memory(Memory)
    case global(GlobalType, UnsafeMutableRawPointer, CanonicalTypes?)
    case tag(ExceptionTag)
  }

  /// A linker.
  ///
  /// - Parameters:
  ///   - store: the store that instances are to live in.
  ///   - imports: host functions to resolve from.
  public init(store: Store, imports: Imports = Imports()) {
    self.store = store
    self.imports = imports
  }

  /// Makes all exports of an instance available for import.
  ///
  /// - Parameters:
  ///   - module: the module name to import them from.
  ///   - instance: an instance of the same store.
  /// - Throws: `CallError` when it lives in another store.
  public mutating func define(_ module: String, _ instance: Instance) throws(CallError) {
    try check(instance.store)
    let structure = instance.module.structure
    let types = structure.canonicalTypes
    for export in structure.exports {
      let index = Int(export.index)
      let storage = instance.storage
      let definition: Definition
      switch export.kind {
      case .function:
        guard let types else { continue }
        definition = .function(storage.function(index), types, structure.functions[index])
      case .table: definition = .table(storage.tables[index], storage.tables[index].types)
      case .memory: definition = .memory(storage.memories[index])
      case .global: definition = .global(structure.globals[index], storage.globals[index], types)
      case .tag: definition = .tag(storage.tags[index])
      }
      definitions[Imports.Key(module: module, name: export.name)] = definition
    }
  }

  /// Makes a memory available for import; it must not belong to another store.
  public mutating func define(_ module: String, _ name: String, _ memory: Memory) {
    definitions[Imports.Key(module: module, name: name)] = .memory(memory)
  }

  /// Makes a table available for import.
  ///
  /// - Throws: `CallError` when it lives in another store.
  public mutating func define(
    _ module: String, _ name: String, _ table: Table
  ) throws(CallError) {
    try check(table.store)
    definitions[Imports.Key(module: module, name: name)] = .table(
      table.storage, table.storage.types)
  }

  /// Makes a global available for import.
  ///
  /// - Throws: `CallError` when it lives in another store.
  public mutating func define(
    _ module: String, _ name: String, _ global: Global
  ) throws(CallError) {
    try check(global.store)
    definitions[Imports.Key(module: module, name: name)] = .global(
      global.type, global.cell, global.types)
  }

  mutating func define(_ module: String, _ name: String, _ definition: Definition) {
    definitions[Imports.Key(module: module, name: name)] = definition
  }

  private func check(_ other: Store) throws(CallError) {
    guard other === store else {
      throw CallError(.foreignReference, "it belongs to another store")
    }
  }

  private func definition(_ module: String, _ name: String) -> Definition? {
    let key = Imports.Key(module: module, name: name)
    if !definitions.isEmpty, let definition = definitions[key] { return definition }
    return imports.function(key).map { .host($0) }
  }

  /// Makes an instance: resolves imports, fills tables and memories, runs the start function.
  ///
  /// - Parameters:
  ///   - module: the module.
  ///   - runsStart: whether to run the start function; if not, `Instance.startCall` does.
  /// - Returns: the instance.
  /// - Throws: `LinkError` that lists all imports that are missing or don't fit; `Trap` when a
  ///   segment lies outside, a limit is reached or the start function traps; `GuestException`
  ///   when the start function throws one.
  public func instantiate(_ module: Module, runsStart: Bool = true) throws -> Instance {
    let resolved = try resolve(module)
    guard store.instances.count < store.limits.instances else {
      throw Trap(.outOfMemory, detail: "more than \(store.limits.instances) instances in a store")
    }
    let storage = InstanceStorage(module: module, store: store)
    var builder = InstanceBuilder(module: module, storage: storage, store: store)
    // Objects refer to the types of the module that made them.
    let makesObjects = !module.shape.runtimeTypes.isEmpty
    if makesObjects { store.add(storage) }
    try builder.allocate(resolved)
    // From here on tables of other instances may refer to it, even if what follows traps.
    if !makesObjects { store.add(storage) }
    try builder.initialize()
    let instance = Instance(store: store, storage: storage)
    if runsStart, let call = try instance.startCall() {
      switch try call.resume() {
      case .finished: break
      case .trapped(let trap): throw trap.thrown
      case .outOfFuel: throw call.abandoned(.outOfFuel)
      case .interrupted: throw call.abandoned(.interrupted)
      case .suspended(let host):
        throw call.abandoned(.cannotSuspend, detail: "\(host.module).\(host.name)")
      }
    }
    return instance
  }

  private func resolve(_ module: Module) throws(LinkError) -> [Definition] {
    var problems: [LinkError.Problem] = []
    var resolved: [Definition] = []
    for entry in module.structure.imports {
      let found = definition(entry.module, entry.name)
      if let found, ImportMatch(module).matches(found, entry.type) {
        resolved.append(found)
      } else {
        problems.append(
          LinkError.Problem(
            module: entry.module, name: entry.name,
            expected: ImportMatch(module).describe(entry.type),
            found: found.map { ImportMatch(module).describe($0) }))
      }
    }
    guard problems.isEmpty else { throw LinkError(problems: problems) }
    return resolved
  }
}

extension Instance {
  /// The call of the start function, for instances made without running it.
  ///
  /// - Returns: the call, or `nil` when the module has no start function.
  /// - Throws: `Trap` when there is no memory for its stack.
  public func startCall() throws -> Call? {
    guard let start = module.structure.start else { return nil }
    return try Call(
      self, storage.function(Int(start)), type: FunctionType(), [], name: "start function")
  }
}

extension Store {
  /// Makes an instance of a module that imports host functions only.
  ///
  /// - Parameters:
  ///   - module: the module.
  ///   - imports: the host functions.
  /// - Returns: the instance; its start function has run.
  /// - Throws: as `Linker.instantiate`.
  public func instantiate(_ module: Module, imports: Imports = Imports()) throws -> Instance {
    try Linker(store: self, imports: imports).instantiate(module)
  }
}
