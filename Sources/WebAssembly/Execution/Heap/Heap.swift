/// The objects of a store: structures, arrays, host values and exceptions that guests refer to.
///
/// Objects never move. Allocation takes cells from runs of free ones; a collection marks what can
/// be reached and leaves it to later allocations to find what was not. It happens where all values
/// of all calls stand in slots, and nowhere else: in allocations that the driver carries out, and
/// where the host hands references to a guest.
final class Heap {
  /// The most bytes it may take from the system.
  let limit: Int
  /// Where handlers allocate, by class; one more, always empty, for what is too large.
  let cursors: UnsafeMutablePointer<AllocationCursor>
  /// By class: its blocks, and up to where free cells were looked for.
  var classes: [(blocks: [HeapBlock], next: Int)]
  /// Blocks of single large objects.
  var largeBlocks: [HeapBlock] = []
  /// Blocks without objects that were used before.
  var emptyBlocks: [HeapBlock] = []
  /// Blocks as they came from the system.
  var freshBlocks: [HeapBlock] = []
  var table = BlockTable()

  /// The bytes of blocks in use and of large objects, and what host values take.
  var footprint = 0
  /// The bytes handed out since the last collection.
  var allocatedByteCount = 0
  /// The bytes of objects that the last collection reached.
  var liveByteCount = 0
  /// How many bytes may be handed out before the next collection.
  var threshold: Int
  /// Whether the last collection was made because the limit was reached.
  var wasForced = false
  /// How many collections there were.
  var collectionCount = 0
  /// Whether to collect at every allocation, for tests that look for lost references.
  var collectsAlways = false

  var marks = MarkStack()
  let handles = HandleTable()
  /// Host values that guests refer to.
  var boxes = ObjectTable<ExternalReference>()
  /// The tags of exceptions that guests refer to.
  var exceptionTags = ObjectTable<ExceptionTag>()
  /// References that only the host's code knows of, while it builds an instance.
  var temporaryRoots: [UInt64] = []
  /// Words of which some may be references: operands of a constant expression.
  var temporaryWords: [UInt64] = []
  /// The calls that may hold references; each knows its position.
  var executions: [Unmanaged<Execution>] = []
  var tables: [WeakTable] = []
  /// Globals that no instance owns.
  var cells: [UnsafeMutableRawPointer] = []
  /// The instances of the store.
  unowned let store: Store

  /// Below it, collecting again is not worth what it costs to look at the roots.
  var minimumThreshold: Int { min(1 << 20, limit / 4) }

  init(limit: Int, store: Store) {
    self.limit = max(0, limit)
    threshold = min(1 << 20, max(0, limit) / 4)
    self.store = store
    let count = SizeClasses.sizes.count
    classes = Array(repeating: ([], 0), count: count)
    cursors = .allocate(capacity: count + 1)
    cursors.initialize(repeating: AllocationCursor(), count: count + 1)
    for (index, size) in SizeClasses.sizes.enumerated() {
      cursors[index].cellByteCount = UInt(size)
    }
  }

  deinit {
    cursors.deallocate()
    for block in largeBlocks {
      Pages.free(block.base, byteCount: block.header.pointee.mappedByteCount)
    }
    unmap(classes.flatMap(\.blocks) + emptyBlocks + freshBlocks)
  }

  /// The bytes of objects, as far as known: reached by the last collection or made since.
  var byteCount: Int { liveByteCount + allocatedByteCount }
}

/// A table that may hold references; the heap does not keep it.
struct WeakTable {
  weak var table: TableStorage?
}
