/// Compares objects, of one or two messages, by what they mean.
///
/// Zeros that a sender left out, or had room for, make no difference. Capabilities are equal if they are the same object.
struct Comparison {
  func equal(
    _ left: AnyPointerReader, _ right: AnyPointerReader, _ depth: Int
  ) throws(CapnProtoError) -> Bool {
    let kind = try left.kind
    guard kind == (try right.kind) else { return false }
    switch kind {
    case .null: return true
    case .structure: return try equal(left.structure(), right.structure(), depth)
    case .list: return try equal(left.list(), right.list(), depth)
    case .capability:
      let (first, second) = (try left.capability(), try right.capability())
      if first != nil || second != nil { return first === second }
      return try left.capabilityIndex() == right.capabilityIndex()
    }
  }

  func equal(
    _ left: StructReader, _ right: StructReader, _ depth: Int
  ) throws(CapnProtoError) -> Bool {
    guard depth < Wire.recursionDepth else { throw CapnProtoError(.nestingLimit) }
    let common = min(Int(left.dataBytes), Int(right.dataBytes))
    let longer = left.dataBytes > right.dataBytes ? left : right
    for index in 0..<Int(longer.dataBytes) {
      let other = index < common ? right.get(index, as: UInt8.self) : 0
      let byte =
        index < common ? left.get(index, as: UInt8.self) : longer.get(index, as: UInt8.self)
      if byte != other { return false }
    }
    for index in 0..<max(left.pointerCount, right.pointerCount) {
      guard try equal(left.pointer(index), right.pointer(index), depth + 1) else { return false }
    }
    return true
  }

  func equal(
    _ left: ListReader, _ right: ListReader, _ depth: Int
  ) throws(CapnProtoError) -> Bool {
    guard depth < Wire.recursionDepth else { throw CapnProtoError(.nestingLimit) }
    guard left.count == right.count, left.elementSize == right.elementSize else { return false }
    switch left.elementSize {
    case .void: return true
    case .inlineComposite:
      guard left.stepBits > 0 || right.stepBits > 0 else { return true }
      for index in 0..<left.count {
        guard try equal(left.structure(index), right.structure(index), depth + 1) else {
          return false
        }
      }
    case .pointer:
      for index in 0..<left.count {
        guard try equal(left.pointer(index), right.pointer(index), depth + 1) else { return false }
      }
    case .bit:
      for index in 0..<left.count where left.getBool(index) != right.getBool(index) {
        return false
      }
    default:
      let bytes = left.count * Int(left.dataBytes)
      return equalBytes(
        UnsafeRawBufferPointer(start: left.start, count: bytes),
        UnsafeRawBufferPointer(start: right.start, count: bytes))
    }
    return true
  }
}

extension AnyPointerReader {
  /// Whether two pointers lead to equal objects.
  ///
  /// - Parameter other: The other pointer, of this or another message.
  /// - Throws: If something is malformed, or a limit is reached.
  public func isEqual(to other: AnyPointerReader) throws(CapnProtoError) -> Bool {
    try Comparison().equal(self, other, 0)
  }
}

extension StructReader {
  /// Whether two structs have the same fields.
  ///
  /// - Parameter other: The other struct, of this or another message.
  /// - Throws: If something is malformed, or a limit is reached.
  public func isEqual(to other: StructReader) throws(CapnProtoError) -> Bool {
    try Comparison().equal(self, other, 0)
  }
}

extension ListReader {
  /// Whether two lists have the same elements.
  ///
  /// - Parameter other: The other list, of this or another message.
  /// - Throws: If something is malformed, or a limit is reached.
  public func isEqual(to other: ListReader) throws(CapnProtoError) -> Bool {
    try Comparison().equal(self, other, 0)
  }
}
