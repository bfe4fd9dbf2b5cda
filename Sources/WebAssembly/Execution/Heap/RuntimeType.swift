/// What handlers and the collector know of a structure or array type: the first word of every
/// object points to one.
///
/// It lives in raw memory that ``RuntimeTypes`` owns, hence as long as the module that defines the
/// type; a store keeps the modules whose code made objects in it.
struct RuntimeType {
  enum Shape: UInt8 {
    case structure
    case array
    /// A host value.
    case host
    /// An exception that was caught with a reference to it.
    case exception
  }

  var shape: Shape
  /// Whether an object of the type may refer to others.
  var holdsReferences = false
  /// Whether each field takes 8 bytes, so that it is stored as it stands in a frame slot.
  var isUniform = false
  /// Of an array, the base-two logarithm of an element's bytes.
  var elementShift: UInt8 = 0
  /// The identity of the type, equal for equal types of any module.
  var identity: UInt32 = 0
  /// The number of supertypes above it.
  var depth: UInt32 = 0
  /// The bytes of a structure, its header included.
  var byteCount: UInt32 = 0
  /// The identities of its supertypes from the outermost down to its own, `depth` being the last
  /// position.
  var display: UnsafePointer<UInt32>
  /// The fields of a structure, or the one of an array.
  var fields: UnsafePointer<FieldLayout>
  var fieldCount: UInt32 = 0
  /// The number of offsets behind `references`.
  var referenceCount: UInt32 = 0
  /// The offsets of a structure's fields that refer to objects.
  var references: UnsafePointer<UInt32>
  /// The type index in its module.
  var index: UInt32 = 0
  /// The types it is one of, which own it; `nil` for host values.
  var owner: Unmanaged<RuntimeTypes>?

  /// Whether an object of this type is one of the type that has an identity at a depth.
  @inline(__always)
  func isBelow(_ identity: UInt32, _ depth: UInt32) -> Bool {
    depth <= self.depth && display[Int(depth)] == identity
  }
}

/// Where a field stands in its structure, and how large it is.
struct FieldLayout {
  /// The byte offset from the start of the object.
  var offset: UInt32
  /// The base-two logarithm of its bytes.
  var shift: UInt8
}

extension StorageType {
  /// The base-two logarithm of the bytes that a field takes.
  var shift: UInt8 {
    switch self {
    case .i8: 0
    case .i16: 1
    case .value(.i32), .value(.f32): 2
    case .value(.v128): 4
    case .value: 3
    }
  }
}

extension ValueType {
  /// Whether its values may be references to objects of the heap.
  ///
  /// - Parameter types: what type indices refer to.
  func isCollected(in types: TypeTable?) -> Bool {
    guard let heapType else { return false }
    switch heapType.top(in: types ?? TypeTable()) {
    case .function: return false
    default: return true
    }
  }
}
