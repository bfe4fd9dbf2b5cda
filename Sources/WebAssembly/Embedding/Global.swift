/// A global of a store.
///
/// A handle: copies name the same global, and each keeps the whole store alive.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#global-instances
public struct Global {
  /// The store it lives in.
  public let store: Store
  /// Its type.
  public let type: GlobalType
  let cell: UnsafeMutableRawPointer

  init(store: Store, type: GlobalType, cell: UnsafeMutableRawPointer) {
    self.store = store
    self.type = type
    self.cell = cell
  }

  /// Makes a global.
  ///
  /// - Parameters:
  ///   - store: the store it is to live in.
  ///   - type: its type.
  ///   - value: its value at the start.
  /// - Throws: `CallError` for a value of another type.
  public init(store: Store, type: GlobalType, value: Value) throws {
    self.init(store: store, type: type, cell: store.makeCell())
    try store.write(value, type: type.value, at: cell)
  }

  /// Its value now.
  public var value: Value { store.value(at: cell, type: type.value) }

  /// Writes a mutable global.
  ///
  /// - Parameter value: a value of its type.
  /// - Throws: `CallError` when it is immutable or the value is of another type.
  public func set(_ value: Value) throws {
    guard type.isMutable else { throw CallError(.typeMismatch, "the global is immutable") }
    try store.write(value, type: type.value, at: cell)
  }
}
