/// How a guest's function returns bytes.
public struct GuestResult: Hashable, Sendable {
  /// What the results of the function are.
  public enum Form: Hashable, Sendable {
    /// A pointer to a 32-bit length with the bytes behind it.
    case lengthPrefixed
    /// One 64-bit integer: the pointer in its upper half, the length in its lower one.
    case packed
    /// Two results: pointer and length.
    case pair
    /// A pointer to bytes that end before the first zero.
    case zeroTerminated
  }

  /// What the results of the function are.
  public var form: Form
  /// Whether the caller has to free what is returned.
  public var isOwned: Bool

  /// A convention.
  ///
  /// - Parameters:
  ///   - form: what the results are.
  ///   - isOwned: whether the caller has to free them; it does by default.
  public init(_ form: Form, isOwned: Bool = true) {
    self.form = form
    self.isOwned = isOwned
  }

  /// The bytes the guest returned, and the memory they are in.
  struct Found {
    var content: GuestBuffer
    /// What is to be freed.
    var allocation: GuestBuffer
  }

  /// Makes sense of the results of a call.
  func find(_ results: [Value], in memory: Memory, name: String) throws -> Found {
    switch (form, results.count, results.first, results.last) {
    case (.lengthPrefixed, 1, .i32(let bits), _):
      let pointer = try check(bits, name)
      let count = try memory.loadUInt32(at: UInt64(pointer))
      return Found(
        content: GuestBuffer(pointer: pointer &+ 4, count: count),
        allocation: GuestBuffer(pointer: pointer, count: count &+ 4))
    case (.packed, 1, .i64(let bits), _):
      let value = UInt64(bitPattern: bits)
      return whole(UInt32(value >> 32), UInt32(truncatingIfNeeded: value))
    case (.pair, 2, .i32(let pointer), .i32(let count)):
      return whole(UInt32(bitPattern: pointer), UInt32(bitPattern: count))
    case (.zeroTerminated, 1, .i32(let bits), _):
      let pointer = try check(bits, name)
      let count = try memory.countBeforeZero(at: pointer)
      return Found(
        content: GuestBuffer(pointer: pointer, count: count),
        allocation: GuestBuffer(pointer: pointer, count: count &+ 1))
    default:
      throw CallError(
        .typeMismatch, "the results of \"\(name)\" are not those of a function that returns bytes")
    }
  }

  private func whole(_ pointer: UInt32, _ count: UInt32) -> Found {
    let buffer = GuestBuffer(pointer: pointer, count: count)
    return Found(content: buffer, allocation: buffer)
  }

  private func check(_ bits: Int32, _ name: String) throws(Trap) -> UInt32 {
    guard bits != 0 else { throw Trap(.outOfMemory, detail: "\"\(name)\" returned null") }
    return UInt32(bitPattern: bits)
  }
}

extension Memory {
  /// The number of bytes before the first zero.
  fileprivate func countBeforeZero(at pointer: UInt32) throws(Trap) -> UInt32 {
    var address = UInt64(pointer)
    while try loadUInt8(at: address) != 0 { address &+= 1 }
    return UInt32(clamping: address - UInt64(pointer))
  }
}
