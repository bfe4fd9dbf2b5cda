import Synchronization

/// A defined function of a module, shared by its instances: where its code is.
struct CodeRecord: ~Copyable {
  /// The address of the code, first of the stub that asks for translation.
  let entry: Atomic<UInt>
  /// The function's index among those the module defines.
  let index: UInt32
  /// The byte offset of the link in its frames.
  let linkOffset: UInt32

  init(index: UInt32, linkOffset: UInt32) {
    entry = Atomic(UInt(bitPattern: StaticCode.translate))
    self.index = index
    self.linkOffset = linkOffset
  }

  /// The code; never null, as the stub stands in for what is missing.
  @inline(__always)
  var code: Code { Code(bitPattern: entry.load(ordering: .acquiring)).unsafelyUnwrapped }
}

/// A function of a store, as tables and references name it.
struct FunctionRecord {
  /// The code of a guest's function; `nil` for the host's.
  var code: UnsafeMutablePointer<CodeRecord>?
  /// The instance it belongs to; of a host's function the importer doesn't matter.
  var instance: UnsafeMutablePointer<InstanceHeader>?
  /// The canonical type.
  var type: UInt32
  /// The byte offset of the link in its frames.
  var linkOffset: UInt32
  /// The host's function, kept alive by the store.
  var host: Unmanaged<HostFunction>?
}

/// What handlers read of a table.
struct TableRecord {
  /// Addresses of function records, or handles of host values; zero is null.
  var base: UnsafeMutablePointer<UInt>
  var count: UInt64
}

/// The fixed part of an instance's memory block. Behind it stand the addresses of imported
/// functions, of tables and of shared globals, then the cells of the instance's own globals.
struct InstanceHeader {
  /// The first memory's record, or an empty one.
  var memory: UnsafeMutablePointer<MemoryRecord>
  /// The instance's storage, which the store keeps alive.
  var storage: Unmanaged<InstanceStorage>
}

/// Code that belongs to no module.
enum StaticCode {
  /// The stub that asks for translation, entered like a function with an empty frame.
  nonisolated(unsafe) static let translate: Code = block(Family.exit + 1)
  /// Where the outermost function returns to.
  nonisolated(unsafe) static let finish: Code = block(Family.exit)
  /// Where a function called from another instance returns to.
  nonisolated(unsafe) static let restore: Code = block(Family.exit + 3)

  // Safe to share: written once here, never freed.
  private static func block(_ handler: Int) -> Code {
    let words = UnsafeMutablePointer<UInt>.allocate(capacity: 3)
    words.initialize(repeating: 0, count: 2)
    (words + 2).initialize(to: HandlerTable.addresses[handler])
    return Code(words + 2)
  }
}

/// The addresses of all handlers, by index.
enum HandlerTable {
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let addresses: UnsafePointer<UInt> = {
    let table = UnsafeMutablePointer<UInt>.allocate(capacity: Family.count)
    table.initialize(repeating: 0, count: Family.count)
    Family.register(table)
    return UnsafePointer(table)
  }()

  /// The names of all handlers, by index.
  static let names: [Substring] = Family.names.split(separator: " ")
}
