/// An exception of WebAssembly: thrown by a guest and not caught, or to be thrown into a guest.
///
/// Calls into a guest throw it when no guest caught it. A host function that throws it throws an
/// exception that the calling guest can catch by its tag; any other error a host function throws
/// passes through guests uncaught.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#exception-instances
public struct GuestException: Error, Sendable, CustomStringConvertible {
  /// What kind of exception it is.
  public let tag: ExceptionTag
  /// What it carries, of the tag's types.
  public let values: [Value]
  /// The WebAssembly frames where it was thrown, innermost first; empty when no guest was running.
  public internal(set) var backtrace = Backtrace()

  /// An exception for a host function to throw.
  ///
  /// - Parameters:
  ///   - tag: what kind of exception it is.
  ///   - values: what it carries; when they are not of the tag's types, throwing it is a trap.
  public init(_ tag: ExceptionTag, _ values: [Value] = []) {
    self.tag = tag
    self.values = values
  }

  /// The values on one line.
  public var description: String { "exception carrying \(values)" }
}

extension Trap {
  /// The exception that ended the call, when the trap's code is `uncaughtException`.
  public var exception: GuestException? { cause as? GuestException }

  /// What a call throws in the trap's place: the exception itself where there is one.
  @usableFromInline
  var thrown: any Error { exception ?? self }
}

/// A handle on an exception that a guest holds as an `exnref`.
///
/// As long as the handle lives, so does the exception. It is valid with the store it came from;
/// passing it to another one is an error, never a crash.
public struct ExceptionReference: Sendable, Hashable {
  /// The store's identity, never used twice.
  let store: UInt64
  /// What guests know it by.
  let slot: UInt64
  /// Keeps the object.
  private let pin: HandlePin

  init(_ slot: UInt64, _ store: Store) {
    self.store = store.identity
    self.slot = slot
    pin = HandlePin(store.heap.handles, slot)
  }

  /// Whether two handles name the same exception.
  public static func == (left: Self, right: Self) -> Bool {
    left.slot == right.slot && left.store == right.store
  }

  /// Hashes what it names.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(slot)
    hasher.combine(store)
  }
}

extension Store {
  /// The handle on the exception a slot refers to.
  func exceptionReference(_ bits: UInt64) -> ExceptionReference? {
    bits == 0 ? nil : ExceptionReference(bits, self)
  }

  /// The exception behind a reference.
  ///
  /// - Parameter reference: a reference of this store.
  /// - Returns: its tag and values, without a backtrace.
  /// - Throws: `CallError` when it belongs to another store.
  public func exception(_ reference: ExceptionReference) throws(CallError) -> GuestException {
    guard reference.store == identity, let thrown = ThrownException(reference.slot, in: heap)
    else {
      throw CallError(.foreignReference, "the exception belongs to another store")
    }
    return thrown.guestException(in: self)
  }
}
