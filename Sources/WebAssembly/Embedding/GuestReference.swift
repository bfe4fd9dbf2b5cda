/// A handle on a value that a guest refers to: a structure, an array, a 31-bit integer.
///
/// As long as the handle lives, so does the object. It can be passed to guests of the same store,
/// and to no others; the host can't make one up, and a guest can't tell that the host holds one.
/// Handles are equal when they name the same object, or equal integers.
///
/// Specification: https://webassembly.github.io/spec/core/exec/runtime.html#values
public struct GuestReference: Sendable, Hashable {
  /// What a reference names.
  public enum Kind: Sendable, Hashable {
    /// A structure.
    case structure
    /// An array.
    case array
    /// A 31-bit integer.
    case integer
    /// A host value that a guest has as `anyref`.
    case external
  }

  /// What it names.
  public let kind: Kind
  /// The slot.
  let bits: UInt64
  /// The identity of the store; zero for integers, which belong to none.
  let store: UInt64
  /// Keeps the object.
  private let pin: HandlePin?

  /// A reference to an integer, as `ref.i31` makes it.
  ///
  /// - Parameter integer: its lower 31 bits count.
  public init(integer: Int32) {
    kind = .integer
    bits = UInt64(UInt32(bitPattern: integer) << 1 | 1)
    store = 0
    pin = nil
  }

  init(_ bits: UInt64, _ store: Store) {
    self.bits = bits
    if HeapObject.isInteger(bits) {
      kind = .integer
      self.store = 0
      pin = nil
      return
    }
    switch HeapObject.type(bits).pointee.shape {
    case .structure: kind = .structure
    case .array: kind = .array
    // An exception is none of these, and never gets here.
    case .host, .exception: kind = .external
    }
    self.store = store.identity
    pin = HandlePin(store.heap.handles, bits)
  }

  /// The integer, sign-extended, when it is one.
  public var integer: Int32? {
    kind == .integer ? Int32(bitPattern: UInt32(truncatingIfNeeded: bits)) >> 1 : nil
  }

  /// Whether two handles name the same thing.
  public static func == (left: Self, right: Self) -> Bool {
    left.bits == right.bits && left.store == right.store
  }

  /// Hashes what it names.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bits)
    hasher.combine(store)
  }
}

extension Store {
  /// The handle on what a slot refers to.
  func guestReference(_ bits: UInt64) -> GuestReference? {
    bits == 0 ? nil : GuestReference(bits, self)
  }

  /// The slot of a handle.
  func bits(of reference: GuestReference) throws(CallError) -> UInt64 {
    guard reference.kind == .integer || reference.store == identity else {
      throw CallError(.foreignReference, "the object belongs to another store")
    }
    return reference.bits
  }

  /// What a guest has as `externref`.
  func external(_ bits: UInt64) -> ExternalReference? {
    if bits == 0 { return nil }
    if !HeapObject.isInteger(bits), HeapObject.type(bits).pointee.shape == .host {
      return heap.boxes.value(HeapObject.at(bits))
    }
    return ExternalReference(GuestReference(bits, self))
  }

  /// The slot of a host value; an object of the guest is the object itself.
  func bits(of reference: ExternalReference?) throws -> UInt64 {
    guard let reference else { return 0 }
    if let guest = reference.value as? GuestReference { return try bits(of: guest) }
    return try heap.box(reference)
  }

  /// Whether what a slot refers to is of a type of the `any` hierarchy.
  func isReference(_ bits: UInt64, _ type: HeapType, _ module: CanonicalTypes?) -> Bool {
    if type == .any { return true }
    if HeapObject.isInteger(bits) { return type == .eq || type == .i31 }
    let found = HeapObject.type(bits)
    switch type {
    case .eq: return found.pointee.shape != .host
    case .structure: return found.pointee.shape == .structure
    case .array: return found.pointee.shape == .array
    default:
      guard let index = type.typeIndex, let module, index < module.count else { return false }
      let identity = module[index]
      return (0...found.pointee.depth).contains { found.pointee.display[Int($0)] == identity }
    }
  }
}
