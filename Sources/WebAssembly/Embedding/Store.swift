import Synchronization

/// The unit of ownership for instances that share exports.
///
/// A store has one owner and moves between threads as a whole; nothing of it may be used by two
/// threads at once. Instances, memories, tables, globals and functions live as long as anything
/// refers to the store.
public final class Store {
  /// What its instances may take.
  public let limits: StoreLimits
  /// Distinguishes its references from those of other stores.
  let identity: UInt64
  private static let nextIdentity = Atomic<UInt64>(1)
  private var states: [(type: ObjectIdentifier, state: AnyObject)] = []
  private(set) var instances: [InstanceStorage] = []
  /// Records of host functions that instances of this store import.
  private var hostRecords:
    [(function: HostFunction, record: UnsafeMutablePointer<FunctionRecord>)] =
      []
  private var hostRecordsByFunction = PositionTable()
  /// Cells of globals that no instance owns.
  private var cells: [UnsafeMutableRawPointer] = []
  /// The objects that guests made, and host values that they refer to.
  private(set) lazy var heap = Heap(limit: limits.heapByteCount, store: self)
  /// What its memories may still take.
  let memoryBudget: MemoryBudget
  /// The calls that wait for a place in a shared memory to be notified.
  let waiters = AtomicWaiters()
  /// What its tables may still take.
  let tableBudget: TableBudget
  /// What an instance without a memory has.
  let emptyMemory: UnsafeMutablePointer<MemoryRecord>
  /// Counts instructions, where a tool asks for it.
  package var instructionCounter: InstructionCounter?
  /// How many calls are running inside each other: host functions between them.
  let depth: UnsafeMutablePointer<Int>
  /// An execution that is not in use, kept for the next call.
  var idleExecution: Execution?
  private let lifetime = LiveObject(.store)

  /// A store.
  ///
  /// - Parameter limits: what its instances may take.
  public init(limits: StoreLimits = StoreLimits()) {
    self.limits = limits
    memoryBudget = MemoryBudget(pageLimit: limits.memoryPages)
    tableBudget = TableBudget(limit: limits.tableElements)
    identity = Store.nextIdentity.add(1, ordering: .relaxed).oldValue
    depth = .allocate(capacity: 1)
    depth.initialize(to: 0)
    emptyMemory = .allocate(capacity: 1)
    emptyMemory.initialize(
      to: MemoryRecord(base: UnsafeMutableRawPointer(emptyMemory), byteCount: 0))
  }

  deinit {
    for entry in hostRecords { entry.record.deallocate() }
    for cell in cells { cell.deallocate() }
    emptyMemory.deallocate()
    depth.deallocate()
  }

  // MARK: State for host functions

  /// Attaches state for host functions to find, one per class.
  ///
  /// - Parameter state: replaces what was attached of the same class.
  public func attach<State: AnyObject>(_ state: State) {
    let key = ObjectIdentifier(State.self)
    states.removeAll { $0.type == key }
    states.append((key, state))
  }

  /// The attached state of a class.
  ///
  /// - Parameter type: the class.
  /// - Returns: the state, or `nil` when none was attached.
  public func attached<State: AnyObject>(_ type: State.Type) -> State? {
    let key = ObjectIdentifier(type)
    for entry in states where entry.type == key {
      // Safe: only `attach` fills the list, with the class as the key.
      return unsafeDowncast(entry.state, to: State.self)
    }
    return nil
  }

  // MARK: What it owns

  func add(_ instance: InstanceStorage) { instances.append(instance) }

  /// The record of a host function.
  func record(_ function: HostFunction) -> UnsafeMutablePointer<FunctionRecord> {
    let hash = PositionTable.hash(Int(bitPattern: ObjectIdentifier(function)))
    if let position = hostRecordsByFunction.first(
      hash, where: { hostRecords[$0].function === function })
    {
      return hostRecords[position].record
    }
    let signature = Signature(function.type)
    let record = UnsafeMutablePointer<FunctionRecord>.allocate(capacity: 1)
    record.initialize(
      to: FunctionRecord(
        code: nil, instance: nil, type: function.canonicalType,
        linkOffset: UInt32(signature.linkSlot) * 8, host: Unmanaged.passUnretained(function)))
    hostRecordsByFunction.insert(hostRecords.count, hash)
    hostRecords.append((function, record))
    return record
  }

  /// A cell for a global that no instance owns.
  func makeCell() -> UnsafeMutableRawPointer {
    let cell = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16)
    cell.initializeMemory(as: UInt8.self, repeating: 0, count: 16)
    cells.append(cell)
    return cell
  }

  // MARK: References

  /// The reference behind a slot.
  func function(_ slot: UInt64) -> FunctionReference? {
    slot == 0 ? nil : FunctionReference(store: identity, address: UInt(slot))
  }

  /// The slot of a reference.
  func slot(of reference: FunctionReference?) throws(CallError) -> UInt64 {
    guard let reference else { return 0 }
    guard reference.store == identity else {
      throw CallError(.foreignReference, "the function belongs to another store")
    }
    return UInt64(reference.address)
  }
}
