/// What translation and execution need to know of a module, beyond its structure.
final class ModuleShape: Sendable {
  let structure: ModuleStructure
  let configuration: ModuleConfiguration
  /// By type index; of types that are not functions, empty.
  let signatures: [Signature]
  /// The canonical type of each type index.
  let canonicalTypes: [UInt32]
  let layout: InstanceLayout
  /// The structure and array types.
  let runtimeTypes: RuntimeTypes
  /// Whether the first memory, if any, has 32-bit addresses.
  let hasPlainMemory: Bool
  let codeMap = CodeMap()
  // Safe to share: the records' only mutable field is atomic, and they live as long as this.
  nonisolated(unsafe) let records: UnsafeMutablePointer<CodeRecord>

  init(_ structure: ModuleStructure, _ configuration: ModuleConfiguration) {
    self.structure = structure
    self.configuration = configuration
    canonicalTypes = structure.types.indices.map {
      structure.canonicalTypes?[UInt32(truncatingIfNeeded: $0)] ?? .max
    }
    signatures = structure.types.map { Signature($0.function ?? FunctionType()) }
    layout = InstanceLayout(structure)
    runtimeTypes = RuntimeTypes(structure)
    hasPlainMemory = structure.memories.first?.addressType != .i64
    records = .allocate(capacity: max(1, structure.bodies.count))
    for index in structure.bodies.indices {
      let type = structure.functions[structure.importedFunctionCount + index]
      CodeRecord.initialize(
        records + index, index: UInt32(truncatingIfNeeded: index),
        linkOffset: UInt32(signatures[Int(type)].linkSlot) * 8)
    }
  }

  /// The signature of a function; the index must be in range.
  func signature(ofFunction index: UInt32) -> Signature {
    signatures[Int(structure.functions[Int(index)])]
  }

  deinit {
    for index in structure.bodies.indices {
      let record = records + index
      if record.isTranslated { CodeBuffer.free(record.pointee.code) }
    }
    records.deinitialize(count: structure.bodies.count)
    records.deallocate()
  }
}

/// A function type with what it takes in a frame.
struct Signature: Sendable {
  let type: FunctionType
  let parameterSlots: Int32
  let resultSlots: Int32
  /// Where the link stands: after the parameters or the results, whichever are more.
  let linkSlot: Int32
  let parameterKey: TypeListKey
  let resultKey: TypeListKey

  init(_ type: FunctionType) {
    parameterKey = TypeListKey(type.parameters)
    resultKey = TypeListKey(type.results)
    self.type = type
    parameterSlots = type.parameters.reduce(0) { $0 + Int32($1.slotCount) }
    resultSlots = type.results.reduce(0) { $0 + Int32($1.slotCount) }
    linkSlot = max(parameterSlots, resultSlots)
  }
}

/// Where things stand in the memory block of an instance, as byte offsets.
struct InstanceLayout: Sendable {
  private let functionsStart: Int
  private let tablesStart: Int
  private let memoriesStart: Int
  private let sharedStart: Int
  private let importedGlobalCount: Int
  private let ownGlobals: [Int]
  /// The bytes of the block.
  let byteCount: Int

  init(_ structure: ModuleStructure) {
    functionsStart = MemoryLayout<InstanceHeader>.stride
    tablesStart = functionsStart + 8 * structure.importedFunctionCount
    memoriesStart = tablesStart + 8 * structure.tables.count
    sharedStart = memoriesStart + 8 * structure.memories.count
    importedGlobalCount = structure.importedGlobalCount
    var offset = (sharedStart + 8 * structure.importedGlobalCount + 15) & ~15
    var own: [Int] = []
    for global in structure.globals.dropFirst(structure.importedGlobalCount) {
      own.append(offset)
      offset += global.value == .v128 ? 16 : 8
      if global.value == .v128 { own[own.count - 1] = (own[own.count - 1] + 15) & ~15 }
      if global.value == .v128 { offset = own[own.count - 1] + 16 }
    }
    ownGlobals = own
    byteCount = offset + 16
  }

  /// The address of an imported function's record.
  func importedFunction(_ index: Int) -> Int { functionsStart + 8 * index }

  /// The address of a table's record.
  func table(_ index: Int) -> Int { tablesStart + 8 * index }

  /// The address of a memory's record.
  func memory(_ index: Int) -> Int { memoriesStart + 8 * index }

  /// The cell of a global, or the address of the cell of an imported one.
  func global(_ index: Int) -> (offset: Int, isShared: Bool) {
    index < importedGlobalCount
      ? (sharedStart + 8 * index, true) : (ownGlobals[index - importedGlobalCount], false)
  }
}
