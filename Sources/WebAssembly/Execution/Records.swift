import Synchronization

/// A defined function of a module, shared by its instances: where its code is.
///
/// Until it is translated, its entry is a stub in the record itself, from whose address the driver
/// knows which function is meant.
struct CodeRecord: ~Copyable {
  /// The address of the code.
  let entry: Atomic<UInt>
  /// The function's index among those the module defines.
  let index: UInt32
  /// The byte offset of the link in its frames.
  let linkOffset: UInt32
  // The stub: the bytes a frame takes, as before any code, then the only instruction.
  private let stubFrameByteCount: UInt = 0
  private let stub: UInt

  /// Where the stub's instruction stands in the record.
  static let stubOffset = 24

  /// Makes a record whose entry is the stub.
  static func initialize(
    _ record: UnsafeMutablePointer<CodeRecord>, index: UInt32, linkOffset: UInt32
  ) {
    record.initialize(to: CodeRecord(index: index, linkOffset: linkOffset))
    record.pointee.entry.store(UInt(bitPattern: record.stub), ordering: .releasing)
  }

  private init(index: UInt32, linkOffset: UInt32) {
    entry = Atomic(0)
    self.index = index
    self.linkOffset = linkOffset
    stub = HandlerTable.addresses[Family.exit + 1]
  }

  /// The code, or the stub.
  @inline(__always)
  var code: Code { Code(bitPattern: entry.load(ordering: .acquiring)).unsafelyUnwrapped }
}

extension UnsafeMutablePointer<CodeRecord> {
  /// The stub that stands for code that is missing.
  var stub: Code { Code(self) + CodeRecord.stubOffset }

  /// Whether there is code.
  var isTranslated: Bool { pointee.code != stub }
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
package enum HandlerTable {
  // Safe to share: written once here, never freed.
  nonisolated(unsafe) static let addresses: UnsafePointer<UInt> = {
    let table = UnsafeMutablePointer<UInt>.allocate(capacity: Family.count)
    table.initialize(repeating: 0, count: Family.count)
    Family.register(table)
    return UnsafePointer(table)
  }()

  /// All handlers with their names, for tests to look at their code.
  package static var listing: [(name: String, address: UInt)] {
    names.enumerated().map { (String($1), addresses[$0]) }
  }

  /// The names of all handlers, by index.
  static let names: [Substring] = Family.names.split(separator: " ")
}
