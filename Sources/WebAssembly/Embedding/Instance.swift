/// A module in a store, ready to run.
///
/// A handle: copies name the same instance, and each keeps the whole store alive.
public struct Instance {
  /// The store it lives in.
  public let store: Store
  let storage: InstanceStorage

  init(store: Store, storage: InstanceStorage) {
    self.store = store
    self.storage = storage
  }

  /// The module it is an instance of.
  public var module: Module { storage.module }

  // MARK: Exports

  /// An exported memory.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the memory, or `nil` when there is no such export.
  public func memory(_ name: String) -> Memory? {
    guard let export = module.export(named: name), export.kind == .memory else { return nil }
    return storage.memories[Int(export.index)]
  }

  /// An exported table.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the table, or `nil` when there is no such export.
  public func table(_ name: String) -> Table? {
    guard let export = module.export(named: name), export.kind == .table else { return nil }
    return Table(store: store, storage: storage.tables[Int(export.index)])
  }

  /// An exported global.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the global, or `nil` when there is no such export.
  public func global(_ name: String) -> Global? {
    guard let export = module.export(named: name), export.kind == .global else { return nil }
    let index = Int(export.index)
    return Global(
      store: store, type: module.structure.globals[index], cell: storage.globals[index])
  }

  /// An exported function, as a value that a guest can hold.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the function, or `nil` when there is no such export.
  public func function(_ name: String) -> FunctionReference? {
    guard let record = try? record(ofFunction: name) else { return nil }
    return FunctionReference(store: store.identity, address: UInt(bitPattern: record))
  }

  func record(ofFunction name: String) throws(CallError) -> UnsafeMutablePointer<FunctionRecord> {
    try functionExport(name).record
  }

  /// Looks a function up by its export's name.
  func functionExport(
    _ name: String
  ) throws(CallError) -> (record: UnsafeMutablePointer<FunctionRecord>, index: UInt32) {
    if let last = storage.lastExport, last.name == ExactName(name) {
      return (last.record, last.index)
    }
    guard let export = storage.module.place(ofExport: name) else {
      throw CallError(.unknownExport, "no export named \"\(name)\"")
    }
    guard export.kind == .function else {
      throw CallError(.unknownExport, "export \"\(name)\" is a \(export.kind), not a function")
    }
    let record = storage.function(Int(export.index))
    storage.lastExport = (ExactName(name), record, export.index)
    return (record, export.index)
  }

  /// The type of an exported function.
  ///
  /// - Parameter name: the export's name.
  /// - Returns: the type.
  /// - Throws: `CallError` when there is no such function.
  public func type(ofFunction name: String) throws(CallError) -> FunctionType {
    storage.module.structure.functionType(of: try functionExport(name).index)
  }

  func check(_ name: String, _ arguments: [Value]) throws(CallError) -> FunctionType {
    let type = try type(ofFunction: name)
    guard arguments.count == type.parameters.count else {
      throw CallError(
        .typeMismatch,
        "\"\(name)\" takes \(type.parameters.count) arguments, \(arguments.count) given")
    }
    return type
  }
}
