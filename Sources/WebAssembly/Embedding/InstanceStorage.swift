/// What an instance consists of; the store owns it.
final class InstanceStorage {
  let module: Module
  let header: UnsafeMutablePointer<InstanceHeader>
  /// By memory index, imported ones first.
  var memories: [Memory] = []
  /// By table index, imported ones first.
  var tables: [TableStorage] = []
  /// Types of globals are in the module; cells by global index.
  var globals: [UnsafeMutableRawPointer] = []
  /// By tag index, imported ones first.
  var tags: [ExceptionTag] = []
  /// The records of defined functions, filled as they are referred to.
  let functions: UnsafeMutablePointer<FunctionRecord>
  /// The records of imported functions.
  var imported: [UnsafeMutablePointer<FunctionRecord>] = []
  /// The evaluated elements of segments; emptied when dropped.
  var elements: [[UInt]] = []
  /// The ranges of data segments; emptied when dropped.
  var data = RangeList()
  unowned let store: Store
  /// The function that was called by name last: programs tend to call one many times.
  var lastExport: (name: ExactName, record: UnsafeMutablePointer<FunctionRecord>, index: UInt32)?

  init(module: Module, store: Store) {
    self.module = module
    self.store = store
    let layout = module.shape.layout
    let block = UnsafeMutableRawPointer.allocate(byteCount: layout.byteCount, alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: layout.byteCount)
    header = block.assumingMemoryBound(to: InstanceHeader.self)
    let count = module.structure.bodies.count
    functions = .allocate(capacity: max(1, count))
    functions.initialize(
      repeating: FunctionRecord(code: nil, instance: nil, type: 0, linkOffset: 0, host: nil),
      count: count)
    header.initialize(
      to: InstanceHeader(memory: store.emptyMemory, storage: Unmanaged.passUnretained(self)))
  }

  deinit {
    functions.deallocate()
    UnsafeMutableRawPointer(header).deallocate()
  }

  /// A place in the memory block.
  func slot(at offset: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(header) + offset }

  /// The record of a function, by its index in the module.
  func function(_ index: Int) -> UnsafeMutablePointer<FunctionRecord> {
    let importedCount = module.structure.importedFunctionCount
    if index < importedCount { return imported[index] }
    let record = functions + (index - importedCount)
    if record.pointee.code == nil {
      let code = module.shape.records + (index - importedCount)
      record.pointee = FunctionRecord(
        code: code, instance: header,
        type: module.shape.canonicalTypes[Int(module.structure.functions[index])],
        linkOffset: code.pointee.linkOffset, host: nil)
    }
    return record
  }
}
