/// A module in a store, ready to run.
public final class Instance {
  /// The store it lives in.
  public let store: Store
  package internal(set) var memories: [Memory] = []

  init(store: Store) { self.store = store }
}
