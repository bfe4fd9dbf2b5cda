/// How objects look, and how references to them stand in slots.
///
/// A slot holds zero for null, a 31-bit integer shifted left by one with the lowest bit set, or the
/// address of an object, a multiple of 16. An object's first word points to its ``RuntimeType``;
/// the fields of a structure follow, or, in an array, the number of elements and then the elements.
/// Host values, and exceptions that guests refer to, are objects as well.
enum HeapObject {
  /// The offset of a structure's first field.
  static let fields: UInt32 = 8
  /// The offset of an array's number of elements, 32 bits.
  static let count = 8
  /// The offset of an array's first element.
  static let elements: UInt32 = 16
  /// The offset of the position that a host value, or an exception's tag, has in its table.
  static let position = 8
  /// The offset of the number of slots an exception's values take, 32 bits.
  static let payloadCount = 12
  /// The offset of an exception's values.
  static let payload = 16

  /// The object a reference points to; the caller knows that it is neither null nor an integer.
  @inline(__always)
  static func at(_ reference: UInt64) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: UInt(reference)).unsafelyUnwrapped
  }

  /// The type of the object a reference points to.
  @inline(__always)
  static func type(_ reference: UInt64) -> UnsafePointer<RuntimeType> {
    at(reference).load(as: UnsafePointer<RuntimeType>.self)
  }

  /// The number of elements of an array.
  @inline(__always)
  static func count(_ reference: UInt64) -> UInt32 {
    at(reference).load(fromByteOffset: count, as: UInt32.self)
  }

  /// Whether a reference is a 31-bit integer.
  @inline(__always)
  static func isInteger(_ reference: UInt64) -> Bool { reference & 1 != 0 }
}
