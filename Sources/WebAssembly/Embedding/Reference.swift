/// A handle on a function of a store: a guest's or a host's.
///
/// It is valid with the store it came from; passing it to another one is an error, never a crash.
public struct FunctionReference: Sendable, Hashable {
  /// The store's identity, never used twice.
  let store: UInt64
  /// The function's record, which lives as long as the store.
  let address: UInt
}

/// A handle on a host value that a guest holds as an `externref`.
///
/// The guest can pass it around and give it back, but can't look inside or make one up.
public struct ExternalReference: Sendable {
  /// The host's value.
  public let value: any Sendable

  /// Wraps a host value for a guest.
  public init(_ value: any Sendable) { self.value = value }
}
