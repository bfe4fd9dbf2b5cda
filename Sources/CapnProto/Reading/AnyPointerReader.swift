/// A pointer in a message, ready to be followed.
///
/// https://capnproto.org/encoding.html#pointers
@frozen public struct AnyPointerReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena
  @usableFromInline let segment: UnsafeMutablePointer<Segment>
  /// The address; zero for a pointer that a struct or list is too short to have.
  @usableFromInline let place: Int
  @usableFromInline let nesting: UInt16

  @inlinable var address: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: place) }

  /// A null pointer.
  @inlinable public init() {
    arena = Arena.none
    segment = arena.first
    place = 0
    nesting = 0
  }

  @inlinable init(
    arena: Arena, segment: UnsafeMutablePointer<Segment>, place: Int,
    nesting: UInt16
  ) {
    self.arena = arena
    self.segment = segment
    self.place = place
    self.nesting = nesting
  }

  @inlinable var wire: WirePointer {
    guard let address else { return WirePointer(raw: 0) }
    defer { withExtendedLifetime(arena) {} }
    return WirePointer(loading: address)
  }

  /// Whether the pointer is null.
  @inlinable public var isNull: Bool { wire.isNull }

  /// The message that the pointer is in.
  @inlinable public var message: Message { Message(arena: arena) }

  /// The same pointer, with other capabilities behind it. Bytes are shared.
  ///
  /// - Parameter capabilities: What capability pointers stand for.
  /// - Returns: The pointer.
  public func with(capabilities: [(any CapabilityObject)?]) -> AnyPointerReader {
    AnyPointerReader(
      arena: arena.sharing(limits: nil, capabilities: capabilities), segment: segment,
      place: place, nesting: nesting)
  }

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
      guard let address, !isNull else { return .null }
      switch try arena.resolve(address, in: segment).pointer.kind {
      case .structure: return .structure
      case .list: return .list
      default: return .capability
      }
    }
  }

  @inlinable func error(_ code: CapnProtoError.Code) -> CapnProtoError {
    CapnProtoError(code, at: address.map { segment.pointee.word(of: $0) } ?? 0)
  }

  /// The struct that the pointer leads to; the empty one if it is null.
  ///
  /// - Throws: If the pointer is malformed or no struct's, or a limit is reached.
  @inlinable @inline(__always) public func structure() throws(CapnProtoError) -> StructReader {
    let found = try arena.findStruct(place, segment, nesting)
    return StructReader(
      arena: arena, segment: found.segment, data: found.start, shape: found.shape)
  }

  /// The text that the pointer leads to; empty if it is null.
  ///
  /// - Throws: If the pointer is malformed or no text's, or a limit is reached.
  @inlinable @inline(__always) public func text() throws(CapnProtoError) -> TextReader {
    let found = try arena.findText(place, segment)
    return TextReader(arena: arena, start: found.start, count: found.count)
  }

  /// The data that the pointer leads to; empty if it is null.
  ///
  /// - Throws: If the pointer is malformed or no data's, or a limit is reached.
  @inlinable @inline(__always) public func data() throws(CapnProtoError) -> DataReader {
    let found = try arena.findBytes(place, segment)
    return DataReader(arena: arena, start: found.start, count: found.count)
  }

  /// The index of the capability that the pointer stands for; nil if it is null.
  ///
  /// - Throws: If the pointer is no capability's.
  @inlinable public func capabilityIndex() throws(CapnProtoError) -> UInt32? {
    guard let address, !isNull else { return nil }
    let target = try arena.resolve(address, in: segment)
    guard target.pointer.isCapability else { throw error(.wrongPointerKind) }
    return target.pointer.high
  }

  /// The capability that the pointer stands for; nil if it is null or not in the message's table.
  ///
  /// - Throws: If the pointer is no capability's.
  @inlinable public func capability() throws(CapnProtoError) -> (any CapabilityObject)? {
    guard let index = try capabilityIndex() else { return nil }
    return arena.capability(index)
  }

  /// Reads what the pointer leads to as a type of a schema.
  ///
  /// - Parameter type: The type.
  /// - Throws: If the pointer is malformed or leads to something else.
  @inlinable public func `as`<T: PointerSchema>(_ type: T.Type) throws(CapnProtoError) -> T.Reader {
    try T.read(self)
  }
}
