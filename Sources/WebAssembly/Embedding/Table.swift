/// A table of a store.
///
/// A handle: copies name the same table, and each keeps the whole store alive.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#table-instances
public struct Table {
  /// The store it lives in.
  public let store: Store
  let storage: TableStorage

  init(store: Store, storage: TableStorage) {
    self.store = store
    self.storage = storage
  }

  /// Makes a table of null references.
  ///
  /// - Parameters:
  ///   - store: the store it is to live in.
  ///   - type: its type.
  /// - Throws: `Trap` with code `outOfMemory` beyond the store's limit; `CallError` for a type
  ///   without null.
  public init(store: Store, type: TableType) throws {
    guard type.element.isReference && type.element.isNullable else {
      throw CallError(.typeMismatch, "a table of \(type.element) can't start with null")
    }
    self.store = store
    storage = try TableStorage(type: type, types: nil, budget: store.tableBudget)
    store.heap.add(storage)
  }

  /// The type it was made with.
  public var type: TableType { storage.type }

  /// The number of elements.
  public var count: UInt64 { storage.count }

  /// Reads an element.
  ///
  /// - Parameter index: its position.
  /// - Returns: the reference.
  /// - Throws: `Trap` with code `outOfBoundsTableAccess`.
  public func get(_ index: UInt64) throws(Trap) -> Value {
    guard index < count else { throw Trap(.outOfBoundsTableAccess) }
    return store.value(
      at: storage.record.pointee.base + Int(index), type: type.element, of: storage.types)
  }

  /// Writes an element.
  ///
  /// - Parameters:
  ///   - index: its position.
  ///   - value: a reference of the table's type.
  /// - Throws: `Trap` with code `outOfBoundsTableAccess`; `CallError` for a value of another type.
  public func set(_ index: UInt64, _ value: Value) throws {
    guard index < count else { throw Trap(.outOfBoundsTableAccess) }
    try store.write(
      [value], types: [type.element], of: storage.types,
      at: UnsafeMutableRawPointer(storage.record.pointee.base + Int(index)))
  }

  /// Adds elements.
  ///
  /// - Parameters:
  ///   - more: how many.
  ///   - value: what they are.
  /// - Returns: the number before, or `nil` when it may not grow that far.
  /// - Throws: `CallError` for a value of another type.
  public func grow(by more: UInt64, _ value: Value) throws -> UInt64? {
    var slot: UInt64 = 0
    try withUnsafeMutablePointer(to: &slot) {
      try store.write(
        [value], types: [type.element], of: storage.types, at: UnsafeMutableRawPointer($0))
    }
    return storage.grow(by: more, UInt(slot))
  }
}
