/// A pointer in a message, ready to be followed.
///
/// https://capnproto.org/encoding.html#pointers
@frozen public struct AnyPointerReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena?
  @usableFromInline let segment: UnsafeMutablePointer<Segment>?
  @usableFromInline let address: UnsafeRawPointer
  @usableFromInline let nesting: UInt16

  /// A null pointer.
  @inlinable public init() {
    arena = nil
    segment = nil
    address = emptyAddress
    nesting = 0
  }

  @inlinable init(
    arena: Arena?, segment: UnsafeMutablePointer<Segment>?, address: UnsafeRawPointer,
    nesting: UInt16
  ) {
    self.arena = arena
    self.segment = segment
    self.address = address
    self.nesting = nesting
  }

  @inlinable var wire: WirePointer {
    segment == nil ? WirePointer(raw: 0) : WirePointer(loading: address)
  }

  /// Whether the pointer is null.
  @inlinable public var isNull: Bool { wire.isNull }

  /// What a pointer can lead to.
  public enum Kind: Sendable {
    /// Nothing.
    case null
    /// A struct.
    case structure
    /// A list, text or data.
    case list
    /// A capability.
    case capability
  }

  /// What the pointer leads to.
  ///
  /// - Throws: If it is malformed.
  public var kind: Kind {
    get throws(CapnProtoError) {
      guard let arena, let segment, !isNull else { return .null }
      switch try arena.resolve(address, in: segment).pointer.kind {
      case .structure: return .structure
      case .list: return .list
      default: return .capability
      }
    }
  }

  @inlinable func error(_ code: CapnProtoError.Code) -> CapnProtoError {
    CapnProtoError(code, at: segment?.pointee.word(of: address) ?? 0)
  }

  /// The struct that the pointer leads to; the empty one if it is null.
  ///
  /// - Throws: If the pointer is malformed or no struct's, or a limit is reached.
  @inlinable public func structure() throws(CapnProtoError) -> StructReader {
    guard let arena, let segment else { return StructReader() }
    if WirePointer(loading: address).isNull { return StructReader() }
    guard nesting > 0 else { throw CapnProtoError(.nestingLimit) }
    let target = try arena.resolve(address, in: segment)
    guard target.pointer.raw & 3 == 0 else { throw error(.wrongPointerKind) }
    let size = target.pointer.structSize
    let start = try target.address(words: size.words)
    try arena.charge(size.words)
    return StructReader(
      arena: arena, segment: target.segment, data: start,
      dataBytes: UInt32(size.dataWords) &* 8, pointerCount: size.pointerCount,
      nesting: nesting &- 1)
  }

  /// The text that the pointer leads to; empty if it is null.
  ///
  /// - Throws: If the pointer is malformed or no text's, or a limit is reached.
  @inlinable public func text() throws(CapnProtoError) -> TextReader {
    guard let arena, let segment else { return TextReader() }
    if WirePointer(loading: address).isNull { return TextReader() }
    let (start, count) = try bytes(arena, segment)
    guard count > 0, start.load(fromByteOffset: count &- 1, as: UInt8.self) == 0 else {
      throw error(.textNotTerminated)
    }
    return TextReader(arena: arena, start: start, count: count &- 1)
  }

  /// The data that the pointer leads to; empty if it is null.
  ///
  /// - Throws: If the pointer is malformed or no data's, or a limit is reached.
  @inlinable public func data() throws(CapnProtoError) -> DataReader {
    guard let arena, let segment else { return DataReader() }
    if WirePointer(loading: address).isNull { return DataReader() }
    let (start, count) = try bytes(arena, segment)
    return DataReader(arena: arena, start: start, count: count)
  }

  @inlinable func bytes(
    _ arena: Arena, _ segment: UnsafeMutablePointer<Segment>
  ) throws(CapnProtoError) -> (UnsafeRawPointer, Int) {
    let target = try arena.resolve(address, in: segment)
    guard target.pointer.raw & 3 == 1 else { throw error(.wrongPointerKind) }
    guard target.pointer.elementSize == .byte else { throw error(.wrongElementSize) }
    let count = target.pointer.elementCount
    let words = (count &+ 7) >> 3
    let start = try target.address(words: words)
    try arena.charge(words)
    return (UnsafeRawPointer(start), count)
  }

  /// The index of the capability that the pointer stands for; nil if it is null.
  ///
  /// - Throws: If the pointer is no capability's.
  @inlinable public func capabilityIndex() throws(CapnProtoError) -> UInt32? {
    guard let arena, let segment, !isNull else { return nil }
    let target = try arena.resolve(address, in: segment)
    guard target.pointer.isCapability else { throw error(.wrongPointerKind) }
    return target.pointer.high
  }

  /// The capability that the pointer stands for; nil if it is null or not in the message's table.
  ///
  /// - Throws: If the pointer is no capability's.
  @inlinable public func capability() throws(CapnProtoError) -> (any CapabilityObject)? {
    guard let index = try capabilityIndex() else { return nil }
    return arena?.capability(index)
  }

  /// Reads what the pointer leads to as a type of a schema.
  ///
  /// - Parameter type: The type.
  /// - Throws: If the pointer is malformed or leads to something else.
  @inlinable public func `as`<T: PointerSchema>(_ type: T.Type) throws(CapnProtoError) -> T.Reader {
    try T.read(self)
  }
}
